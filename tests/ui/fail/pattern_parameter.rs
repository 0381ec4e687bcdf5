use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn ignored(&self, _: &str) -> Result<String>;

    #[connect_endpoint(GET "/users/<UserId>")]
    async fn mutable(&self, mut user_id: &str) -> Result<String>;
}
impl Api for Client {}

fn main() {}
