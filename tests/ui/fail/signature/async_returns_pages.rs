use connect_runtime::{Client, ConnectClient, Pages, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn all_users(&self) -> Pages<'_, String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.all_users();
}

fn main() {
    let _ = call;
}
