use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn users(&self, #[query("b")] a: u8, #[query("b")] b: u8) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(1, 2);
}

fn main() {
    let _ = call;
}
