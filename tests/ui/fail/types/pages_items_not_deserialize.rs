use connect_runtime::{Client, ConnectClient, Pages, connect_endpoint};

struct Opaque;

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users?<t>", pages(token = "T", items = "I"))]
    fn users(&self, t: Option<&str>) -> Pages<'_, Opaque>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(None);
}

fn main() {
    let _ = call;
}
