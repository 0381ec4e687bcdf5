use connect_runtime::{Call, Client, Result, connect_api};

#[connect_api]
trait Users {
    #[connect_endpoint(GET "/users")]
    fn list_users(&self) -> Call<'_, String>;

    #[connect_endpoint(GET "/users/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String;

    #[connect_endpoint(DELETE "/users/<UserId>")]
    async fn delete_user(&self, user_id: &str) -> Result<()>;
}

async fn call(client: &Client) -> Result<String> {
    client.list_users().await?;
    client.delete_user("u").await?;
    client.get_user("u").await
}

fn main() {
    let _ = call;
}
