use connect_runtime::{Client, ConnectClient, Pages, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users", pages(token = "T", items = "Users", request_token = body("nextToken")))]
    fn users(&self) -> Pages<'_, u8>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users();
}

fn main() {
    let _ = call;
}
