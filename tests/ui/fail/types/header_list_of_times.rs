use connect_runtime::*;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn users(&self, #[header("X-A")] a: &[std::time::SystemTime]) -> Result<String>;
}

impl Api for Client {}

fn call(client: &Client, a: &[std::time::SystemTime]) {
    let _ = client.users(a);
}

fn main() {
    let _ = call;
}
