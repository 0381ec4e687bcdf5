use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users/<UserIDs>/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.get_user("u");
}

fn main() {
    let _ = call;
}
