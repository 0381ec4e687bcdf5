use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    unsafe fn all_users(&self) -> Result<String>;
}
impl Users for Client {}

fn main() {}
