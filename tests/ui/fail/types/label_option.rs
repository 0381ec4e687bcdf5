use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn users(&self, user_id: Option<&str>) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(None);
}

fn main() {
    let _ = call;
}
