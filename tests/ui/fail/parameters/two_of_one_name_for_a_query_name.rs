use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users?<filter>")]
    async fn users(&self, #[cfg(any())] filter: u8, #[cfg(not(any()))] filter: u16) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.users(1);
}

fn main() {
    let _ = call;
}
