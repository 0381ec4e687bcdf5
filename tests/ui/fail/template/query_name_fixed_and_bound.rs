use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users?version=1&<version>")]
    async fn all_users(&self, version: u8) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.all_users(1);
}

fn main() {
    let _ = call;
}
