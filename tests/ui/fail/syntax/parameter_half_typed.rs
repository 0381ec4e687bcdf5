use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users")]
    fn all_users(&self) -> Call<'_, String>;

    #[connect_endpoint(GET "/users/<UserId>")]
    fn get_user(&self, user_id: &) -> Call<'_, String>;

    #[connect_endpoint(DELETE "/users/<UserId>")]
    async fn remove_user(&self, user_id: &str) -> Result<()>;
}

impl Users for Client {}

fn call(client: &Client) {
    let _ = (client.all_users(), client.get_user("u"), client.remove_user("u"));
}

fn main() {
    let _ = call;
}
