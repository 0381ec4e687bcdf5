use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint()]
    async fn empty(&self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
