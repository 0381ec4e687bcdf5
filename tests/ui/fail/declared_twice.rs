use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users")]
    #[connect_endpoint(GET "/all-users")]
    async fn list_users(&self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
