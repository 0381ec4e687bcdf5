use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(GET)]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(GET "/users")]
    async fn all_users(&self) -> Result<String>;
}
impl Users for Client {}

async fn both(client: &Client) -> Result<(String, String)> {
    Ok((client.get_user("u").await?, client.all_users().await?))
}

fn main() {
    let _ = both;
}
