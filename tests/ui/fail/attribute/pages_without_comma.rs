use connect_runtime::{Client, ConnectClient, Pages, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users?<token>", pages(token = "Token" items = "Users"))]
    fn users(&self, token: Option<&str>) -> Pages<'_, u8>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(None);
}

fn main() {
    let _ = call;
}
