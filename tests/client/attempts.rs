//! Tests how often and for how long the client retries a request.

use std::future::{Future, IntoFuture};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use connect_runtime::bytes::Bytes;
use connect_runtime::testing::{Fault, LocalConnect};
use connect_runtime::{
    BoxFuture, Call, Client, ConnectClient, Error, HttpClient, Retry, Transport, TransportError,
    connect_endpoint, http,
};
use tokio::net::TcpListener;

use super::client_over;

trait Attempts: ConnectClient {
    #[connect_endpoint(GET "/get")]
    fn get(&self) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/put")]
    fn put(
        &self,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/put")]
    fn put_without_token(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/get", max_attempts = 1)]
    fn once(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/get", timeout = "50ms")]
    fn within_a_moment(&self) -> Call<'_, ()>;
}
impl Attempts for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn transient_failures_are_retried;
    #[tokio::test] async fn every_attempt_has_the_same_token;
    #[tokio::test] async fn a_fault_is_retried_only_if_a_repetition_is_safe;
    #[tokio::test] async fn the_last_response_is_the_result;
    #[tokio::test] async fn a_declaration_limits_the_attempts;
    #[tokio::test] async fn a_declaration_limits_the_time;
    #[tokio::test] async fn clones_share_one_retry_budget;
    #[tokio::test] async fn a_failed_response_returns_nothing_to_the_budget;
    #[tokio::test] async fn wrapped_errors_are_retried_by_code;
}

/// Responds with each of the statuses in turn, then with 200.
async fn service(statuses: &'static [u16]) -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    for (method, path) in [(http::Method::GET, "/get"), (http::Method::PUT, "/put")] {
        let count = AtomicUsize::new(0);
        service.route(method, path, move |_| {
            let status = statuses.get(count.fetch_add(1, Ordering::Relaxed)).unwrap_or(&200);
            let response = http::Response::builder().status(*status);
            response.header("x-amz-retry-after", "1").body("{}".into()).unwrap()
        });
    }
    service
}

async fn transient_failures_are_retried(http_client: HttpClient) {
    let service = service(&[503, 500]).await;
    let client = client_over(http_client, &service);
    let response = client.get().with_response().await.unwrap();
    assert_eq!((response.attempts, service.requests().len()), (3, 2 + 1));
    assert!(service.requests().iter().all(|request| request.is_verified));
    let response = client.get().with_response().await.unwrap();
    assert_eq!(response.attempts, 1);
}

async fn every_attempt_has_the_same_token(http_client: HttpClient) {
    let service = service(&[502, 504]).await;
    let client = client_over(http_client, &service);
    client.put(None).await.unwrap();
    let bodies: Vec<_> = service.requests().iter().map(|request| request.body.clone()).collect();
    assert_eq!(bodies.len(), 3);
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    let header = |name: &'static str| {
        let requests = service.requests();
        requests.iter().map(|request| request.header(name).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let attempts = ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"];
    assert_eq!(header("amz-sdk-request"), attempts);
    let ids = header("amz-sdk-invocation-id");
    assert!(ids.iter().all(|id| *id == ids[0] && uuid::Uuid::parse_str(id).is_ok()), "{ids:?}");
    client.put(None).max_attempts(1).await.unwrap();
    assert_eq!(header("amz-sdk-request")[3], "attempt=1; max=1");
    assert_ne!(header("amz-sdk-invocation-id")[3], ids[0]);
}

/// The client retries a request that the service may have processed only if a repetition is safe.
async fn a_fault_is_retried_only_if_a_repetition_is_safe(http_client: HttpClient) {
    type Send = fn(&Client) -> Call<'_, ()>;
    let retry_after = Some(Duration::from_millis(40));
    for (fault, is_always_safe) in [
        (Fault::Unavailable, true),
        (Fault::Throttling { retry_after }, true),
        (Fault::Reset, false),
        (Fault::Close, false),
        (Fault::TruncatedBody(1), false),
        (Fault::Hang, false),
    ] {
        let calls: [(Send, bool); 4] = [
            (Attempts::get, true),
            (|client| client.put(None), true),
            (|client| client.put_without_token(), is_always_safe),
            (|client| client.put_without_token().assume_idempotent(), true),
        ];
        for (index, (call, is_safe)) in calls.into_iter().enumerate() {
            let service = service(&[]).await;
            let builder = service
                .client_builder()
                .http_client(http_client)
                .read_timeout(Duration::from_millis(300));
            let client =
                builder.retry(Retry::standard().max_backoff(Duration::ZERO)).build().unwrap();
            service.inject([fault.clone()]);
            let start = Instant::now();
            let result = call(&client).await;
            assert_eq!(result.is_ok(), is_safe, "{fault:?} {index}: {result:?}");
            assert_eq!(service.request_count(), 1 + u64::from(is_safe), "{fault:?} {index}");
            if matches!(fault, Fault::Throttling { .. }) {
                assert!(start.elapsed() >= Duration::from_millis(40), "what the service asks for");
            }
        }
    }
}

async fn the_last_response_is_the_result(http_client: HttpClient) {
    for (statuses, attempts, status) in
        [(&[503, 503, 504][..], 3, 504), (&[501][..], 1, 501), (&[500, 403][..], 2, 403)]
    {
        let service = service(statuses).await;
        let error = client_over(http_client, &service).get().await.unwrap_err();
        assert_eq!(error.api().unwrap().status().as_u16(), status);
        assert_eq!(service.requests().len(), attempts);
    }
}

async fn a_declaration_limits_the_attempts(http_client: HttpClient) {
    let service = service(&[503]).await;
    let client = client_over(http_client, &service);
    assert!(client.once().await.is_err());
    assert_eq!(service.requests().len(), 1);
    let operation = client.once().operation().unwrap();
    assert_eq!((operation.max_attempts(), operation.timeout()), (Some(1), None));
}

async fn a_declaration_limits_the_time(http_client: HttpClient) {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = connect_runtime::Client::builder()
        .http_client(http_client)
        .region("us-west-2")
        .credentials(connect_runtime::Credentials::new("AKID", "secret", None, None, "test"))
        .endpoint_url(format!("http://{}", silent.local_addr().unwrap()))
        .build()
        .unwrap();
    let start = Instant::now();
    let error = client.within_a_moment().await.unwrap_err();
    assert!(matches!(&error, Error::Timeout { after, .. } if *after == Duration::from_millis(50)));
    assert!(error.is_timeout() && start.elapsed() < Duration::from_secs(20));
    let text = error.to_string();
    assert!(
        text.starts_with("WithinAMoment: the call was not done after 50ms; try again"),
        "{text}"
    );
}

async fn clones_share_one_retry_budget(http_client: HttpClient) {
    let service = service(&[500; 1000]).await;
    let client = client_over(http_client, &service);
    let mut clones = 0;
    loop {
        let before = service.requests().len();
        client.clone().get().await.unwrap_err();
        clones += 1;
        if service.requests().len() - before == 1 {
            break;
        }
    }
    // The budget covers 500 / 14 retries, and each call uses two.
    assert_eq!((clones, service.requests().len()), (19, 18 + 35 + 1));
}

async fn a_failed_response_returns_nothing_to_the_budget(http_client: HttpClient) {
    let service = service(&[500; 1000]).await;
    let client = client_over(http_client, &service);
    while client.get().await.is_err_and(|_| service.requests().len() < 54) {}
    service.route(http::Method::GET, "/get", |_| {
        http::Response::builder().status(403).body("{}".into()).unwrap()
    });
    for _ in 0..50 {
        client.get().await.unwrap_err();
    }
    let before = service.requests().len();
    client.put(None).await.unwrap_err();
    assert_eq!(service.requests().len() - before, 1, "the budget is still used up");
}

async fn wrapped_errors_are_retried_by_code(http_client: HttpClient) {
    for (status, body, attempts) in [
        (400, r#"{"success":false,"error":{"code":"ThrottlingException"}}"#, 2),
        (200, r#"{"success":false,"error":{"code":"ThrottlingException"}}"#, 2),
        (400, r#"{"success":false,"error":{"code":"ValidationException"}}"#, 1),
        (200, r#"{"success":true,"data":null}"#, 1),
    ] {
        let service = LocalConnect::start().await.unwrap();
        service.route(http::Method::GET, "/get", move |_| {
            http::Response::builder().status(status).body(body.into()).unwrap()
        });
        let client =
            service.client_builder().http_client(http_client).max_attempts(2).build().unwrap();
        assert_eq!(client.get().await.is_ok(), body.contains("true"), "{body}");
        assert_eq!(service.requests().len(), attempts, "{status} {body}");
    }
}

#[test]
fn without_tokio_a_call_has_one_attempt() {
    struct Busy(u16);
    impl Transport for Busy {
        fn send(
            &self,
            _: http::Request<Bytes>,
        ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
            let response = http::Response::builder().status(self.0).body(Bytes::new());
            Box::pin(std::future::ready(Ok(response.unwrap())))
        }
    }
    let builder = || {
        connect_runtime::Client::builder()
            .region("us-west-2")
            .credentials(connect_runtime::Credentials::new("AKID", "secret", None, None, "test"))
    };
    let client = builder().transport(Busy(503)).build().unwrap();
    let poll = |call: Call<'_, ()>| {
        let mut future = std::pin::pin!(call.into_future());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(result) => result.unwrap_err().to_string(),
            std::task::Poll::Pending => panic!("pending"),
        }
    };
    assert!(poll(client.get()).contains("status 503"));
    // The adaptive mode would delay the next attempt after throttling.
    let adaptive = builder().transport(Busy(429)).retry(Retry::adaptive()).build().unwrap();
    for _ in 0..3 {
        assert!(poll(adaptive.get()).contains("status 429"));
    }
    let error = poll(client.within_a_moment());
    assert!(error.contains("a timeout needs tokio's timer; call it on a tokio runtime"), "{error}");
}
