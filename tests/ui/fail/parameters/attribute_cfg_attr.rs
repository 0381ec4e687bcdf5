use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(PUT "/users")]
    async fn users(&self, #[cfg_attr(any(), body)] #[body] user: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users("u");
}

fn main() {
    let _ = call;
}
