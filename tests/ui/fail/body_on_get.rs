use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn get_users(&self, #[body] filter: &str) -> Result<String>;

    #[connect_endpoint(DELETE "/users")]
    async fn delete_users(&self, #[body] filter: &str) -> Result<String>;
}
impl Api for Client {}

fn main() {}
