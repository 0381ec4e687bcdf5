use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users-sumary/<InstanceId>?<nextToken>")]
    fn users(&self, instance_id: &str, next_token: Option<&str>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/contacts/trasnfer")]
    fn transfer(&self, #[body] transfer: &serde_json::Value) -> Call<'_, ()>;

    #[connect_endpoint(GET "/Queues/<InstanceId>/<QueueId>")]
    fn queue(&self, instance_id: &str, queue_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<domainId>/cases/<caseId>/related-items", service = CASES)]
    fn relate(
        &self,
        domain_id: &str,
        case_id: &str,
        #[body] item: &serde_json::Value,
    ) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
