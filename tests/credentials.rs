//! What a client does with the credentials that a provider gives.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connect_runtime::aws_credential_types::provider::future;
use connect_runtime::bytes::Bytes;
use connect_runtime::{
    BoxFuture, Call, Client, ClientBuilder, ConnectClient, Credentials, ProvideCredentials,
    Transport, TransportError, connect_endpoint, http,
};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/post")]
    fn post(&self) -> Call<'_, ()>;
}
impl Api for Client {}

/// Gives the key `OLD` first, and `NEW` from then on.
#[derive(Debug, Clone, Default)]
struct Rotating(Arc<AtomicUsize>);

impl ProvideCredentials for Rotating {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let key = if self.0.fetch_add(1, Ordering::Relaxed) == 0 { "OLD" } else { "NEW" };
        future::ProvideCredentials::ready(Ok(Credentials::new(key, "secret", None, None, "test")))
    }
}

/// Calls the key `OLD` expired, by this code.
struct Service(&'static str);

impl Transport for Service {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let authorization = request.headers()["authorization"].to_str().unwrap();
        let response = if authorization.contains("Credential=OLD/") {
            http::Response::builder().status(403).header("x-amzn-errortype", self.0)
        } else {
            http::Response::builder()
        };
        Box::pin(std::future::ready(Ok(response.body(Bytes::new()).unwrap())))
    }
}

fn builder(provider: &Rotating, code: &'static str) -> ClientBuilder {
    Client::builder().region("us-west-2").credentials(provider.clone()).transport(Service(code))
}

#[tokio::test]
async fn credentials_that_the_service_calls_expired_are_loaded_anew_once() {
    for code in ["ExpiredTokenException", "ExpiredToken:http://x/"] {
        let provider = Rotating::default();
        let client = builder(&provider, code).build().unwrap();
        assert_eq!(client.post().with_response().await.unwrap().attempts, 2);
        assert_eq!(client.clone().post().with_response().await.unwrap().attempts, 1);
        assert_eq!(provider.0.load(Ordering::Relaxed), 2, "clones share what is loaded");
    }
}

#[tokio::test]
async fn other_refusals_are_no_reason_to_load_anew() {
    let provider = Rotating::default();
    let client = builder(&provider, "AccessDeniedException").build().unwrap();
    assert_eq!(client.post().await.unwrap_err().code(), Some("AccessDeniedException"));
    assert_eq!(provider.0.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn one_attempt_is_one() {
    let provider = Rotating::default();
    let client = builder(&provider, "ExpiredTokenException").build().unwrap();
    let error = client.post().max_attempts(1).await.unwrap_err();
    assert_eq!(error.code(), Some("ExpiredTokenException"));
    assert_eq!(provider.0.load(Ordering::Relaxed), 1);
}
