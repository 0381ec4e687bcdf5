use connect_runtime::{Client, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    fn all_users(&self) -> String;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.all_users();
}

fn main() {
    let _ = call;
}
