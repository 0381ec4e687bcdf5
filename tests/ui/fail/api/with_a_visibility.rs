use connect_runtime::{Call, Client, connect_api};

#[connect_api]
trait Users {
    #[connect_endpoint(GET "/users/<UserId>")]
    pub fn get_user(&self, user_id: &str) -> Call<'_, String>;
}

fn call(client: &Client) {
    let _ = client.get_user("u");
}

fn main() {
    let _ = call;
}
