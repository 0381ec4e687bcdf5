//! Tests the `tracing` spans and events of a call.
//!
//! This test has its own binary because it installs a global subscriber and expects only the lines of its own
//! calls.

use std::time::Duration;

use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Client, ConnectClient, HttpClient, Pace, connect_endpoint, http};
use connect_tests::Log;
use tracing_subscriber::fmt::format::FmtSpan;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/get/<Id>?<secret>", service = CONNECT)]
    fn get(&self, id: &str, secret: &str) -> Call<'_, ()>;
}
impl Api for Client {}

#[tokio::test]
async fn a_call_and_its_attempts_have_spans() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_env_filter("connect_runtime=debug")
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    for http_client in connect_tests::http_clients!() {
        println!("over {http_client:?}");
        let before = log.text().len();
        let service = LocalConnect::start().await.unwrap();
        unpaced_calls(&service, http_client).await;
        assert_call_lines(&log.text()[before..]);
        let before = log.text().len();
        paced_calls(&service, http_client).await;
        assert_paced_lines(&log.text()[before..]);
    }
}

/// Makes a call that is retried, one that is not sent, and one that fails.
async fn unpaced_calls(service: &LocalConnect, http_client: HttpClient) {
    let count = std::sync::atomic::AtomicUsize::new(0);
    service.route(http::Method::GET, "/get/<Id>", move |_| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let status = if number == 0 { 503 } else { 200 };
        http::Response::builder().status(status).body("{}".into()).unwrap()
    });
    let client = service.client_builder().http_client(http_client).build().unwrap();
    client.get("an-id", "a-secret").await.unwrap();
    client.get("", "a-secret").await.unwrap_err();
    service.route(http::Method::GET, "/get/<Id>", |_| {
        http::Response::new(r#"{"success":false,"error":{"code":"an-answer"}}"#.into())
    });
    client.get("an-id", "a-secret").await.unwrap_err();
}

/// Makes a call that waits for its turn, is throttled, and waits again.
async fn paced_calls(service: &LocalConnect, http_client: HttpClient) {
    let count = std::sync::atomic::AtomicUsize::new(0);
    service.route(http::Method::GET, "/get/<Id>", move |_| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let status = if number == 1 { 429 } else { 200 };
        http::Response::builder().status(status).body("{}".into()).unwrap()
    });
    let builder = service.client_builder().http_client(http_client);
    let client = builder.pace(Pace::every(Duration::from_secs(2), 1)).build().unwrap();
    for _ in 0..2 {
        client.get("an-id", "a-secret").await.unwrap();
    }
}

fn assert_paced_lines(log: &str) {
    let throttled: Vec<&str> =
        log.lines().filter(|line| line.contains("the service throttled the request")).collect();
    let [throttled] = throttled[..] else { panic!("{log}") };
    for part in [
        "connect_runtime::metrics",
        "monotonic_counter.connect.throttled=1",
        "rpc.method=\"Get\" connect.is_paced=true",
    ] {
        assert!(throttled.contains(part), "{part} not in {throttled}");
    }
    let waits: Vec<f64> = log
        .lines()
        .filter(|line| line.contains("INFO connect.call"))
        .filter_map(|line| line.split("connect.pace_wait=").nth(1)?.split(' ').next()?.parse().ok())
        .collect();
    // The first call need not wait.
    assert!(matches!(waits[..], [0.0, second] if second > 0.0), "{log}");
}

fn assert_call_lines(log: &str) {
    let lines: Vec<&str> = log.lines().collect();
    let [first, retry, second, done, call, failed, failed_done, failed_call] = lines[..] else {
        panic!("{log}")
    };
    for (line, parts) in [
        (first, &["connect.attempt=1", "server.address=\"127.0.0.1\"", "status_code=503"][..]),
        (
            retry,
            &[
                "the request is sent again reason=\"transient\" delay=",
                "rpc.method=\"Get\" monotonic_counter.connect.retries=1",
            ],
        ),
        (
            second,
            &["connect.attempt=2", "status_code=200", "aws.request_id=00000000-0000-4000-8000-"],
        ),
        (
            call,
            &[
                "INFO connect.call",
                "rpc.system=\"aws-api\" rpc.service=\"Amazon Connect\" rpc.method=\"Get\"",
                "connect.attempts=2",
                "http.response.status_code=200",
                "aws.request_id=00000000-0000-4000-8000-000000000002",
            ],
        ),
        (
            done,
            &[
                "DEBUG connect.call{",
                "connect_runtime::metrics: the call is done histogram.connect.call.duration=0.",
                "monotonic_counter.connect.calls=1 rpc.service=\"Amazon Connect\" rpc.method=\"Get\"",
            ],
        ),
        (failed, &["connect.attempt=1", "status_code=200", "error.type=\"api\""]),
        (failed_done, &["connect.calls=1", "rpc.method=\"Get\" error.type=\"api\""]),
        (failed_call, &["connect.attempts=1", "status_code=200", "error.type=\"api\""]),
    ] {
        for part in parts {
            assert!(line.contains(part), "{part} not in {line}");
        }
    }
    assert!(
        !second.contains("error.type")
            && !done.contains("error.type")
            && !call.contains("error.type"),
        "{log}"
    );
    assert!(!log.contains("an-answer"), "{log}");
    assert!(!log.contains("a-secret") && !log.contains("an-id"), "{log}");
}
