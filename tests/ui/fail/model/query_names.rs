use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users-summary/<InstanceId>?<NextToken>&<maxResult>")]
    fn list_users(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_result: Option<u32>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/queues-summary/<InstanceId>")]
    fn list_queues(
        &self,
        instance_id: &str,
        #[query("queueType")] types: &[&str],
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/search-users?<NextToken>")]
    fn search_users(
        &self,
        next_token: Option<&str>,
        #[body("InstanceId")] instance_id: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/rules/<InstanceId>?publishstatus=DRAFT")]
    fn list_rules(&self, instance_id: &str) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
