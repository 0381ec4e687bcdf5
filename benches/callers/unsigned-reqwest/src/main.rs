//! A request by `reqwest` alone, unsigned, whose answer is not read.

use harness::{Caller, Endpoint, INSTANCE_ID, Result, UNREAD};

struct Unsigned {
    http: reqwest::Client,
    base_url: String,
}

impl Caller for Unsigned {
    fn new(endpoint: &Endpoint) -> Result<Self> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let base_url = endpoint.url.clone().ok_or("it has no network in memory")?;
        Ok(Self { http: reqwest::Client::new(), base_url })
    }

    async fn call(&self) -> Result<String> {
        let url = format!("{}/user/federate/{INSTANCE_ID}", self.base_url);
        let body = self.http.get(url).send().await?.bytes().await?;
        Ok(if body.is_empty() { String::new() } else { UNREAD.to_owned() })
    }
}

fn main() -> Result<()> {
    harness::run::<Unsigned>()
}
