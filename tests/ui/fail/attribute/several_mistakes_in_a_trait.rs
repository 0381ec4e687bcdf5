use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GTE "/users/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(GET "users")]
    fn all_users(&self) -> Call<'_, String>;

    #[connect_endpoint(PUT "/users")]
    async fn new_user(&self, #[bdoy] user: &str) -> Result<String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = (client.get_user("u"), client.all_users(), client.new_user("u"));
}

fn main() {
    let _ = call;
}
