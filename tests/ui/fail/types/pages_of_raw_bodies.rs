use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users?<t>", envelope = Raw, pages(token = "T", items = "I"))]
    fn users(&self, t: Option<&str>) -> Call<'_, String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(None);
}

fn main() {
    let _ = call;
}
