use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/files/<Key..>/all")]
    async fn get_file(&self, key: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.get_file("k");
}

fn main() {
    let _ = call;
}
