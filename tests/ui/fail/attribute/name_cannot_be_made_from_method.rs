use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    async fn __(&self) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.__();
}

fn main() {
    let _ = call;
}
