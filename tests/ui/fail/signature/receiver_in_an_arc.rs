use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn all_users(self: std::sync::Arc<Self>) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.all_users();
}

fn main() {
    let _ = call;
}
