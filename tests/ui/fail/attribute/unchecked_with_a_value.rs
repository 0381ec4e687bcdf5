use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users/<UserId>", unchecked = true)]
    fn get_user(&self, user_id: &str) -> Call<'_, ()>;
}
impl Users for Client {}

fn main() {}
