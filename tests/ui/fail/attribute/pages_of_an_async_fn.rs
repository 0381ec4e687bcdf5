use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users?<token>", pages(token = "Token", items = "Users"))]
    async fn users(&self, token: Option<&str>) -> Result<()>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(None);
}

fn main() {
    let _ = call;
}
