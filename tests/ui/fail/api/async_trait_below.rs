use async_trait::async_trait;
use connect_runtime::{Client, Result, connect_api};

#[connect_api]
#[async_trait]
trait Users {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(DELETE "/users/<UserId>")]
    async fn remove_user(&self, user_id: &str) -> Result<()>;
}

fn call(client: &Client) {
    let _ = (client.get_user("u"), client.remove_user("u"));
}

fn main() {
    let _ = call;
}
