use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GTE "users", nmae = "A")]
    async fn get_user(&mut self, _: &str, #[bdoy] body: &str);

    #[connect_endpoint(GET "/users/<UserId>")]
    async fn list_users(&self) -> Result<String>;
}
impl Api for Client {}

fn main() {}
