use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(FETCH "/users/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(get "/users/<UserId>")]
    async fn lower_case(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint("GET" "/users/<UserId>")]
    async fn string(&self, user_id: &str) -> Result<String>;
}
impl Api for Client {}

fn main() {}
