use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

struct Opaque;

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn users(&self) -> Result<String, Opaque>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users();
}

fn main() {
    let _ = call;
}
