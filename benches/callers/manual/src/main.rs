//! The call by `reqwest`, `aws-sigv4` and serde.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use bytes::Bytes;
use harness::{
    ACCESS_KEY_ID, BARE_BODY, Caller, Endpoint, INSTANCE_ID, REGION, Result, SECRET_ACCESS_KEY,
    UNREAD,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "it is what the program would use")]
struct FederationToken {
    user_id: Option<String>,
    user_arn: Option<String>,
    sign_in_url: Option<String>,
    credentials: Option<Tokens>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "it is what the program would use")]
struct Tokens {
    access_token: Option<String>,
    access_token_expiration: Option<f64>,
    refresh_token: Option<String>,
    refresh_token_expiration: Option<f64>,
}

struct Manual {
    /// None for an answer from memory.
    http: Option<reqwest::Client>,
    base_url: String,
    credentials: Credentials,
    /// Whether the answer is read.
    reads: bool,
}

impl Caller for Manual {
    fn new(endpoint: &Endpoint) -> Result<Self> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            http: endpoint.url.as_ref().map(|_| reqwest::Client::new()),
            base_url: endpoint.url.clone().unwrap_or("http://127.0.0.1:1".to_owned()),
            credentials: Credentials::new(ACCESS_KEY_ID, SECRET_ACCESS_KEY, None, None, "static"),
            reads: endpoint.variant != "unread",
        })
    }

    async fn call(&self) -> Result<String> {
        let url = format!("{}/user/federate/{INSTANCE_ID}", self.base_url);
        let mut request = http::Request::get(&url).body("")?;
        let identity = self.credentials.clone().into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(REGION)
            .name("connect")
            .time(SystemTime::now())
            .settings(SigningSettings::default())
            .build()?
            .into();
        let signable =
            SignableRequest::new("GET", &url, std::iter::empty(), SignableBody::empty())?;
        let (instructions, _) = sign(signable, &params)?.into_parts();
        instructions.apply_to_request_http1x(&mut request);
        let body = match &self.http {
            None => {
                std::hint::black_box(request);
                Bytes::from_static(BARE_BODY.as_bytes())
            }
            Some(http) => {
                let response = http.execute(request.try_into()?).await?;
                if !response.status().is_success() {
                    return Err(response.status().to_string().into());
                }
                response.bytes().await?
            }
        };
        if !self.reads {
            return Ok(if body.is_empty() { String::new() } else { UNREAD.to_owned() });
        }
        let token: FederationToken = serde_json::from_slice(&body)?;
        Ok(token.user_arn.unwrap_or_default())
    }
}

fn main() -> Result<()> {
    harness::run::<Manual>()
}
