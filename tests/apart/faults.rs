//! Checks how calls end when the service or the network misbehaves.
//!
//! Each call ends in time, with a typed error or a success. The client works afterwards, and no printed output
//! contains a secret.
//!
//! This test has its own binary because it installs a global subscriber. Its timeouts would also fail beside
//! tests that use the processors.

mod fault_cases;

use std::error::Error as _;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use connect_runtime::testing::{Fault, LocalConnect, json_response};
use connect_runtime::{
    Call, Client, ConnectClient, Error, HttpClient, Response, Retry, Sensitive, TimeoutKind,
    TransportErrorKind, connect_endpoint, http,
};
use connect_tests::{Log, REFUSING};
use fault_cases::When;
use http::StatusCode;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tokens {
    access_token: Sensitive<String>,
    refresh_token: Sensitive<String>,
}

trait Api: ConnectClient {
    #[connect_endpoint(GET "/tokens")]
    fn get(&self, #[header("X-Amz-Bearer")] bearer: &str) -> Call<'_, Tokens>;

    #[connect_endpoint(POST "/tokens")]
    fn post(
        &self,
        #[header("X-Amz-Bearer")] bearer: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, Tokens>;
}
impl Api for Client {}

type Send = fn(&Client) -> Call<'_, Tokens>;
const METHODS: [(&str, Send); 2] =
    [("GET", |client| client.get(BEARER)), ("POST", |client| client.post(BEARER, None))];

const BEARER: &str = "a-bearer-token-FFFFFFFFFFFFFFFF";
const READ_TIMEOUT: Duration = Duration::from_secs(1);
const ATTEMPT_TIMEOUT: Duration = Duration::from_millis(2500);
const TIMEOUT: Duration = Duration::from_secs(15);
/// Limits the concurrent calls. With more, calls would wait for a processor longer than for a response.
const AT_ONCE: usize = 40;
const MAX_RESPONSE_BYTES: usize = 32 * 1024;

fn client(http_client: HttpClient, service: &LocalConnect) -> Client {
    service
        .client_builder()
        .http_client(http_client)
        .retry(Retry::standard().max_backoff(Duration::from_millis(20)))
        .connect_timeout(READ_TIMEOUT)
        .read_timeout(READ_TIMEOUT)
        .attempt_timeout(ATTEMPT_TIMEOUT)
        .operation_timeout(TIMEOUT)
        .max_response_bytes(MAX_RESPONSE_BYTES)
        .build()
        .unwrap()
}

fn ending(result: &Result<Response<Tokens>, Error>) -> String {
    match result {
        Ok(_) => "success".to_owned(),
        Err(Error::Api(error)) => format!("Api {}", error.status().as_u16()),
        Err(Error::Decode(_)) => "Decode".to_owned(),
        Err(Error::Timeout { kind: TimeoutKind::Attempt, .. }) => "Timeout Attempt".to_owned(),
        Err(Error::Transport { source, .. }) => match source.kind() {
            TransportErrorKind::ReadTimeout(after) => {
                assert_eq!(after, READ_TIMEOUT);
                "ReadTimeout".to_owned()
            }
            TransportErrorKind::ResponseTooLarge(limit) => {
                assert_eq!(limit, MAX_RESPONSE_BYTES);
                "ResponseTooLarge".to_owned()
            }
            other => format!("{other:?}"),
        },
        Err(other) => panic!("{other:?}"),
    }
}

/// Returns everything that a program may print of an outcome.
fn printed(result: &Result<Response<Tokens>, Error>) -> String {
    let mut text = format!("{result:?}");
    if let Err(error) = result {
        write!(text, " {error} {error:#?}").unwrap();
        for cause in std::iter::successors(error.source(), |&cause| cause.source()) {
            write!(text, " {cause} {cause:?}").unwrap();
        }
        if let Some(api) = error.api() {
            write!(text, " {api} {api:?} {:?}", api.message()).unwrap();
        }
    }
    text
}

async fn service() -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    for method in [http::Method::GET, http::Method::POST] {
        let tokens: serde_json::Value = serde_json::from_str(&fault_cases::body()).unwrap();
        service.route(method, "/tokens", move |_| json_response(StatusCode::OK, &tokens));
    }
    service
}

/// Makes one call that meets a fault and one call after it. Returns what a program may print of the first call.
async fn run(
    turns: Arc<Semaphore>,
    http_client: HttpClient,
    name: String,
    send: Send,
    (when, fault, expected): (When, Fault, &str),
) -> String {
    let _turn = turns.acquire().await.unwrap();
    let service = service().await;
    let client = client(http_client, &service);
    let bad_attempts = match when {
        When::First => 1,
        When::FirstTwo => 2,
        When::Every => u64::MAX,
    };
    service.inject_with(move |_, number| (number <= bad_attempts).then(|| fault.clone()));
    let start = std::time::Instant::now();
    let result = tokio::time::timeout(TIMEOUT * 2, send(&client).with_response()).await;
    let result = result.unwrap_or_else(|_| panic!("{name} hangs"));
    let text = printed(&result);
    let ending = format!("{}, {}", ending(&result), service.request_count());
    assert_eq!(ending, expected, "{name}: {text}");
    assert!(start.elapsed() < TIMEOUT, "{name} took {:?}", start.elapsed());
    if let Ok(response) = result {
        assert_eq!(response.value.access_token.expose(), LocalConnect::ACCESS_TOKEN);
        assert_eq!(response.value.refresh_token.expose(), LocalConnect::REFRESH_TOKEN);
        assert_eq!(u64::from(response.attempts), service.request_count(), "{name}");
    }
    assert!(service.requests().iter().all(|request| request.is_verified), "{name}");
    let bodies: Vec<_> = service.requests().iter().map(|request| request.body.clone()).collect();
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{name}: the token changed");

    service.inject_with(|_, _| None);
    if let Err(error) = send(&client).await {
        panic!("{name}: the client does not work after it: {error}");
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_in_a_typed_error_or_a_success() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_env_filter("trace")
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    for http_client in connect_tests::http_clients!() {
        let before = log.text().len();
        let text = run_all(http_client).await;
        assert_hides_secrets(&text, &log.text()[before..]).await;
    }
}

/// Makes calls that meet each fault. Returns what a program may print of them.
async fn run_all(http_client: HttpClient) -> String {
    let credentials = service().await.credentials();
    let session_token = credentials.session_token().unwrap();
    let (turns, mut calls, mut count) = (Arc::new(Semaphore::new(AT_ONCE)), JoinSet::new(), 0);
    let all =
        [fault_cases::connections(), fault_cases::answers(session_token), fault_cases::protocol()];
    for (name, when, fault, expected) in all.into_iter().flatten() {
        count += 1;
        for (method, send) in METHODS {
            let case = (when, fault.clone(), expected);
            let name = format!("{http_client:?} {method} {name}");
            calls.spawn(run(turns.clone(), http_client, name, send, case));
        }
    }
    println!("{count} faults over {http_client:?}, each with {} methods", METHODS.len());
    let mut text = String::new();
    while let Some(printed) = calls.join_next().await {
        text += &printed.unwrap();
    }
    assert!(count >= 30 && text.contains("x-amz-security-token:** redacted **"), "{text}");
    text
}

async fn assert_hides_secrets(text: &str, log: &str) {
    let credentials = service().await.credentials();
    assert!(log.contains(" hyper_util::client") && log.contains("connect.attempt"), "{log}");
    for (name, secret) in [
        ("secret access key", credentials.secret_access_key()),
        ("session token", credentials.session_token().unwrap()),
        ("bearer token", BEARER),
        ("access token", LocalConnect::ACCESS_TOKEN),
        ("refresh token", LocalConnect::REFRESH_TOKEN),
    ] {
        assert!(!text.contains(secret), "{name} in an outcome");
        assert!(!log.contains(secret), "{name} in the log");
    }
}

/// Returns the outcomes of calls to a listener that does `what` with each connection.
async fn ending_at(
    http_client: HttpClient,
    listener: TcpListener,
    what: fn(tokio::net::TcpStream),
) -> Vec<String> {
    let service = service().await;
    let address = listener.local_addr().unwrap();
    let accepting = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            what(stream);
        }
    });
    let client = service
        .client_builder()
        .http_client(http_client)
        .endpoint_url(format!("http://{address}"))
        .retry(Retry::standard().max_backoff(Duration::from_millis(20)))
        .build()
        .unwrap();
    let mut endings = Vec::new();
    for (_, send) in METHODS {
        endings.push(ending(&send(&client).with_response().await));
    }
    accepting.abort();
    endings
}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn an_unreachable_host_is_an_error;
}

async fn an_unreachable_host_is_an_error(http_client: HttpClient) {
    let bind = || TcpListener::bind("127.0.0.1:0");
    let reset = |stream: tokio::net::TcpStream| stream.set_zero_linger().unwrap();
    for close in [drop, reset] {
        for ending in ending_at(http_client, bind().await.unwrap(), close).await {
            // The request may be on its way when the connection closes.
            assert!(["NotSent", "Interrupted"].contains(&&*ending), "{ending}");
        }
    }
    let service = service().await;
    let builder = service.client_builder().http_client(http_client);
    let client = builder.endpoint_url(format!("http://{REFUSING}")).build().unwrap();
    for (_, send) in METHODS {
        assert_eq!(ending(&send(&client).with_response().await), "Connect");
    }
}
