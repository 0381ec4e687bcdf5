use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    fn all_users(&self, ids: ...) -> Call<'_, String>;
}
impl Users for Client {}

fn main() {}
