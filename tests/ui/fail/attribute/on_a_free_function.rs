use connect_runtime::{Result, connect_endpoint};

#[connect_endpoint(GET "/users/<UserId>")]
async fn get_user(user_id: &str) -> Result<String> {
    Ok(user_id.to_owned())
}

fn main() {
    drop(get_user("u"));
}
