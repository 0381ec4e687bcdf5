//! Tests calls after the process or its runtime stood still, while the server closed the idle connections.
//!
//! `CONNECT_STOP_SECONDS=10` makes the process stand still for that long.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    Call, Client, ClientBuilder, ConnectClient, Credentials, HttpClient, connect_endpoint, http,
};
use connect_tests::KeepAliveServer;
use tokio::runtime::{Builder, Runtime};

use super::client_over;

trait Api: ConnectClient {
    /// The client must not repeat this call, because it has no idempotency token.
    #[connect_endpoint(POST "/create")]
    fn create(&self, #[body("Id")] id: &str) -> Call<'_, ()>;
}
impl Api for Client {}

connect_tests::over_each_http_client! {
    #[cfg(unix)] #[test] fn calls_succeed_after_the_process_was_stopped;
    #[test] #[ignore = "another test starts it"] fn caller;
    #[test] fn calls_succeed_after_the_thread_of_the_runtime_was_blocked;
    #[test] fn calls_succeed_after_the_runtime_was_not_driven;
    #[tokio::test] async fn a_response_that_arrived_meanwhile_is_received;
    #[tokio::test(start_paused = true)] async fn a_paused_clock_does_not_hold_up_a_call;
}

/// How long a process is stopped.
const STOP: Duration = Duration::from_millis(1200);
/// A timer of a process that ends while it is stopped.
const DELAY: Duration = Duration::from_secs(1);
/// How long a runtime stands still.
const PAUSE: Duration = Duration::from_millis(150);
/// How many calls start at once.
const CALLS: usize = 4;

fn builder(http_client: HttpClient, url: &str) -> ClientBuilder {
    Client::builder()
        .http_client(http_client)
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", None, None, "test"))
        .endpoint_url(url)
}

fn client(http_client: HttpClient, url: &str) -> Client {
    builder(http_client, url).build().unwrap()
}

fn runtime(name: &str, workers: usize) -> Runtime {
    let mut builder = match name {
        "current_thread" => Builder::new_current_thread(),
        "multi_thread" => Builder::new_multi_thread(),
        other => panic!("no runtime {other}"),
    };
    builder.worker_threads(workers).enable_all().build().unwrap()
}

/// Makes several calls at once. Returns the errors as a text.
async fn create(client: &Client, round: &str) -> String {
    let calls: Vec<_> = (0..CALLS)
        .map(|call| {
            let (client, id) = (client.clone(), format!("{round}.{call}"));
            tokio::spawn(async move { client.create(&id).await })
        })
        .collect();
    let mut errors = Vec::new();
    for call in calls {
        errors.extend(call.await.unwrap().err().map(|error| format!("{error:?}")));
    }
    errors.join("; ")
}

/// Checks that each request of the rounds arrived, and arrived once.
fn check_arrivals(server: &KeepAliveServer, rounds: usize) {
    let mut expected: Vec<_> = (0..rounds)
        .flat_map(|round| (0..CALLS).map(move |call| format!(r#"{{"Id":"{round}.{call}"}}"#)))
        .collect();
    expected.sort();
    assert_eq!(server.bodies(), expected);
}

/// A process that makes calls when it is told to.
struct Caller {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Caller {
    fn start(http_client: HttpClient, server: &KeepAliveServer, runtime: &str) -> Self {
        let environment =
            [("CONNECT_TEST_URL", server.url()), ("CONNECT_TEST_RUNTIME", runtime.to_owned())];
        let mut process = super::child_process(("standstill", http_client, "caller"), &environment)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        Self { process, input, output }
    }

    fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Starts calls after a delay, for which the runtime of the process is idle.
    fn start_calls(&mut self, round: &str, delay: Duration) {
        writeln!(self.input, "{round} {}", delay.as_millis()).unwrap();
    }

    /// Waits for the calls. Returns their errors.
    fn errors(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "the process ended");
            if let Some((_, errors)) = line.split_once("errors: ") {
                return errors.trim().to_owned();
            }
        }
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Stops and continues a process `stops` times. Returns the errors of its calls after each stop.
fn stop_and_call(
    http_client: HttpClient,
    server: &KeepAliveServer,
    runtime: &str,
    stop: Duration,
    stops: usize,
) -> Vec<String> {
    let mut caller = Caller::start(http_client, server, runtime);
    let mut errors = Vec::new();
    caller.start_calls("0", Duration::ZERO);
    assert_eq!(caller.errors(), "");
    for round in 1..=stops {
        let has_timer = round % 2 == 0;
        if has_timer {
            // The timer of the process ends while it is stopped.
            caller.start_calls(&round.to_string(), DELAY);
        }
        caller.signal("-STOP");
        thread::sleep(stop);
        server.close_connections();
        if !has_timer {
            // The process reads this as soon as it runs again.
            caller.start_calls(&round.to_string(), Duration::ZERO);
        }
        caller.signal("-CONT");
        errors.push(caller.errors());
    }
    errors
}

/// Each of 20 stops is followed by calls that must succeed without a retry.
#[cfg(unix)]
fn calls_succeed_after_the_process_was_stopped(http_client: HttpClient) {
    let seconds = std::env::var("CONNECT_STOP_SECONDS").ok();
    let stop = seconds.map_or(STOP, |seconds| Duration::from_secs(seconds.parse().unwrap()));
    let callers = ["current_thread", "multi_thread"].repeat(5);
    let callers: Vec<_> =
        callers.into_iter().map(|runtime| (KeepAliveServer::start(), runtime)).collect();
    let errors: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = callers
            .iter()
            .map(|(server, runtime)| {
                scope.spawn(move || stop_and_call(http_client, server, runtime, stop, 2))
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(errors, [""; 20], "after stops of {stop:?}");
    for (server, _) in &callers {
        check_arrivals(server, 3);
    }
}

/// Makes calls for each line of its input, in a process of its own.
fn caller(http_client: HttpClient) {
    let client = client(http_client, &std::env::var("CONNECT_TEST_URL").unwrap());
    let (sender, mut lines) = tokio::sync::mpsc::unbounded_channel();
    // The runtime must be idle between the calls, so that another thread reads the input.
    thread::spawn(move || {
        std::io::stdin().lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
    });
    runtime(&std::env::var("CONNECT_TEST_RUNTIME").unwrap(), 2).block_on(async {
        while let Some(line) = lines.recv().await {
            let (round, delay) = line.split_once(' ').unwrap();
            tokio::time::sleep(Duration::from_millis(delay.parse().unwrap())).await;
            println!("errors: {}", create(&client, round).await);
        }
    });
}

/// Code that blocks the thread of the runtime has the same effect as a process that stands still.
fn calls_succeed_after_the_thread_of_the_runtime_was_blocked(http_client: HttpClient) {
    for name in ["current_thread", "multi_thread"] {
        let server = KeepAliveServer::start();
        let (client, closed) = (client(http_client, &server.url()), server.clone());
        let runtime = runtime(name, 1);
        let calls = runtime.spawn(async move {
            for round in 0..10 {
                assert_eq!(create(&client, &round.to_string()).await, "", "{round}");
                closed.close_connections();
                thread::sleep(PAUSE);
            }
        });
        assert!(runtime.block_on(calls).is_ok(), "{name}");
        check_arrivals(&server, 10);
    }
}

/// A runtime of one thread stands still between two `block_on`.
fn calls_succeed_after_the_runtime_was_not_driven(http_client: HttpClient) {
    let server = KeepAliveServer::start();
    call_between_stops_of_the_runtime(builder(http_client, &server.url()), &server);
}

#[test]
fn calls_over_a_given_client_succeed_after_the_runtime_was_not_driven() {
    let server = KeepAliveServer::start();
    let http = Client::reqwest_builder().unwrap().no_proxy().build().unwrap();
    let builder = builder(HttpClient::Reqwest, &server.url()).reqwest_client(http);
    call_between_stops_of_the_runtime(builder, &server);
}

fn call_between_stops_of_the_runtime(builder: ClientBuilder, server: &KeepAliveServer) {
    let client = builder.build().unwrap();
    let runtime = runtime("current_thread", 1);
    for round in 0..10 {
        let errors = runtime.block_on(create(&client, &round.to_string()));
        assert_eq!(errors, "", "{round}");
        server.close_connections();
        thread::sleep(PAUSE);
    }
    check_arrivals(server, 10);
}

/// A call whose response arrives while the process stands still, for longer than the timeouts, ends with it.
async fn a_response_that_arrived_meanwhile_is_received(http_client: HttpClient) {
    let server = KeepAliveServer::slow(Duration::from_millis(50));
    let timeout = Duration::from_millis(200);
    let builder = || builder(http_client, &server.url());
    for (index, client) in [
        builder().read_timeout(timeout),
        builder().attempt_timeout(timeout),
        builder().operation_timeout(timeout),
        builder().read_timeout(timeout).attempt_timeout(timeout).operation_timeout(timeout),
    ]
    .into_iter()
    .enumerate()
    {
        let client = client.build().unwrap();
        let arrived = server.clone();
        tokio::spawn(async move {
            while arrived.bodies().len() == index {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            thread::sleep(2 * timeout);
        });
        let result = client.create("a").await;
        assert!(result.is_ok(), "{index}: {result:?}");
    }
}

async fn a_paused_clock_does_not_hold_up_a_call(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::POST, "/create", |_| http::Response::default());
    let client = client_over(http_client, &service);
    for round in 0..3 {
        let start = tokio::time::Instant::now();
        client.create("a").await.unwrap();
        assert!(start.elapsed() < Duration::from_millis(10), "{round}: {:?}", start.elapsed());
        thread::sleep(PAUSE);
    }
}
