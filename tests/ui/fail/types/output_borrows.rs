use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    fn users(&self) -> Call<'_, &'static str>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users();
}

fn main() {
    let _ = call;
}
