//! One request by hyper's pooling client with TLS, unsigned, whose response is not decoded: what HTTP alone costs.

use std::error::Error;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls_platform_verifier::BuilderVerifierExt;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    let https =
        HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().build();
    let client: Client<_, Empty<Bytes>> = Client::builder(TokioExecutor::new()).build(https);
    let base = std::env::var("AWS_ENDPOINT_URL")?;
    let url = format!("{base}/user/federate/11111111-2222-4333-8444-555555555555");
    let response = client.get(url.parse()?).await?;
    println!("{} bytes", response.into_body().collect().await?.to_bytes().len());
    Ok(())
}
