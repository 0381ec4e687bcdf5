use connect_runtime::{Call, Client, connect_endpoint};

trait Users {
    #[connect_endpoint(GET "/users/<UserId>")]
    fn get_user(&self, user_id: &str) -> Call<'_, String>;
}
impl Users for Client {}

fn call(client: &Client) {
    let _ = client.get_user("u");
}

fn main() {
    let _ = call;
}
