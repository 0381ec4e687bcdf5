use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

struct Opaque;

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn users(&self, user_id: &Opaque) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(&Opaque);
}

fn main() {
    let _ = call;
}
