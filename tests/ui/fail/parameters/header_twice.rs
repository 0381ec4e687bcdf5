use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn users(&self, #[header("X-A")] a: &str, #[header("x-a")] b: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users("a", "b");
}

fn main() {
    let _ = call;
}
