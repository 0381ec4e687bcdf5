use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>/<InstanceId>")]
    fn describe_user(&self, user_id: &str, instance_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/queues/<InstanceId>/<InstanceId2>/quick-connects", name = "ListQueueQuickConnects")]
    fn any_name_is_right(&self, instance_id: &str, instance_id2: &str) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/users/<InstanceId>/<instance_id>")]
    fn delete_user(&self, #[path("InstanceId")] a: &str, #[path("instance_id")] b: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/rules/<maxResults>")]
    fn list_rules(&self, max_results: u32) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
