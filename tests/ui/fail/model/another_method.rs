use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/users/<InstanceId>")]
    fn create_user(&self, instance_id: &str, #[body] user: &serde_json::Value) -> Call<'_, ()>;

    #[connect_endpoint(GET "/search-users", name = "SearchUsers")]
    fn find_users(&self) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
