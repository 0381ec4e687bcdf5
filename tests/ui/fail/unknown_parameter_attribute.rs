use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(PUT "/users")]
    async fn create_user(&self, #[bdoy] user: &str) -> Result<String>;

    #[connect_endpoint(PUT "/users")]
    async fn far(&self, #[serde(rename = "User")] user: &str) -> Result<String>;
}
impl Api for Client {}

fn main() {}
