use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users?<maxResults>")]
    async fn users(&self, #[query("maxResults")] limit: u8, max_results: u8) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(1, 2);
}

fn main() {
    let _ = call;
}
