use connect_runtime::{BoxFuture, Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    fn all_users(&self) -> BoxFuture<'_, Result<String>>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.all_users();
}

fn main() {
    let _ = call;
}
