use connect_runtime::*;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users?<a>")]
    async fn users(&self, a: Option<std::time::Duration>) -> Result<String>;
}

impl Api for Client {}

fn call(client: &Client, a: Option<std::time::Duration>) {
    let _ = client.users(a);
}

fn main() {
    let _ = call;
}
