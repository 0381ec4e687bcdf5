//! Checks that a misbehaving service under load loses no call, and that memory use stays flat.
//!
//! This test has its own binary because it measures the memory of its process. Run it in release mode:
//!
//! `cargo test --release -p connect-tests --test load -- --ignored --nocapture`

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use connect_runtime::aws_credential_types::provider::future;
use connect_runtime::bytes::Bytes;
use connect_runtime::testing::{Fault, LocalConnect, json_response};
use connect_runtime::{
    BoxFuture, Call, Client, ConnectClient, Credentials, Error, HttpClient, ProvideCredentials,
    Retry, Transport, TransportError, connect_endpoint, http,
};

const CALLERS: u64 = 200;
const CALLS: u64 = 100_000;
const TIMEOUT: Duration = Duration::from_mins(1);
const LIFETIME: Duration = Duration::from_secs(3);

trait Api: ConnectClient {
    #[connect_endpoint(POST "/echo/<Id>")]
    fn echo(
        &self,
        id: u64,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, String>;
}
impl Api for Client {}

/// Returns a fault for one request in twenty. The kinds of fault take turns.
fn fault(number: u64) -> Option<Fault> {
    let ms = Duration::from_millis;
    let faults = [
        Fault::Unavailable,
        Fault::Throttling { retry_after: Some(ms(2)) },
        Fault::Reset,
        Fault::Close,
        Fault::ResetAfter(30),
        Fault::TruncatedBody(2),
        Fault::TrickledBody { bytes: 2, pause: ms(1) },
        Fault::Delay(ms(20)),
    ];
    let index = usize::try_from(number / 20).unwrap_or_default() % faults.len();
    if number.is_multiple_of(20) { faults.into_iter().nth(index) } else { None }
}

/// Counts the requests that the client sends.
struct Counting(Arc<dyn Transport>, Arc<AtomicU64>);

impl Transport for Counting {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.send(request)
    }
}

/// Provides credentials that expire soon. Counts the loads, and the largest number of concurrent loads.
#[derive(Debug)]
struct ShortLived {
    credentials: Credentials,
    loads: Arc<AtomicUsize>,
    under_way: AtomicUsize,
}

impl ProvideCredentials for ShortLived {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            self.loads.fetch_add(1, Ordering::Relaxed);
            assert_eq!(self.under_way.fetch_add(1, Ordering::Relaxed), 0, "two loads at once");
            tokio::time::sleep(Duration::from_millis(50)).await;
            self.under_way.fetch_sub(1, Ordering::Relaxed);
            let (id, secret) =
                (self.credentials.access_key_id(), self.credentials.secret_access_key());
            let token = self.credentials.session_token().map(str::to_owned);
            Ok(Credentials::new(id, secret, token, Some(SystemTime::now() + LIFETIME), "test"))
        })
    }
}

/// Returns the resident memory of this process in KiB, or `None` if the system does not report it.
fn resident_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

async fn caller(number: u64, client: Client, done: Arc<AtomicU64>) -> Vec<Error> {
    let mut errors = Vec::new();
    for call in 0..CALLS / CALLERS {
        let id = number * CALLS + call;
        match client.echo(id, None).await {
            Ok(echoed) => assert_eq!(echoed, id.to_string(), "the answer to another call"),
            Err(error) => errors.push(error),
        }
        done.fetch_add(1, Ordering::Relaxed);
    }
    errors
}

/// Returns the peak memory in the first and in the last half of the calls.
async fn watch_memory(done: Arc<AtomicU64>) -> Option<(u64, u64)> {
    let (mut first, mut last) = (0, 0);
    loop {
        let memory = resident_memory()?;
        match done.load(Ordering::Relaxed) {
            CALLS => return Some((first, last)),
            calls if calls < CALLS / 2 => first = first.max(memory),
            _ => last = last.max(memory),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes up to two minutes; run it in release"]
async fn no_call_is_lost_under_load() {
    for http_client in connect_tests::http_clients!() {
        make_all_calls(http_client).await;
    }
}

async fn make_all_calls(http_client: HttpClient) {
    let service = LocalConnect::builder().keep_requests(false).start().await.unwrap();
    service.route(http::Method::POST, "/echo/<Id>", |request| {
        json_response(http::StatusCode::OK, &request.label("Id").into())
    });
    service.inject_with(|_, number| fault(number));
    let (sent, loads) = (Arc::<AtomicU64>::default(), Arc::<AtomicUsize>::default());
    let counter = sent.clone();
    let client = service
        .client_builder()
        .http_client(http_client)
        .credentials(ShortLived {
            credentials: service.credentials(),
            loads: loads.clone(),
            under_way: AtomicUsize::default(),
        })
        .retry(Retry::standard().max_backoff(Duration::from_millis(20)))
        .wrap_transport(|inner| Counting(inner, counter))
        .build()
        .unwrap();

    let start = Instant::now();
    let done = Arc::<AtomicU64>::default();
    let memory = tokio::spawn(watch_memory(done.clone()));
    let callers: Vec<_> = (0..CALLERS)
        .map(|number| tokio::spawn(caller(number, client.clone(), done.clone())))
        .collect();
    let mut errors = Vec::new();
    let all = async {
        for caller in callers {
            errors.extend(caller.await.unwrap());
        }
    };
    tokio::time::timeout(TIMEOUT, all).await.expect("the calls take too long");
    let elapsed = start.elapsed();

    // Each call ended once, and each attempt arrived once.
    assert_eq!(done.load(Ordering::Relaxed), CALLS);
    let (sent, arrived) = (sent.load(Ordering::Relaxed), service.request_count());
    assert_eq!(sent, arrived);
    assert!(sent > CALLS, "no attempt was repeated");
    assert!(errors.len() < 200, "{} calls failed, such as {:?}", errors.len(), errors.first());
    assert!(errors.iter().all(Error::is_retryable), "{errors:?}");

    // The client refreshes credentials after 11/16 of their lifetime, and no later than their expiry.
    let loads = loads.load(Ordering::Relaxed);
    let seconds = elapsed.as_secs_f64() / LIFETIME.as_secs_f64();
    let (fewest, most) = (seconds.floor(), (seconds * 16.0 / 11.0).ceil() + 1.0);
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let count = loads as f64;
    assert!((fewest..=most).contains(&count), "{loads} loads in {seconds} lifetimes");

    let rate = u128::from(CALLS) * 1000 / elapsed.as_millis();
    println!(
        "{http_client:?}: {CALLS} calls in {elapsed:.1?}, {rate} calls/s, by {CALLERS} callers"
    );
    println!("{sent} attempts, {} calls failed, {loads} loads of credentials", errors.len());
    if let Some((first, last)) = memory.await.unwrap() {
        println!("at most {first} KiB in the first half and {last} KiB in the last half");
        assert!(last * 10 <= first * 11, "memory grows");
    }
}
