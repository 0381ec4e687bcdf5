use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET)]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(GET, name = "GetUser")]
    async fn with_option(&self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
