use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn get_user(&self, user_id: &str, max_results: u32) -> Result<String>;
}
impl Api for Client {}

fn main() {}
