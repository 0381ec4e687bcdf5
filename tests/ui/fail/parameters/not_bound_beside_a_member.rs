use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(POST "/users")]
    async fn new_user(&self, #[body("Name")] name: &str, role: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.new_user("n", "r");
}

fn main() {
    let _ = call;
}
