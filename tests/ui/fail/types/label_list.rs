use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn users(&self, user_id: &[&str]) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(&[]);
}

fn main() {
    let _ = call;
}
