use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn users(&self, #[query(max_results)] a: u8) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(1);
}

fn main() {
    let _ = call;
}
