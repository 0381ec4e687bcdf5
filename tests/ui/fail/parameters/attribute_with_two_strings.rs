use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(POST "/users")]
    async fn users(&self, #[body("A", "B")] a: u8) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(1);
}

fn main() {
    let _ = call;
}
