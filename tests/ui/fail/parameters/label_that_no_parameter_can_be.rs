use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users/<Self>")]
    async fn all_users(&self) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.all_users();
}

fn main() {
    let _ = call;
}
