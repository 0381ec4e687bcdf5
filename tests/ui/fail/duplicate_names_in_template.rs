use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(GET "/users?version=1&<version>")]
    async fn list_users(&self, version: u8) -> Result<String>;
}
impl Api for Client {}

fn main() {}
