use connect_runtime::*;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<A>")]
    async fn users(&self, a: std::time::Duration) -> Result<String>;
}

impl Api for Client {}

fn call(client: &Client, a: std::time::Duration) {
    let _ = client.users(a);
}

fn main() {
    let _ = call;
}
