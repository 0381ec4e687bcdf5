use connect_runtime::{Call, Client, Result, connect_api};

#[connect_api]
trait Users {
    #[connect_endpoint(GET "/users")]
    fn all_users(&self) -> Call<'_, String>;

    #[connect_endpoint(GET "/users/<UserId>")]
    fn get_user(&self, user_id: &str) -> ;

    #[connect_endpoint(DELETE "/users/<UserId>")]
    async fn remove_user(&self, user_id: &str) -> Result<()>;
}

fn call(client: &Client) {
    let _ = (client.all_users(), client.get_user("u"), client.remove_user("u"));
    let _: &str = USERS_OPERATIONS[0].name();
}

fn main() {
    let _ = call;
}
