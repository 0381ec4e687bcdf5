use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

#[connect_endpoint(GET "/users/<UserId>")]
struct User;

#[connect_endpoint(GET "/users/<UserId>")]
async fn get_user(user_id: &str) -> Result<String> {
    Ok(user_id.to_owned())
}

#[connect_endpoint(GET "/users/<UserId>")]
trait Api: ConnectClient {}
impl Api for Client {}

fn main() {
    let _ = User;
    drop(get_user("i"));
}
