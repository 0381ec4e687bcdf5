//! One call by `reqwest` and `aws-sigv4`, as one writes it: without retries, refreshed credentials or errors
//! that say what happened.

use std::error::Error;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FederationToken {
    user_arn: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let var = |name: &str| std::env::var(name);
    let region = var("AWS_REGION")?;
    let base = var("AWS_ENDPOINT_URL").unwrap_or(format!("https://connect.{region}.amazonaws.com"));
    let (key, secret) = (var("AWS_ACCESS_KEY_ID")?, var("AWS_SECRET_ACCESS_KEY")?);
    let credentials = Credentials::new(key, secret, var("AWS_SESSION_TOKEN").ok(), None, "env");
    let identity = credentials.into();
    let url = format!("{base}/user/federate/11111111-2222-4333-8444-555555555555");
    let mut request = http::Request::get(&url).body("")?;
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(&region)
        .name("connect")
        .time(SystemTime::now())
        .settings(SigningSettings::default())
        .build()?
        .into();
    let signable = SignableRequest::new("GET", &url, std::iter::empty(), SignableBody::empty())?;
    let (instructions, _) = sign(signable, &params)?.into_parts();
    instructions.apply_to_request_http1x(&mut request);
    let response = reqwest::Client::new().execute(request.try_into()?).await?;
    let status = response.status();
    let body = response.bytes().await?;
    if !status.is_success() {
        return Err(format!("{status}").into());
    }
    let token: FederationToken = serde_json::from_slice(&body)?;
    println!("{}", token.user_arn);
    Ok(())
}
