use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(PUT "/users")]
    async fn create_user(&self, #[body] name: &str, #[body] role: &str) -> Result<String>;

    #[connect_endpoint(PUT "/users")]
    async fn twice(&self, #[body] #[body] name: &str) -> Result<String>;
}
impl Api for Client {}

fn main() {}
