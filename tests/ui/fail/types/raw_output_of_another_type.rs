use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users", envelope = Raw)]
    async fn users(&self) -> Result<u8>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users();
}

fn main() {
    let _ = call;
}
