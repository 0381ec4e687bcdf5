use connect_runtime::{Call, Client, Result, connect_api};

#[connect_api]
trait Users {
    #[connect_endpoint(GET "/users/<UserId>", na)]
    fn get_user(&self, user_id: &str) -> Call<'_, String>;

    #[connect_endpoint(GET "/users")]
    fn all_users(&self) -> Call<'_, String>;
}

async fn both(client: &Client) -> Result<(String, String)> {
    Ok((client.get_user("u").await?, client.all_users().await?))
}

fn main() {
    let _ = (both, USERS_OPERATIONS);
}
