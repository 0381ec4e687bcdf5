use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

struct Opaque;

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    fn users(&self) -> Call<'_, String, Opaque>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users();
}

fn main() {
    let _ = call;
}
