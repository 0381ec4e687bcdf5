use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(POST "/users")]
    async fn users(&self, #[idempotency_token] #[body("ClientToken")] token: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users("t");
}

fn main() {
    let _ = call;
}
