use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>?<userId>")]
    async fn get_user(&self, user_id: &str) -> Result<String>;
}
impl Api for Client {}

fn main() {}
