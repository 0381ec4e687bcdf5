use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(DELETE "/users/<UserId>")]
    async fn remove_user(&self, #[cfg(any())] user_id: &str) -> Result<()>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.remove_user();
}

fn main() {
    let _ = call;
}
