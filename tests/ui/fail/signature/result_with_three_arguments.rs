use connect_runtime::{Client, ConnectClient, Error, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn all_users(&self) -> Result<String, Error, u8>;
}
impl Users for Client {}

fn main() {}
