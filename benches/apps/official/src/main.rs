//! One call by the AWS SDK.

use std::error::Error;

use aws_config::BehaviorVersion;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let client = aws_sdk_connect::Client::new(&config);
    let instance_id = "11111111-2222-4333-8444-555555555555";
    let token = client.get_federation_token().instance_id(instance_id).send().await?;
    println!("{}", token.user_arn().unwrap_or_default());
    Ok(())
}
