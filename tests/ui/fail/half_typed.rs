use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<Use")]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(GET "/users")]
    async fn list_users(&self) -> Result<String>;
}
impl Api for Client {}

async fn both(client: &Client) -> Result<(String, String)> {
    Ok((client.get_user("i").await?, client.list_users().await?))
}

fn main() {
    let _ = both;
}
