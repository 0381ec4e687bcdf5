//! Tests the errors that a caller receives when no complete response arrives.

use std::net::{Ipv4Addr, SocketAddr};

use connect_runtime::http::{Method, Response};
use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    Call, Client, ConnectClient, Credentials, Error, HttpClient, TransportErrorKind,
    connect_endpoint,
};
use connect_tests::REFUSING;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::client_over;

trait Connect: ConnectClient {
    #[connect_endpoint(GET "/instance", envelope = Raw)]
    fn instance(&self) -> Call<'_, String>;
}
impl Connect for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn a_refused_connection_names_host_and_port;
    #[tokio::test] async fn broken_responses_are_interrupted_errors;
    #[tokio::test] async fn a_server_without_tls_is_a_connection_error;
    #[tokio::test] async fn redirects_are_not_followed;
    #[tokio::test] async fn oversized_responses_fail_and_the_client_stays_usable;
}

fn client(http_client: HttpClient, endpoint_url: &str) -> Result<Client, Error> {
    Client::builder()
        .http_client(http_client)
        .region("us-west-2")
        .credentials(Credentials::new("id", "secret", None, None, "test"))
        .endpoint_url(endpoint_url)
        .build()
}

/// Starts a server that reads the head of a request, sends `reply` and closes the connection.
async fn server_that_sends(reply: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let _ = stream.read(&mut head).await;
            let _ = stream.write_all(reply).await;
        }
    });
    address
}

fn kind(error: &Error) -> TransportErrorKind {
    let Error::Transport { source, .. } = error else { panic!("{error:?}") };
    source.kind()
}

async fn a_refused_connection_names_host_and_port(http_client: HttpClient) {
    let error =
        client(http_client, &format!("http://{REFUSING}")).unwrap().instance().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Connect);
    assert!(error.to_string().starts_with("ListInstances: could not connect to "), "{error}");
    assert!(error.to_string().contains(REFUSING), "{error}");
    assert!(error.is_retryable());
}

async fn broken_responses_are_interrupted_errors(http_client: HttpClient) {
    for reply in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nha",
        b"no http at all\r\n\r\n",
    ] {
        let address = server_that_sends(reply).await;
        let error = client(http_client, &format!("http://{address}"))
            .unwrap()
            .instance()
            .await
            .unwrap_err();
        assert_eq!(kind(&error), TransportErrorKind::Interrupted, "{reply:?}");
        assert!(error.to_string().contains(&address.to_string()), "{error}");
    }
}

async fn a_server_without_tls_is_a_connection_error(http_client: HttpClient) {
    let address = server_that_sends(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let client = match client(http_client, &format!("https://{address}")) {
        Ok(client) => client,
        // On a machine without root certificates, a client for https is an error that names them.
        Err(error) => return assert!(error.to_string().contains("ca-certificates"), "{error}"),
    };
    let error = client.instance().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Tls, "{error:?}");
}

async fn redirects_are_not_followed(http_client: HttpClient) {
    let elsewhere = LocalConnect::start().await.unwrap();
    let service = LocalConnect::start().await.unwrap();
    let location = elsewhere.endpoint_url().to_owned() + "/instance";
    service.route(Method::GET, "/instance", move |_| {
        Response::builder().status(307).header("location", &location).body("".into()).unwrap()
    });
    let error = client_over(http_client, &service).instance().await.unwrap_err();
    assert_eq!(error.code(), Some("307"));
    assert!(elsewhere.requests().is_empty());
}

async fn oversized_responses_fail_and_the_client_stays_usable(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::GET, "/instance", |_| Response::new(vec![b'x'; 1001].into()));
    let client =
        service.client_builder().http_client(http_client).max_response_bytes(1000).build().unwrap();
    let error = client.instance().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::ResponseTooLarge(1000));
    assert!(error.to_string().contains("`max_response_bytes`"), "{error}");

    service.route(Method::GET, "/instance", |_| Response::new(vec![b'x'; 1000].into()));
    assert_eq!(client.instance().await.unwrap().len(), 1000);
}
