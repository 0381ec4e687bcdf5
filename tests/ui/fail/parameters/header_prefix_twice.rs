use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn users(&self, #[headers("X-M-")] a: &[(&str, &str)], #[headers("x-m-")] b: &[(&str, &str)]) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(&[], &[]);
}

fn main() {
    let _ = call;
}
