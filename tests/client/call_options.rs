//! Tests the options of a single call.

use std::time::{Duration, Instant};

use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    Call, Client, ClientBuilder, ConnectClient, Credentials, Error, HttpClient, Pages, TimeoutKind,
    connect_endpoint, http,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::client_over;

trait Options: ConnectClient {
    #[connect_endpoint(GET "/get?<a>", timeout = "60s", max_attempts = 2)]
    fn get(&self, a: Option<u8>) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/put")]
    fn put(&self, #[header("X-Declared")] declared: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/get", pages(token = "T", items = "I", request_token = "t"))]
    fn list(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/get", pages(token = "T", items = "I", request_token = "t"))]
    fn items(&self) -> Pages<'_, u8>;
}
impl Options for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn a_slow_attempt_is_retried_only_if_a_repetition_is_safe;
    #[tokio::test] async fn an_attempt_timeout_has_its_own_error;
    #[tokio::test] async fn call_options_override_the_declaration_and_the_client;
    #[tokio::test] async fn a_call_limits_its_attempts;
    #[tokio::test] async fn added_headers_and_query_parameters_are_signed;
}

/// Starts a server that never responds to the first `silent` requests and responds to the others with 200.
async fn server(http_client: HttpClient, silent: usize) -> (ClientBuilder, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let builder = Client::builder()
        .http_client(http_client)
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", None, None, "test"))
        .endpoint_url(format!("http://{}", listener.local_addr().unwrap()));
    let accepting = tokio::spawn(async move {
        let mut held: Vec<TcpStream> = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            if held.len() < silent {
                held.push(stream);
                continue;
            }
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
        }
    });
    (builder, accepting)
}

fn timeout(error: &Error) -> (TimeoutKind, Duration) {
    match error {
        Error::Timeout { kind, after, .. } => (*kind, *after),
        other => panic!("{other:?}"),
    }
}

const MOMENT: Duration = Duration::from_millis(50);

async fn a_slow_attempt_is_retried_only_if_a_repetition_is_safe(http_client: HttpClient) {
    let (builder, server) = server(http_client, 1).await;
    let client = builder.build().unwrap();
    let response = client.get(None).attempt_timeout(MOMENT).with_response().await.unwrap();
    assert_eq!(response.attempts, 2);
    server.abort();
}

async fn an_attempt_timeout_has_its_own_error(http_client: HttpClient) {
    let (builder, server) = server(http_client, 100).await;
    let client = builder.attempt_timeout(MOMENT).build().unwrap();
    let error = client.get(None).await.unwrap_err();
    assert_eq!(timeout(&error), (TimeoutKind::Attempt, MOMENT));
    assert!(error.is_timeout() && error.is_retryable());
    assert!(error.to_string().starts_with("Get: an attempt was not done after 50ms"), "{error}");
    let start = Instant::now();
    let error = client.put("a").await.unwrap_err();
    assert_eq!(timeout(&error), (TimeoutKind::Attempt, MOMENT));
    assert!(start.elapsed() < Duration::from_secs(20));
    server.abort();
}

async fn call_options_override_the_declaration_and_the_client(http_client: HttpClient) {
    let (builder, server) = server(http_client, 100).await;
    let client = builder.operation_timeout(MOMENT).build().unwrap();
    let error = client.put("a").await.unwrap_err();
    assert_eq!(timeout(&error), (TimeoutKind::Operation, MOMENT), "the client's");
    let error = client.get(None).timeout(MOMENT * 2).await.unwrap_err();
    assert_eq!(timeout(&error), (TimeoutKind::Operation, MOMENT * 2), "the call's");
    let error = client.get(None).attempt_timeout(MOMENT).max_attempts(1).await.unwrap_err();
    assert_eq!(timeout(&error).0, TimeoutKind::Attempt, "the declaration gives the call a minute");
    let error = client.list().timeout(MOMENT * 3).pages().next().await.unwrap().unwrap_err();
    assert_eq!(timeout(&error), (TimeoutKind::Operation, MOMENT * 3), "the call's, for a page");
    let error = client.items().next().await.unwrap().unwrap_err();
    assert_eq!(timeout(&error), (TimeoutKind::Operation, MOMENT), "the client's, for a page");
    server.abort();
}

async fn a_call_limits_its_attempts(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/get", |_| {
        http::Response::builder().status(500).body("{}".into()).unwrap()
    });
    let client = service.client_builder().http_client(http_client).max_attempts(9).build().unwrap();
    for (attempts, expected) in [(0, 1), (1, 1), (4, 4)] {
        let before = service.requests().len();
        client.get(None).max_attempts(attempts).await.unwrap_err();
        assert_eq!(service.requests().len() - before, expected);
    }
    let before = service.requests().len();
    client.get(None).await.unwrap_err();
    assert_eq!(service.requests().len() - before, 2, "the declaration's");
    assert!(service.client_builder().max_attempts(0).build().is_err());
}

async fn added_headers_and_query_parameters_are_signed(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::PUT, "/put", |_| http::Response::default());
    service.route(http::Method::GET, "/get", |_| http::Response::default());
    let client = client_over(http_client, &service);
    client.put("declared").header("X-Added", 7).header("x-declared", "replaced").await.unwrap();
    client.get(Some(1)).query("b c", ["d", "e/"]).query("none", None::<&str>).await.unwrap();
    let requests = service.requests();
    assert!(requests.iter().all(|request| request.is_verified));
    assert_eq!(requests[0].header("x-added"), Some("7"));
    assert_eq!(requests[0].header("x-declared"), Some("replaced"));
    assert_eq!(requests[1].query, "a=1&b%20c=d&b%20c=e%2F");
}

#[tokio::test]
async fn an_invalid_option_is_an_error_before_sending() {
    let service = LocalConnect::start().await.unwrap();
    let client = service.client().unwrap();
    for (call, reason) in [
        (client.get(None).header("a b", "c"), "has a name that no header can have"),
        (client.get(None).header("Authorization", "c"), "is set by the client"),
        (client.get(None).header("X-A", "c\r\nX-B: d"), "has a control character"),
        (client.get(None).header("X-A", "\n").header("X-B", "c"), "`X-A`"),
    ] {
        let error = call.query("q", 1).timeout(MOMENT).await.unwrap_err().to_string();
        assert!(error.starts_with("Get: nothing was sent: the header"), "{error}");
        assert!(error.contains(reason), "{error}");
    }
    assert!(service.requests().is_empty());
}

#[tokio::test]
async fn a_fake_accepts_call_options() {
    let fake: Call<'_, u8> = Call::ready(Ok(7));
    let fake = fake.timeout(MOMENT).attempt_timeout(MOMENT).max_attempts(1);
    assert_eq!(fake.header("a b", "c").query("d", 1).await.unwrap(), 7);
}
