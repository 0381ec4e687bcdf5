use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(HEAD "/users")]
    async fn users(&self, #[body] filter: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users("f");
}

fn main() {
    let _ = call;
}
