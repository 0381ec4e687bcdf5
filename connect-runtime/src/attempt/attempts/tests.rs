//! Tests the retry rules under tokio's paused time, with the longest of the random delays.

mod pace;
mod retry_on;
mod skew_vectors;

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::future;
use bytes::Bytes;
use http::HeaderMap;
use tokio::time::Instant;

use crate::{
    BoxFuture, Call, Client, ClientBuilder, ConnectClient, Credentials, Error, ProvideCredentials,
    Retry, RetryDecision, TimeoutKind, Transport, TransportError, TransportErrorKind,
    connect_endpoint,
};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/get")]
    fn get(&self) -> Call<'_, ()>;

    #[connect_endpoint(POST "/post")]
    fn post(&self, #[body("Name")] name: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/post")]
    fn post_with_token(
        &self,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;
}
impl Api for Client {}

/// The outcome of an attempt.
#[derive(Debug, Clone, Copy)]
enum Fate {
    /// A response with this status and, if given, `x-amz-retry-after` in milliseconds.
    Status(u16, Option<u64>),
    /// A response with status 400 and this error code.
    Code(&'static str),
    Fails(TransportErrorKind),
    Hangs,
}

use Fate::{Code, Fails, Hangs, Status};

const OK: Fate = Status(200, None);
const BUSY: Fate = Status(503, None);
const THROTTLED: Fate = Status(429, None);

/// Answers attempts with the given fates, repeating the last one, and logs the time and body of each.
#[derive(Clone)]
struct Service(Arc<Mutex<Log>>);

struct Log {
    start: Instant,
    fates: VecDeque<Fate>,
    sent: Vec<(u128, Bytes)>,
    headers: Vec<HeaderMap>,
}

impl Service {
    fn new(fates: &[Fate]) -> Self {
        let fates = fates.iter().copied().collect();
        Self(Arc::new(Mutex::new(Log {
            start: Instant::now(),
            fates,
            sent: Vec::new(),
            headers: Vec::new(),
        })))
    }

    fn client(&self, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        let builder = Client::builder()
            .region("us-west-2")
            .credentials(Credentials::new("AKID", "secret", None, None, "test"))
            .retry(Retry::standard().with_random(longest))
            .transport(self.clone());
        set(builder).build().unwrap()
    }

    /// Returns the header `amz-sdk-request` of the attempts, and how many invocation ids they have.
    fn numbers(&self) -> (Vec<String>, usize) {
        let log = self.0.lock().unwrap();
        let values = |name| log.headers.iter().map(move |headers| headers[name].to_str().unwrap());
        let ids: BTreeSet<&str> = values("amz-sdk-invocation-id").collect();
        (values("amz-sdk-request").map(str::to_owned).collect(), ids.len())
    }

    /// Returns the times of the attempts in milliseconds.
    fn times(&self) -> Vec<u128> {
        self.0.lock().unwrap().sent.iter().map(|(time, _)| *time).collect()
    }
}

fn longest() -> f64 {
    1.0
}

impl Transport for Service {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let mut log = self.0.lock().unwrap();
        let time = log.start.elapsed().as_millis();
        log.sent.push((time, request.body().clone()));
        log.headers.push(request.headers().clone());
        let fate = if log.fates.len() > 1 { log.fates.pop_front() } else { log.fates[0].into() };
        Box::pin(async move {
            let mut response = http::Response::builder();
            match fate.unwrap() {
                Status(status, retry_after) => {
                    response = response.status(status);
                    if let Some(milliseconds) = retry_after {
                        response = response.header("x-amz-retry-after", milliseconds);
                    }
                }
                Code(code) => response = response.status(400).header("x-amzn-errortype", code),
                Fails(kind) => return Err(TransportError::new(kind, request.uri(), None)),
                Hangs => std::future::pending().await,
            }
            Ok(response.body(Bytes::new()).unwrap())
        })
    }
}

const INTERRUPTED: Fate = Fails(TransportErrorKind::Interrupted);

#[tokio::test(start_paused = true)]
async fn delays_follow_the_standard_mode() {
    for (fates, times) in [
        (&[OK][..], &[0][..]),
        (&[BUSY, OK], &[0, 50]),
        (&[BUSY], &[0, 50, 150]),
        (&[THROTTLED], &[0, 1000, 3000]),
        (&[Code("ThrottlingException"), BUSY, OK], &[0, 1000, 1100]),
        (&[Code("RequestTimeout"), OK], &[0, 50]),
        (&[INTERRUPTED, Fails(TransportErrorKind::Connect), OK], &[0, 50, 150]),
        (&[Fails(TransportErrorKind::Tls)], &[0]),
        (&[Status(501, None)], &[0]),
        (&[Status(402, None)], &[0]),
        (&[Code("ServiceQuotaExceededException")], &[0]),
        (&[Code("LimitExceededException")], &[0]),
        // `x-amz-retry-after` is clamped to the range from the delay to 5 s more.
        (&[Status(503, Some(10)), OK], &[0, 50]),
        (&[Status(503, Some(700)), OK], &[0, 700]),
        (&[Status(503, Some(60_000)), OK], &[0, 5050]),
        (&[Status(429, Some(60_000)), OK], &[0, 6000]),
        (&[Status(500, Some(700)), OK], &[0, 700]),
        // It has no effect on an error that is not retryable.
        (&[Status(404, Some(700))], &[0]),
    ] {
        let service = Service::new(fates);
        let _ = service.client(|builder| builder).get().await;
        assert_eq!(service.times(), times, "{fates:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_delay_is_capped_at_20_s_by_default() {
    let service = Service::new(&[THROTTLED]);
    let client = service
        .client(|builder| builder.max_attempts(8).operation_timeout(Duration::from_mins(10)));
    client.get().await.unwrap_err();
    assert_eq!(service.times(), [0, 1000, 3000, 7000, 15_000, 31_000, 51_000, 71_000]);

    let service = Service::new(&[THROTTLED]);
    let retry = Retry::standard().max_backoff(Duration::from_millis(1500)).with_random(longest);
    service.client(|builder| builder.retry(retry)).get().await.unwrap_err();
    assert_eq!(service.times(), [0, 1000, 2500]);
}

#[tokio::test(start_paused = true)]
async fn delays_are_random() {
    let service = Service::new(&[THROTTLED]);
    let retry = Retry::standard().with_random(|| 0.25);
    service.client(|builder| builder.retry(retry)).get().await.unwrap_err();
    assert_eq!(service.times(), [0, 250, 750]);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_may_have_arrived_is_retried_only_if_idempotent() {
    for fate in [INTERRUPTED, Fails(TransportErrorKind::ReadTimeout(Duration::ZERO)), Hangs] {
        let set = |builder: ClientBuilder| builder.attempt_timeout(Duration::from_secs(1));
        let attempts = |call: fn(&Client) -> Call<'_, ()>| async move {
            let service = Service::new(&[fate, OK]);
            let client = service.client(set);
            let result = call(&client).await;
            assert_eq!(result.is_ok(), service.times().len() == 2, "{fate:?}");
            service.times().len()
        };
        assert_eq!(attempts(Api::get).await, 2, "{fate:?}");
        assert_eq!(attempts(|client| client.post("n")).await, 1, "{fate:?}");
        assert_eq!(attempts(|client| client.post_with_token(None)).await, 2, "{fate:?}");
        assert_eq!(attempts(|client| client.post("n").assume_idempotent()).await, 2, "{fate:?}");
    }
    let service = Service::new(&[BUSY, OK]);
    service.client(|builder| builder).post("n").await.expect("a 503 is retried for every method");
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_would_miss_the_deadline_is_not_awaited() {
    let service = Service::new(&[THROTTLED]);
    let client = service.client(|builder| builder);
    let start = Instant::now();
    let error = client.get().timeout(Duration::from_secs(2)).await.unwrap_err();
    assert_eq!((error.code(), start.elapsed().as_millis()), (Some("429"), 1000));
    assert_eq!(service.times(), [0, 1000]);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_error_names_its_kind_and_duration() {
    let service = Service::new(&[Hangs]);
    let client = service.client(|builder| {
        builder
            .operation_timeout(Duration::from_secs(5))
            .attempt_timeout(Duration::from_secs(2))
            .max_attempts(2)
    });
    let timeout = |error: Error| match error {
        Error::Timeout { kind, after, .. } => (kind, after.as_secs()),
        other => panic!("{other:?}"),
    };
    let start = Instant::now();
    let attempt = timeout(client.get().await.unwrap_err());
    assert_eq!((attempt, start.elapsed().as_millis()), ((TimeoutKind::Attempt, 2), 4050));
    let start = Instant::now();
    let operation = client.get().max_attempts(9).await.unwrap_err();
    assert_eq!(timeout(operation), (TimeoutKind::Operation, 5));
    assert_eq!(start.elapsed().as_millis(), 5000);
}

#[tokio::test(start_paused = true)]
async fn retry_off_sends_each_request_once() {
    let service = Service::new(&[BUSY]);
    let client = service.client(|builder| builder.retry(Retry::off()).max_attempts(4));
    client.get().max_attempts(9).await.unwrap_err();
    assert_eq!(service.times(), [0]);
}

#[tokio::test(start_paused = true)]
async fn a_classifier_overrides_the_standard_decision() {
    let service = Service::new(&[Code("NotReady"), BUSY, Code("Denied")]);
    let seen = Arc::<Mutex<Vec<String>>>::default();
    let log = seen.clone();
    let retry = Retry::standard().with_random(longest).classifier(move |attempt| {
        let (error, standard) = (attempt.error(), attempt.standard_decision());
        log.lock().unwrap().push(format!(
            "{} {} {:?} {standard:?}",
            attempt.operation().name(),
            attempt.number(),
            error.code(),
        ));
        match error.code() {
            Some("NotReady") => RetryDecision::Throttling,
            Some("Denied") => RetryDecision::Stop,
            _ => standard,
        }
    });
    let client = service.client(|builder| builder.retry(retry).max_attempts(9));
    client.get().await.unwrap_err();
    assert_eq!(service.times(), [0, 1000, 1100]);
    assert_eq!(
        *seen.lock().unwrap(),
        [
            r#"Get 1 Some("NotReady") Stop"#,
            r#"Get 2 Some("503") Transient"#,
            r#"Get 3 Some("Denied") Stop"#
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_retry_dropped_before_it_is_sent_costs_nothing() {
    let service = Service::new(&[BUSY]);
    let client = service.client(|builder| builder);
    // There are more calls than the budget has retries. Each is dropped in the delay before its first retry.
    for _ in 0..60 {
        let call = tokio::time::timeout(Duration::from_millis(10), client.get());
        call.await.expect_err("the call is waiting");
    }
    assert_eq!(service.times().len(), 60);
    client.get().await.unwrap_err();
    assert_eq!(service.times().len(), 60 + 3);
}

#[tokio::test(start_paused = true)]
async fn attempts_share_the_bytes_of_the_body() {
    let service = Service::new(&[BUSY]);
    service.client(|builder| builder).post("a name").await.unwrap_err();
    let sent = &service.0.lock().unwrap().sent;
    let places: Vec<_> = sent.iter().map(|(_, body)| body.as_ptr()).collect();
    assert_eq!(sent[0].1, r#"{"Name":"a name"}"#);
    assert!(places.len() == 3 && places.iter().all(|place| *place == places[0]));
}

#[tokio::test(start_paused = true)]
async fn the_adaptive_mode_limits_the_rate_after_throttling() {
    let service = Service::new(&[THROTTLED, OK]);
    let retry = Retry::adaptive().with_random(|| 0.0);
    let client = service.client(|builder| builder.retry(retry));
    for _ in 0..3 {
        client.clone().get().await.unwrap();
    }
    // The lowest rate is 0.5 requests per second. Each response that is not throttled raises it, to at
    // most twice the measured rate: 0.8 requests per second, then 1.75.
    assert_eq!(service.times(), [0, 2000, 2625, 2910]);

    // Without throttling, there is no rate limit.
    let service = Service::new(&[BUSY, OK]);
    let retry = Retry::adaptive().with_random(|| 0.0);
    let client = service.client(|builder| builder.retry(retry));
    for _ in 0..3 {
        client.get().await.unwrap();
    }
    assert_eq!(service.times(), [0, 0, 0, 0]);
}

/// Returns credentials that are already expired, or an error once its flag is set.
#[derive(Debug, Clone, Default)]
struct Fickle(Arc<Mutex<bool>>);

impl ProvideCredentials for Fickle {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let expiry = Some(std::time::SystemTime::UNIX_EPOCH);
        future::ProvideCredentials::ready(if *self.0.lock().unwrap() {
            Err(CredentialsError::not_loaded("none today"))
        } else {
            Ok(Credentials::new("AKID", "secret", None, expiry, "test"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn an_unsent_attempt_does_not_raise_the_rate() {
    let (service, provider) = (Service::new(&[THROTTLED, OK]), Fickle::default());
    let retry = Retry::adaptive().with_random(|| 0.0);
    let client = service.client(|builder| builder.retry(retry).credentials(provider.clone()));
    client.get().await.unwrap();
    *provider.0.lock().unwrap() = true;
    for _ in 0..5 {
        client.get().await.unwrap_err();
    }
    *provider.0.lock().unwrap() = false;
    client.get().await.unwrap();
    // Six turns at 1.6 requests per second, the rate that the responses so far allow.
    assert_eq!(service.times(), [0, 2000, 2000 + 6 * 625]);
}
