//! Tests custom transports.

use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_runtime::bytes::Bytes;
use connect_runtime::testing::{Fault, LocalConnect};
use connect_runtime::{
    BoxFuture, Call, Client, ConnectClient, Credentials, Error, HttpClient, Operation,
    TowerTransport, Transport, TransportError, TransportErrorKind, connect_endpoint, http, reqwest,
};
use connect_tests::REFUSING;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/get")]
    fn get(&self) -> Call<'_, ()>;
}
impl Api for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn the_transport_added_last_is_the_outermost;
    #[tokio::test] async fn tower_layers_compose;
    #[tokio::test] async fn transport_errors_pass_through_layers;
}

async fn service() -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/get", |_| http::Response::default());
    service
}

/// Records each request that passes through it.
struct Noting {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
    inner: Arc<dyn Transport>,
}

impl Transport for Noting {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let operation = request.extensions().get::<&'static Operation>().map(|found| found.name());
        let is_signed = request.headers().contains_key("authorization");
        self.notes.lock().unwrap().push(format!("{} {operation:?} {is_signed}", self.name));
        self.inner.send(request)
    }
}

async fn the_transport_added_last_is_the_outermost(http_client: HttpClient) {
    let service = service().await;
    let notes = Arc::<Mutex<Vec<String>>>::default();
    let noting = |name| {
        let notes = notes.clone();
        move |inner| Noting { name, notes, inner }
    };
    let client = service
        .client_builder()
        .http_client(http_client)
        .wrap_transport(noting("inner"))
        .wrap_transport(noting("outer"))
        .build()
        .unwrap();
    client.get().await.unwrap();
    assert_eq!(*notes.lock().unwrap(), ["outer Some(\"Get\") true", "inner Some(\"Get\") true"]);
}

/// Returns the documented builder. No test of this process installs a crypto provider, so it must have one.
fn reqwest_builder() -> reqwest::ClientBuilder {
    Client::reqwest_builder().unwrap().no_proxy()
}

fn kind(error: &Error) -> TransportErrorKind {
    let Error::Transport { source, .. } = error else { panic!("{error:?}") };
    source.kind()
}

fn cause(error: &Error) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
}

#[tokio::test]
async fn a_custom_reqwest_client_is_used() {
    let service = service().await;
    let http = reqwest_builder().default_headers(http::HeaderMap::from_iter([(
        http::HeaderName::from_static("x-of-the-application"),
        http::HeaderValue::from_static("yes"),
    )]));
    let client = service.client_builder().reqwest_client(http.build().unwrap()).build().unwrap();
    client.get().await.unwrap();
    assert_eq!(service.requests()[0].header("x-of-the-application"), Some("yes"));
    assert!(service.requests()[0].is_verified);

    service.route(http::Method::GET, "/get", |_| http::Response::new(vec![b'x'; 101].into()));
    let http = reqwest_builder().build().unwrap();
    let builder = service.client_builder().reqwest_client(http).max_response_bytes(100);
    let error = builder.build().unwrap().get().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::ResponseTooLarge(100));
}

#[tokio::test]
async fn a_reqwest_client_that_follows_redirects_is_reported() {
    let service = service().await;
    let location = service.endpoint_url().to_owned() + "/elsewhere";
    service.route(http::Method::GET, "/get", move |_| {
        http::Response::builder().status(307).header("location", &location).body("".into()).unwrap()
    });
    let follow = reqwest::redirect::Policy::default();
    let http = reqwest_builder().redirect(follow).build().unwrap();
    let client = service.client_builder().reqwest_client(http).build().unwrap();
    let error = client.get().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Refused);
    assert!(cause(&error).contains("build it with `redirect("), "{}", cause(&error));
}

/// Accepts connections as a proxy and refuses each request with this status line.
async fn refusing_proxy(status_line: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let answer = format!("HTTP/1.1 {status_line}\r\ncontent-length: 0\r\n\r\n");
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    url
}

#[tokio::test]
async fn a_proxy_that_refuses_is_named() {
    for status_line in ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"] {
        let proxy = reqwest::Proxy::all(refusing_proxy(status_line).await).unwrap();
        let http = Client::reqwest_builder().unwrap().proxy(proxy).build().unwrap();
        let client = Client::builder()
            .region("us-west-2")
            .credentials(Credentials::new("AKID", "secret", None, None, "test"))
            .reqwest_client(http)
            .max_attempts(1)
            .build()
            .unwrap();
        let error = client.get().await.unwrap_err();
        assert_eq!(kind(&error), TransportErrorKind::Connect);
        let text = error.to_string();
        assert!(text.contains("check the proxy settings") && !text.contains("region"), "{text}");
    }
}

#[tokio::test]
async fn the_reqwest_builder_follows_no_redirect_and_repeats_no_request() {
    let service = service().await;
    let location = service.endpoint_url().to_owned() + "/elsewhere";
    service.route(http::Method::GET, "/get", move |_| {
        http::Response::builder().status(307).header("location", &location).body("".into()).unwrap()
    });
    let http = reqwest_builder().build().unwrap();
    let client = service.client_builder().reqwest_client(http).max_attempts(1).build().unwrap();
    assert_eq!(client.get().await.unwrap_err().api().unwrap().status(), 307);
    service.inject([Fault::Close]);
    let error = client.get().await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!(service.request_count(), 2);
}

#[tokio::test]
async fn a_custom_timeout_reports_its_duration() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let limit = Duration::from_millis(30);
    let http = reqwest_builder().timeout(limit).build().unwrap();
    let client = Client::builder()
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", None, None, "test"))
        .endpoint_url(format!("http://{}", silent.local_addr().unwrap()))
        .reqwest_client(http)
        .max_attempts(1)
        .build()
        .unwrap();
    let TransportErrorKind::ReadTimeout(after) = kind(&client.get().await.unwrap_err()) else {
        panic!("no timeout");
    };
    assert!(after >= limit, "{after:?}");
}

async fn tower_layers_compose(http_client: HttpClient) {
    let service = service().await;
    let seen = Arc::<Mutex<(u32, u32)>>::default();
    let count = seen.clone();
    let counting = tower::util::MapRequestLayer::new(move |request: http::Request<Bytes>| {
        count.lock().unwrap().0 += 1;
        request
    });
    let count = seen.clone();
    let counting_answers =
        tower::util::MapResponseLayer::new(move |response: http::Response<Bytes>| {
            count.lock().unwrap().1 += 1;
            response
        });
    let layers = tower::ServiceBuilder::new()
        .layer(counting)
        .concurrency_limit(2)
        .timeout(Duration::from_secs(20))
        .layer(counting_answers);
    let client = service
        .client_builder()
        .http_client(http_client)
        .layer(layers.into_inner())
        .build()
        .unwrap();
    for _ in 0..3 {
        client.get().await.unwrap();
    }
    assert_eq!(*seen.lock().unwrap(), (3, 3));
    assert!(service.requests().iter().all(|request| request.is_verified));
}

#[tokio::test]
async fn an_error_of_a_layer_is_not_retried() {
    let attempts = Arc::<Mutex<u32>>::default();
    let count = attempts.clone();
    let hanging = tower::service_fn(move |_: http::Request<Bytes>| {
        *count.lock().unwrap() += 1;
        std::future::pending::<Result<http::Response<Bytes>, TransportError>>()
    });
    let timeout = Duration::from_millis(20);
    let hanging = tower::ServiceBuilder::new().timeout(timeout).service(hanging);
    let service = service().await;
    let client = service.client_builder().transport(TowerTransport::new(hanging)).build().unwrap();
    let error = client.get().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Middleware);
    assert!(error.to_string().contains("gave up the request to 127.0.0.1:"), "{error}");
    assert_eq!(cause(&error), "request timed out");
    assert_eq!(*attempts.lock().unwrap(), 1);
}

async fn transport_errors_pass_through_layers(http_client: HttpClient) {
    let client = Client::builder()
        .http_client(http_client)
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", None, None, "test"))
        .endpoint_url(format!("http://{REFUSING}"))
        .layer(tower::limit::GlobalConcurrencyLimitLayer::new(1))
        .layer(tower::timeout::TimeoutLayer::new(Duration::from_secs(20)))
        .build()
        .unwrap();
    assert_eq!(kind(&client.get().await.unwrap_err()), TransportErrorKind::Connect);
}
