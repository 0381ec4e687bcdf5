use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(PUT "/users")]
    pub async fn create_user(&self, #[body] user: &str) -> Result<String>;
}
impl Api for Client {}

fn main() {}
