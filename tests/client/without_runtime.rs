//! Tests calls outside a tokio runtime, and on a runtime without I/O or timers.

use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use connect_runtime::bytes::Bytes;
use connect_runtime::{
    BoxFuture, Call, Client, ClientBuilder, ConnectClient, Credentials, Error, HttpClient, Pages,
    Retry, Transport, TransportError, TransportErrorKind, connect_endpoint, http, reqwest,
};
use connect_tests::KeepAliveServer;
use tokio::runtime::{Builder, Runtime};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/get")]
    fn get(&self) -> Call<'_, ()>;

    #[connect_endpoint(POST "/create")]
    async fn create(&self, #[body("Id")] id: &str) -> connect_runtime::Result<()>;

    #[connect_endpoint(GET "/list?<nextToken>", pages(token = "nextToken", items = "items"))]
    fn list(&self, next_token: Option<&str>) -> Pages<'_, String>;

    #[connect_endpoint(GET "/get", timeout = "5s")]
    fn within_five_seconds(&self) -> Call<'_, ()>;
}
impl Api for Client {}

connect_tests::over_each_http_client! {
    #[test] fn the_default_transport_reports_what_is_missing;
    #[test] fn another_executor_can_enter_a_runtime;
}

/// Runs a future as an executor without I/O and timers does.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return value;
        }
        thread::park();
    }
}

/// Runtimes that lack something, and what the error says about each.
fn runtimes() -> Vec<(Option<Runtime>, &'static str)> {
    let build = |io, time, mut builder: Builder| {
        if io {
            builder.enable_io();
        }
        if time {
            builder.enable_time();
        }
        Some(builder.build().unwrap())
    };
    let mut runtimes = vec![(None, "no tokio runtime")];
    for (io, time, what) in
        [(false, true, "enable_io"), (true, false, "enable_time"), (false, false, "enable_")]
    {
        runtimes.push((build(io, time, Builder::new_current_thread()), what));
        runtimes.push((build(io, time, Builder::new_multi_thread()), what));
    }
    runtimes
}

fn run<T>(runtime: Option<&Runtime>, future: impl Future<Output = T>) -> T {
    match runtime {
        Some(runtime) => runtime.block_on(future),
        None => block_on(future),
    }
}

fn builder(server: &KeepAliveServer) -> ClientBuilder {
    Client::builder()
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", None, None, "test"))
        .endpoint_url(server.url())
}

fn reqwest_client() -> reqwest::Client {
    Client::reqwest_builder().unwrap().no_proxy().build().unwrap()
}

fn the_default_transport_reports_what_is_missing(http_client: HttpClient) {
    let server = KeepAliveServer::start();
    check_what_is_missing(|| builder(&server).http_client(http_client));
    assert_eq!(server.bodies(), [""; 0]);
}

#[test]
fn a_given_client_reports_what_is_missing() {
    let server = KeepAliveServer::start();
    check_what_is_missing(|| builder(&server).reqwest_client(reqwest_client()));
    assert_eq!(server.bodies(), [""; 0]);
}

fn check_what_is_missing(builder: impl Fn() -> ClientBuilder) {
    for (runtime, what) in runtimes() {
        let client = builder().build().unwrap();
        let errors = run(runtime.as_ref(), async {
            [
                client.get().await.unwrap_err(),
                client.get().with_response().await.unwrap_err(),
                client.create("a").await.unwrap_err(),
                client.list(None).by_page().next().await.unwrap().unwrap_err(),
                client.list(None).collect_at_most(10).await.unwrap_err(),
            ]
        });
        for error in errors {
            let text = format!("{error}: {}", std::error::Error::source(&error).unwrap());
            let Error::Transport { source, .. } = &error else { panic!("{error:?}") };
            assert_eq!(source.kind(), TransportErrorKind::NoRuntime, "{text}");
            assert!(text.contains(what), "{what}: {text}");
            assert!(text.contains("#[tokio::main]") && text.contains("enable_all()"), "{text}");
            assert!(!error.is_retryable() && !error.is_timeout());
        }
    }
}

/// Throttles calls, but returns an empty page.
struct Throttling;

impl Transport for Throttling {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let is_list = request.uri().path() == "/list";
        let response = http::Response::builder().status(if is_list { 200 } else { 429 });
        Box::pin(std::future::ready(Ok(response.body(Bytes::from_static(b"{}")).unwrap())))
    }
}

#[test]
fn a_transport_of_its_own_needs_no_runtime() {
    let server = KeepAliveServer::start();
    for (runtime, what) in runtimes() {
        // A runtime without I/O may have a timer, and then has retries and timeouts.
        let has_timer = what == "enable_io";
        // With a timer, the adaptive mode waits for seconds.
        let adaptive = (!has_timer).then(Retry::adaptive);
        for retry in [Retry::standard()].into_iter().chain(adaptive) {
            let retry = retry.max_backoff(Duration::from_millis(1));
            let client = builder(&server).transport(Throttling).retry(retry).build().unwrap();
            run(runtime.as_ref(), async {
                for _ in 0..2 {
                    let error = client.get().await.unwrap_err();
                    assert_eq!(error.code(), Some("429"), "{what}: {error}");
                }
                assert!(client.list(None).collect_at_most(10).await.unwrap().is_empty());
                let presigned = client.get().presign(Duration::from_mins(1)).await.unwrap();
                assert!(presigned.uri().query().unwrap().contains("X-Amz-Signature"));
                let timed = client.within_five_seconds().await.unwrap_err();
                assert_eq!(matches!(timed, Error::Api(_)), has_timer, "{what}: {timed}");
                assert!(has_timer || timed.to_string().contains("enable_all"), "{timed}");
                let timed = client.get().timeout(Duration::from_secs(5)).await.unwrap_err();
                assert_eq!(matches!(timed, Error::Api(_)), has_timer, "{what}: {timed}");
            });
        }
    }
}

/// Another executor may poll a call whose tokio runtime runs on other threads.
fn another_executor_can_enter_a_runtime(http_client: HttpClient) {
    let server = KeepAliveServer::start();
    let client = builder(&server).http_client(http_client).build().unwrap();
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let entered = runtime.enter();
    block_on(async {
        client.create("a").await.unwrap();
        thread::sleep(Duration::from_millis(150));
        client.get().await.unwrap();
        client.list(None).collect_at_most(10).await.unwrap();
    });
    drop(entered);
    let error = block_on(client.get().into_future()).unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!(server.bodies(), ["", "", r#"{"Id":"a"}"#]);
}
