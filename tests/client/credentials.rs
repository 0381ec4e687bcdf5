//! Tests how a client caches, refreshes and reloads credentials.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connect_runtime::aws_credential_types::provider::error::CredentialsError;
use connect_runtime::aws_credential_types::provider::future;
use connect_runtime::bytes::Bytes;
use connect_runtime::{
    BoxFuture, Call, Client, ClientBuilder, ConnectClient, Credentials, Error, ProvideCredentials,
    Transport, TransportError, connect_endpoint, http,
};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/post")]
    fn post(&self) -> Call<'_, ()>;
}
impl Api for Client {}

/// Provides the key `OLD` first and `NEW` on every later load.
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

/// Rejects the key `OLD` as expired, with this error code.
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
async fn expired_credentials_are_reloaded_once() {
    for code in ["ExpiredTokenException", "ExpiredToken:http://x/"] {
        let provider = Rotating::default();
        let client = builder(&provider, code).build().unwrap();
        assert_eq!(client.post().with_response().await.unwrap().attempts, 2);
        assert_eq!(client.clone().post().with_response().await.unwrap().attempts, 1);
        assert_eq!(provider.0.load(Ordering::Relaxed), 2, "clones share what is loaded");
    }
}

#[tokio::test]
async fn other_rejections_do_not_reload_credentials() {
    let provider = Rotating::default();
    let client = builder(&provider, "AccessDeniedException").build().unwrap();
    assert_eq!(client.post().await.unwrap_err().code(), Some("AccessDeniedException"));
    assert_eq!(provider.0.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_limit_of_one_attempt_holds() {
    let provider = Rotating::default();
    let client = builder(&provider, "ExpiredTokenException").build().unwrap();
    let error = client.post().max_attempts(1).await.unwrap_err();
    assert_eq!(error.code(), Some("ExpiredTokenException"));
    assert_eq!(provider.0.load(Ordering::Relaxed), 1);
    client.post().max_attempts(1).await.expect("the next call has new credentials");
    assert_eq!(provider.0.load(Ordering::Relaxed), 2);
}

/// Alternates between expired credentials and an error.
#[derive(Debug, Clone, Default)]
struct EveryOther(Arc<AtomicUsize>);

impl ProvideCredentials for EveryOther {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let loads = self.0.fetch_add(1, Ordering::Relaxed);
        let expiry = std::time::SystemTime::UNIX_EPOCH;
        future::ProvideCredentials::ready(match loads % 2 {
            0 => Ok(Credentials::new("KEY", "secret", None, Some(expiry), "test")),
            _ => Err(CredentialsError::not_loaded("no second time")),
        })
    }
}

/// Responds to every request with status 503.
struct Busy;

impl Transport for Busy {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let response = http::Response::builder().status(503).body(Bytes::new());
        Box::pin(std::future::ready(Ok(response.unwrap())))
    }
}

/// If a retry has no credentials, the call returns the previous response and the retry costs no budget.
#[tokio::test]
async fn a_retry_without_credentials_keeps_the_response_and_the_budget() {
    let provider = EveryOther::default();
    let client = Client::builder()
        .region("us-west-2")
        .credentials(provider.clone())
        .transport(Busy)
        .build()
        .unwrap();
    // Makes more calls than the budget has retries.
    for call in 0..60 {
        let error = client.post().await.unwrap_err();
        assert_eq!(error.api().unwrap().status(), 503, "call {call}");
    }
    assert_eq!(provider.0.load(Ordering::Relaxed), 2 * 60, "each call came to its retry");
}

#[tokio::test(start_paused = true)]
async fn a_hanging_provider_times_out_calls_and_presigning() {
    #[derive(Debug)]
    struct Hanging;
    impl ProvideCredentials for Hanging {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            future::ProvideCredentials::new(std::future::pending())
        }
    }
    let client =
        Client::builder().region("us-west-2").credentials(Hanging).transport(Busy).build().unwrap();
    let minute = std::time::Duration::from_mins(1);
    for error in
        [client.post().await.unwrap_err(), client.post().presign(minute).await.unwrap_err()]
    {
        assert!(matches!(error, Error::Credentials { .. }), "{error:?}");
    }
    let second = std::time::Duration::from_secs(1);
    for error in [
        client.post().timeout(second).await.unwrap_err(),
        client.post().timeout(second).presign(minute).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Timeout { after, .. } if after == second), "{error:?}");
    }
}
