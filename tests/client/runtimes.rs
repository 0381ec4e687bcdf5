//! Tests a client that several tokio runtimes share.

use std::collections::BTreeSet;
use std::future::{Future, IntoFuture};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use connect_runtime::{
    Call, Client, ConnectClient, Credentials, HttpClient, connect_endpoint, reqwest,
};
use connect_tests::KeepAliveServer;
use tokio::runtime::{Builder, Runtime};
use tokio_rustls::rustls;

trait Api: ConnectClient {
    /// The client must not repeat this call, because it has no idempotency token.
    #[connect_endpoint(POST "/create")]
    fn create(&self, #[body("Id")] id: &str) -> Call<'_, ()>;
}
impl Api for Client {}

connect_tests::over_each_http_client! {
    #[test] fn a_runtime_that_ends_loses_no_call_of_another;
    #[test] fn a_runtime_that_is_not_driven_holds_up_no_other;
    #[test] fn a_runtime_whose_thread_is_busy_holds_up_no_other;
    #[cfg(target_os = "linux")] #[test] fn runtimes_that_ended_leave_no_open_files;
    #[cfg(target_os = "linux")] #[test] #[ignore = "another test starts it"] fn many_runtimes;
}

fn client(http_client: HttpClient, server: &KeepAliveServer) -> Client {
    Client::builder()
        .http_client(http_client)
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", None, None, "test"))
        .endpoint_url(server.url())
        .attempt_timeout(Duration::from_secs(20))
        .build()
        .unwrap()
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn multi_thread() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn a_runtime_that_ends_loses_no_call_of_another(http_client: HttpClient) {
    const THREADS: usize = 8;
    const ROUNDS: usize = 50;
    const CALLS: usize = 3;
    let server = KeepAliveServer::start();
    let client = client(http_client, &server);
    let failures = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let client = &client;
                scope.spawn(move || {
                    let mut failures = Vec::new();
                    for round in 0..ROUNDS {
                        let runtime = current_thread();
                        for call in 0..CALLS {
                            let id = format!("{thread}-{round}-{call}");
                            if let Err(error) = runtime.block_on(async { client.create(&id).await })
                            {
                                failures.push(format!(
                                    "{id}: {error}: {:?}",
                                    std::error::Error::source(&error)
                                ));
                            }
                        }
                    }
                    failures
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let bodies = server.bodies();
    let distinct: BTreeSet<_> = bodies.iter().collect();
    assert_eq!(failures, [""; 0], "{} of {}", failures.len(), THREADS * ROUNDS * CALLS);
    assert_eq!(
        (bodies.len(), distinct.len()),
        (THREADS * ROUNDS * CALLS, THREADS * ROUNDS * CALLS)
    );
}

/// A runtime of one thread makes no progress between two `block_on`, and neither do its connections.
fn a_runtime_that_is_not_driven_holds_up_no_other(http_client: HttpClient) {
    for (index, other) in [current_thread(), multi_thread()].into_iter().enumerate() {
        let server = KeepAliveServer::start();
        let client = client(http_client, &server);
        let idle = current_thread();
        let create_four = async || {
            let [a, b, c, d] = ["a", "b", "c", "d"].map(|id| client.create(id));
            tokio::try_join!(a, b, c, d)
        };
        idle.block_on(create_four()).unwrap();
        other.block_on(create_four()).unwrap();
        idle.block_on(create_four()).unwrap();
        drop(idle);
        other.block_on(create_four()).unwrap();
        assert_eq!(server.bodies().len(), 16, "{index}");
    }
}

/// A runtime whose only thread is busy drives no connection either.
fn a_runtime_whose_thread_is_busy_holds_up_no_other(http_client: HttpClient) {
    let server = KeepAliveServer::start();
    let client = client(http_client, &server);
    let (start, started) = mpsc::channel();
    let (end, ended) = mpsc::channel::<()>();
    let busy = {
        let client = client.clone();
        thread::spawn(move || {
            current_thread().block_on(async {
                client.create("a").await.unwrap();
                start.send(()).unwrap();
                ended.recv().unwrap_err();
                client.create("b").await.unwrap();
            });
        })
    };
    started.recv().unwrap();
    current_thread().block_on(async { client.create("c").await }).unwrap();
    drop(end);
    busy.join().unwrap();
    assert_eq!(server.bodies().len(), 3);
}

/// A timer could not move to another runtime with its call.
fn client_without_timeouts() -> reqwest::Client {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls).no_proxy();
    builder.retry(reqwest::retry::never()).build().unwrap()
}

/// A connection of the application's own client may be on a runtime that ends.
#[test]
fn a_request_that_an_ended_runtime_did_not_send_is_sent_again() {
    // The connection is open after two steps. In one of the next, the request waits for the task of the connection
    // when the runtime ends.
    for steps in 2..6 {
        let server = KeepAliveServer::start();
        let client = Client::builder()
            .region("us-west-2")
            .credentials(Credentials::new("AKID", "secret", None, None, "test"))
            .endpoint_url(server.url())
            .reqwest_client(client_without_timeouts())
            .build()
            .unwrap();
        let ending = current_thread();
        let mut call = Box::pin(client.create("a").into_future());
        let mut poll = || {
            let _entered = ending.enter();
            call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        };
        let mut result = poll();
        for _ in 0..steps {
            if result.is_pending() {
                ending.block_on(async { tokio::time::sleep(Duration::from_millis(10)).await });
                result = poll();
            }
        }
        drop(ending);
        let result = match result {
            Poll::Ready(result) => result,
            Poll::Pending => current_thread().block_on(call),
        };
        let start = Instant::now();
        // After an error, the request is on its way.
        while result.is_err() && server.bodies().is_empty() && start.elapsed().as_secs() < 5 {
            thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(server.bodies().len(), 1, "{steps}: {result:?}");
    }
}

/// Each runtime has at most a connection, and the client forgets it with the runtime.
#[cfg(target_os = "linux")]
fn runtimes_that_ended_leave_no_open_files(http_client: HttpClient) {
    let server = KeepAliveServer::start();
    let test = ("runtimes", http_client, "many_runtimes");
    let output =
        super::child_process(test, &[("CONNECT_TEST_URL", server.url())]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Runs in a process of its own, because it counts the open files of the process.
#[cfg(target_os = "linux")]
fn many_runtimes(http_client: HttpClient) {
    let open_files = || std::fs::read_dir("/proc/self/fd").unwrap().count();
    let url = std::env::var("CONNECT_TEST_URL").unwrap();
    let client = Client::builder()
        .http_client(http_client)
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", None, None, "test"))
        .endpoint_url(url)
        .build()
        .unwrap();
    let mut expected = None;
    for round in 0..300 {
        let runtime = if round % 10 == 0 { multi_thread() } else { current_thread() };
        runtime.block_on(async { client.create("a").await }).unwrap();
        drop(runtime);
        // Tokio itself opens files with the first runtime, for all others.
        assert_eq!(open_files(), *expected.get_or_insert_with(open_files), "{round}");
    }
}
