use connect_runtime::*;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users?<a>")]
    async fn users(&self, a: (u8, u8)) -> Result<String>;
}

impl Api for Client {}

fn call(client: &Client, a: (u8, u8)) {
    let _ = client.users(a);
}

fn main() {
    let _ = call;
}
