//! A request by hyper's pooling client alone, unsigned, whose answer is not read.

use bytes::Bytes;
use harness::{Caller, Endpoint, INSTANCE_ID, Result, UNREAD};
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

struct Bare {
    http: Client<HttpConnector, Empty<Bytes>>,
    base_url: String,
}

impl Caller for Bare {
    fn new(endpoint: &Endpoint) -> Result<Self> {
        let base_url = endpoint.url.clone().ok_or("it has no network in memory")?;
        Ok(Self { http: Client::builder(TokioExecutor::new()).build_http(), base_url })
    }

    async fn call(&self) -> Result<String> {
        let url = format!("{}/user/federate/{INSTANCE_ID}", self.base_url);
        let response = self.http.get(url.parse()?).await?;
        let body = response.into_body().collect().await?.to_bytes();
        Ok(if body.is_empty() { String::new() } else { UNREAD.to_owned() })
    }
}

fn main() -> Result<()> {
    harness::run::<Bare>()
}
