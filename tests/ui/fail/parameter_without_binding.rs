use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn get_user(&self, user_id: &str, max_results: u32) -> Result<String>;

    #[connect_endpoint(POST "/users")]
    async fn could_be_body(&self, user_2_id: &str) -> Result<String>;
}
impl Api for Client {}

fn main() {}
