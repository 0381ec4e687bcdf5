use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

struct Opaque;

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn users(&self, #[header("X-A")] a: Opaque) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(Opaque);
}

fn main() {
    let _ = call;
}
