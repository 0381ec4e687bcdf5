use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Paths: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>/<InstanceId>")]
    fn near(&self, #[path("UserID")] id: &str, instance_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/users")]
    fn none(&self, #[path("UserId")] id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/users/<UserId>")]
    fn twice(&self, #[path("UserId")] id: &str, #[path("UserId")] other: &str) -> Call<'_, ()>;
}
impl Paths for Client {}

fn main() {}
