use connect_runtime::{Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(DELETE "/users/<UserId>")]
    async fn delete_user(&self, user_id: &str);

    #[connect_endpoint(DELETE "/users/<UserId>")]
    fn delete_user_call(&self, user_id: &str);
}
impl Api for Client {}

fn main() {}
