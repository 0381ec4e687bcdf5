//! Tests loads of credentials that are slow, hang or fail, and loads on several runtimes.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use connect_runtime::aws_credential_types::provider::error::CredentialsError;
use connect_runtime::aws_credential_types::provider::future;
use connect_runtime::bytes::Bytes;
use connect_runtime::{
    BoxFuture, Call, Client, ClientBuilder, ConnectClient, Credentials, Error, ProvideCredentials,
    Transport, TransportError, connect_endpoint, http,
};
use tokio::runtime::Runtime;
use tokio::time::Instant;

trait Api: ConnectClient {
    #[connect_endpoint(POST "/post")]
    fn post(&self) -> Call<'_, ()>;
}
impl Api for Client {}

#[derive(Debug)]
enum Load {
    Takes(Duration),
    Hangs,
    /// Returns credentials that have expired already, so that the next call must refresh them.
    Expired,
    Fails(CredentialsError),
}

use Load::{Expired, Fails, Hangs, Takes};

const AT_ONCE: Load = Takes(Duration::ZERO);
const SECOND: Duration = Duration::from_secs(1);

/// Performs these loads, one after the other, and panics on a further one.
#[derive(Debug, Clone)]
struct Provider(Arc<Mutex<VecDeque<Load>>>);

impl Provider {
    fn new(loads: impl IntoIterator<Item = Load>) -> Self {
        Self(Arc::new(Mutex::new(loads.into_iter().collect())))
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder().region("us-west-2").credentials(self.clone()).transport(Service)
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn loads_left(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl ProvideCredentials for Provider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let load = self.0.lock().unwrap().pop_front().expect("a load too many");
        future::ProvideCredentials::new(async {
            let mut expiry = None;
            match load {
                Takes(time) => tokio::time::sleep(time).await,
                Hangs => std::future::pending().await,
                Expired => expiry = Some(SystemTime::UNIX_EPOCH),
                Fails(error) => return Err(error),
            }
            Ok(Credentials::new("AKID", "secret", None, expiry, "test"))
        })
    }
}

/// Accepts every request.
struct Service;

impl Transport for Service {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(std::future::ready(Ok(http::Response::default())))
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn a_load_on_an_idle_runtime_does_not_hold_up_another_runtime() {
    for loads in [vec![Hangs, AT_ONCE], vec![Expired, Hangs, AT_ONCE]] {
        let provider = Provider::new(loads);
        let client = provider.client();
        let idle = runtime();
        idle.block_on(async {
            while provider.loads_left() > 2 {
                client.post().await.unwrap();
            }
            let call = client.post();
            tokio::time::timeout(SECOND / 20, call.into_future()).await.unwrap_err();
        });
        assert_eq!(provider.loads_left(), 1, "a load started");
        let call = client.post().timeout(4 * SECOND).into_future();
        runtime().block_on(call).expect("a load of its own");
        drop(idle);
    }
}

#[test]
fn many_runtimes_that_end_during_a_load_do_not_hold_up_the_next() {
    let mut loads: Vec<_> = (0..30).map(|_| Hangs).collect();
    loads.push(AT_ONCE);
    let provider = Provider::new(loads);
    let client = provider.client();
    for _ in 0..30 {
        runtime().block_on(async {
            let call = client.post().into_future();
            tokio::time::timeout(SECOND / 100, call).await.unwrap_err();
        });
    }
    runtime().block_on(client.post().timeout(4 * SECOND).into_future()).unwrap();
}

/// Each call needs a load, and every second call gives up before its load ends.
#[test]
fn loads_on_many_runtimes_at_once_all_succeed() {
    #[derive(Debug)]
    struct Expiring;
    impl ProvideCredentials for Expiring {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            future::ProvideCredentials::new(async {
                tokio::time::sleep(SECOND / 500).await;
                let expiry = Some(SystemTime::UNIX_EPOCH);
                Ok(Credentials::new("AKID", "secret", None, expiry, "test"))
            })
        }
    }
    let client = Client::builder()
        .region("us-west-2")
        .credentials(Expiring)
        .credentials_timeout(60 * SECOND)
        .transport(Service)
        .build()
        .unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let client = &client;
            scope.spawn(move || {
                // Each runtime stands still between its calls, and the last ones end with a load under way.
                let runtimes = [runtime(), runtime()];
                for round in 0..30 {
                    runtimes[round % 2].block_on(async {
                        if round % 3 == thread % 3 {
                            let call = client.post().into_future();
                            drop(tokio::time::timeout(SECOND / 1000, call).await);
                        } else {
                            client.post().await.unwrap();
                        }
                    });
                }
            });
        }
    });
}

#[tokio::test(start_paused = true)]
async fn a_slow_load_goes_on_for_the_next_call() {
    let provider = Provider::new([Takes(8 * SECOND)]);
    let client = provider.client();
    let start = Instant::now();
    let error = client.post().await.unwrap_err();
    assert_eq!(start.elapsed(), 5 * SECOND);
    assert_eq!(
        error.to_string(),
        "Post: the credentials provider did not answer within 5s; check what it waits for, or raise \
         `credentials_timeout` of the client"
    );
    assert!(error.is_timeout() && !error.is_retryable());
    client.post().await.expect("it waits for the same load");
    assert_eq!(start.elapsed(), 8 * SECOND);
    client.post().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_slow_load_that_has_ended_serves_the_next_call() {
    let provider = Provider::new([Takes(8 * SECOND)]);
    let client = provider.client();
    client.post().await.unwrap_err();
    tokio::time::sleep(10 * SECOND).await;
    let start = Instant::now();
    client.post().await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn the_wait_can_be_longer_or_shorter() {
    for (timeout, is_ok) in [(2, false), (7, false), (9, true), (3600, true)] {
        let provider = Provider::new([Takes(8 * SECOND)]);
        let client = provider.builder().credentials_timeout(timeout * SECOND).build().unwrap();
        let start = Instant::now();
        let outcome = client.post().await;
        assert_eq!(outcome.is_ok(), is_ok, "{timeout}");
        assert_eq!(start.elapsed(), SECOND * timeout.min(8));
        if let Err(error) = outcome {
            assert!(error.to_string().contains(&format!("within {timeout}s;")), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_load_that_hangs_is_replaced_after_a_minute() {
    let provider = Provider::new([Hangs, AT_ONCE]);
    let client = provider.client();
    let start = Instant::now();
    while client.post().await.is_err() {
        assert!(start.elapsed() < 70 * SECOND);
    }
    assert_eq!(start.elapsed(), 60 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn the_operation_timeout_bounds_the_wait_too() {
    let provider = Provider::new([Takes(8 * SECOND)]);
    let client = provider.client();
    let error = client.post().timeout(2 * SECOND).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { after, .. } if after == 2 * SECOND), "{error:?}");
    tokio::time::sleep(4 * SECOND).await;
    client.post().timeout(3 * SECOND).await.expect("the load went on");
}

#[tokio::test]
async fn the_error_tells_the_true_cause() {
    let not_utf8 = String::from_utf8(vec![0xff]).unwrap_err();
    for (error, text) in [
        (
            CredentialsError::not_loaded("hunter2"),
            "no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or check the \
             credentials provider of the client",
        ),
        (
            CredentialsError::not_loaded_no_source(),
            "no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or check the \
             credentials provider of the client",
        ),
        (
            CredentialsError::provider_timed_out(Duration::from_millis(1500)),
            "the credentials provider did not answer within 1.5s; check what it waits for, or raise \
             `credentials_timeout` of the client",
        ),
        (
            CredentialsError::invalid_configuration("hunter2"),
            "the credentials provider is not configured correctly; see the cause, and check the \
             profile and the environment that it reads",
        ),
        (
            CredentialsError::provider_error("hunter2"),
            "the credentials provider failed; see the cause, and check that it reaches its source",
        ),
        (
            CredentialsError::unhandled(not_utf8),
            "the credentials provider failed unexpectedly; see the cause",
        ),
    ] {
        let is_quoted = std::error::Error::source(&error).is_some();
        let client = Provider::new([Fails(error)]).client();
        let error = client.post().await.unwrap_err();
        assert_eq!(error.to_string(), format!("Post: {text}"));
        let Error::Credentials { source, .. } = &error else { panic!("{error:?}") };
        assert_eq!(std::error::Error::source(source).is_some(), is_quoted, "the cause is kept");
    }
}

#[tokio::test]
async fn a_client_without_credentials_says_so() {
    let client = Client::builder()
        .region("us-west-2")
        .without_credentials()
        .transport(Service)
        .build()
        .unwrap();
    assert_eq!(
        client.post().await.unwrap_err().to_string(),
        "Post: the client was built without credentials; call `credentials(…)` on its builder"
    );
}
