use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn all_users() -> Result<String>;
}
impl Users for Client {}

fn main() {}
