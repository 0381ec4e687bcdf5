use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(PUT "/users")]
    async fn new_user(&self, #[payload] user: &str, #[body("Role")] role: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.new_user("n", "r");
}

fn main() {
    let _ = call;
}
