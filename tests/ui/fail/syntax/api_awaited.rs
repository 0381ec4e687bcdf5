use connect_runtime::{Call, Client, Result, connect_api};

#[connect_api]
trait Users {
    #[connect_endpoint(GET "/users")]
    fn all_users(&self) -> Call<'_, String>;

    #[connect_endpoint(GET "/users/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String;

    #[connect_endpoint(DELETE "/users/<UserId>")]
    async fn remove_user(&self, user_id: &str) -> Result<()>;
}

async fn call(client: &Client) -> Result<String> {
    client.all_users().await?;
    client.remove_user("u").await?;
    client.get_user("u").await
}

fn main() {
    let _ = call;
}
