use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(PUT "/users")]
    async fn users(&self, #[serde(rename = "User")] user: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users("u");
}

fn main() {
    let _ = call;
}
