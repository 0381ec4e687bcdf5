//! Checks that the client stays usable after a program drops a call.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connect_runtime::aws_credential_types::provider::future;
use connect_runtime::testing::{Fault, LocalConnect, json_response};
use connect_runtime::{
    Call, Client, ConnectClient, Credentials, HttpClient, ProvideCredentials, connect_endpoint,
    http,
};

use super::client_over;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/echo/<Id>")]
    fn echo(&self, id: &str) -> Call<'_, String>;
}
impl Api for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn a_call_can_be_dropped_while_it_waits_for_its_answer;
    #[tokio::test] async fn a_call_can_be_dropped_in_the_delay_before_a_retry;
    #[cfg(target_os = "linux")] #[tokio::test] async fn a_call_can_be_dropped_while_it_connects;
    #[tokio::test] async fn a_call_can_be_dropped_while_credentials_are_loaded;
}

async fn service() -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/echo/<Id>", |request| {
        json_response(http::StatusCode::OK, &request.label("Id").into())
    });
    service
}

/// Drops a call that is still pending after a moment.
async fn drop_early(call: Call<'_, String>) {
    let moment = Duration::from_millis(100);
    tokio::time::timeout(moment, call).await.expect_err("the call is done already");
}

/// Checks that each call receives its own response.
async fn works(client: &Client) {
    for id in ["one", "two", "three"] {
        assert_eq!(client.echo(id).await.unwrap(), id);
    }
}

async fn a_call_can_be_dropped_while_it_waits_for_its_answer(http_client: HttpClient) {
    for fault in [
        Fault::Delay(Duration::from_millis(400)),
        Fault::Hang,
        Fault::TrickledBody { bytes: 1, pause: Duration::from_millis(50) },
        Fault::ContentLength(1000),
    ] {
        let service = service().await;
        let client = client_over(http_client, &service);
        works(&client).await;
        for _ in 0..3 {
            service.inject([fault.clone()]);
            drop_early(client.echo("dropped")).await;
            works(&client).await;
        }
        assert_eq!(service.request_count(), 3 + 3 * 4, "{fault:?}: nothing was sent twice");
    }
}

async fn a_call_can_be_dropped_in_the_delay_before_a_retry(http_client: HttpClient) {
    let service = service().await;
    let client = client_over(http_client, &service);
    // Drops more calls than the retry budget would cover.
    for _ in 0..110 {
        let retry_after = Some(Duration::from_secs(5));
        service.inject([Fault::Throttling { retry_after }]);
        let before = service.request_count();
        let answered = async {
            while service.request_count() == before {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        tokio::select! {
            result = client.echo("dropped") => panic!("{result:?}"),
            () = answered => {}
        }
    }
    assert_eq!(service.request_count(), 110);
    service.inject([Fault::Unavailable]);
    assert_eq!(client.echo("one").with_response().await.unwrap().attempts, 2);
    works(&client).await;
}

#[cfg(target_os = "linux")]
async fn a_call_can_be_dropped_while_it_connects(http_client: HttpClient) {
    // A listener with a full queue keeps new connections waiting.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let full = socket.listen(1).unwrap();
    let address = full.local_addr().unwrap();
    let mut queue = Vec::new();
    while let Ok(Ok(stream)) =
        tokio::time::timeout(Duration::from_millis(50), tokio::net::TcpStream::connect(address))
            .await
    {
        queue.push(stream);
    }
    let service = service().await;
    let builder =
        service.client_builder().http_client(http_client).endpoint_url(format!("http://{address}"));
    let client = builder.connect_timeout(Duration::from_millis(200)).build().unwrap();
    drop_early(client.echo("dropped")).await;
    let error = client.echo("a").max_attempts(1).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(error.to_string().contains("after 200ms"), "{error}");
}

/// Takes a while to provide credentials.
#[derive(Debug)]
struct Slow {
    loads: Arc<AtomicUsize>,
    credentials: Credentials,
}

impl ProvideCredentials for Slow {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.loads.fetch_add(1, Ordering::Relaxed);
        future::ProvideCredentials::new(async {
            tokio::time::sleep(Duration::from_millis(250)).await;
            Ok(self.credentials.clone())
        })
    }
}

async fn a_call_can_be_dropped_while_credentials_are_loaded(http_client: HttpClient) {
    let service = service().await;
    let loads = Arc::<AtomicUsize>::default();
    let provider = Slow { loads: loads.clone(), credentials: service.credentials() };
    let client =
        service.client_builder().http_client(http_client).credentials(provider).build().unwrap();
    drop_early(client.echo("dropped")).await;
    drop_early(client.echo("dropped")).await;
    works(&client).await;
    assert_eq!(loads.load(Ordering::Relaxed), 1, "the load goes on without the calls");
    assert_eq!(service.request_count(), 3);
}
