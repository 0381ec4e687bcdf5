//! One call, declared.

use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FederationToken {
    user_arn: String,
}

trait Federation: ConnectClient {
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    async fn get_federation_token(&self, instance_id: &str) -> Result<FederationToken>;
}
impl Federation for Client {}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Client::from_env()?;
    let token = client.get_federation_token("11111111-2222-4333-8444-555555555555").await?;
    println!("{}", token.user_arn);
    Ok(())
}
