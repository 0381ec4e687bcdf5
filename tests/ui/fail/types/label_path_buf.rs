use connect_runtime::*;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<A>")]
    async fn users(&self, a: &std::path::PathBuf) -> Result<String>;
}

impl Api for Client {}

fn call(client: &Client, a: &std::path::PathBuf) {
    let _ = client.users(a);
}

fn main() {
    let _ = call;
}
