use connect_runtime::{Result, connect_endpoint};

struct Users;

impl Users {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String> {
        Ok(user_id.to_owned())
    }
}

fn main() {
    drop(Users.get_user("u"));
}
