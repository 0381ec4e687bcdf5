use connect_runtime::{Client, ConnectClient, Pages, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(POST "/users", pages(token = "T", items = "Users", request_token = "nextToken"))]
    fn users(&self, #[body("A")] a: u8) -> Pages<'_, u8>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(1);
}

fn main() {
    let _ = call;
}
