use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn users(&self, #[header("Content-Length")] a: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users("a");
}

fn main() {
    let _ = call;
}
