use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn get_user(&self, user_id: &str, max_results: u32) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.get_user("u", 1);
}

fn main() {
    let _ = call;
}
