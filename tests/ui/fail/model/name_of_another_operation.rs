use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users-summary/<InstanceId>")]
    fn describe_user(&self, instance_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/queues-summary/<InstanceId>", name = "ListAllQueues")]
    fn queues(&self, instance_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/prompts-summary/<InstanceId>", name = "DescribePrompt")]
    fn prompts(&self, instance_id: &str) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
