use connect_runtime::{Client, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users?<t>", pages(token = "T", items = "I"))]
    fn users(&self, t: Option<&str>) -> Vec<u8>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(None);
}

fn main() {
    let _ = call;
}
