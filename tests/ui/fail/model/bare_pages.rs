use connect_runtime::{Client, ConnectClient, Pages, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/skills/<InstanceId>", pages)]
    fn skills(&self, instance_id: &str) -> Pages<'_, ()>;

    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>", pages)]
    fn describe_user(&self, instance_id: &str, user_id: &str) -> Pages<'_, ()>;

    #[connect_endpoint(POST "/metrics/data", pages)]
    fn get_metric_data_v2(&self, #[body] request: &serde_json::Value) -> Pages<'_, ()>;

    #[connect_endpoint(GET "/users-summary/<InstanceId>", unchecked, pages)]
    fn list_users(&self, instance_id: &str) -> Pages<'_, ()>;
}
impl Api for Client {}

fn main() {}
