//! Tests the HTTP clients of the default transport: which one is used, what it sends, and how it keeps connections.

use std::time::Duration;

use connect_runtime::bytes::Bytes;
use connect_runtime::{
    Call, Client, ClientBuilder, ConnectClient, Credentials, HttpClient, TowerTransport, Transport,
    TransportError, connect_endpoint, http,
};
use connect_tests::KeepAliveServer;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::time::Instant;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/get", envelope = Raw)]
    fn get(&self) -> Call<'_, String>;

    /// The client must not repeat this call, because it has no idempotency token.
    #[connect_endpoint(POST "/create")]
    fn create(&self, #[body("Id")] id: &str) -> Call<'_, ()>;
}
impl Api for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn trailers_are_no_part_of_the_body;
    #[tokio::test] async fn a_connection_that_the_server_closed_is_not_used;
    #[tokio::test] async fn an_idle_connection_is_closed;
    #[tokio::test] async fn the_service_sees_few_headers_that_are_not_signed;
}

fn builder(url: &str) -> ClientBuilder {
    Client::builder()
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", Some("token".into()), None, "test"))
        .endpoint_url(url)
}

fn reqwest_client() -> connect_runtime::reqwest::Client {
    Client::reqwest_builder().unwrap().no_proxy().build().unwrap()
}

fn transport() -> impl Transport {
    TowerTransport::new(tower::service_fn(|_: http::Request<Bytes>| async {
        Ok::<_, TransportError>(http::Response::default())
    }))
}

#[test]
fn hyper_and_a_given_reqwest_client_exclude_each_other() {
    let both = |http_client| {
        builder("http://127.0.0.1:9").reqwest_client(reqwest_client()).http_client(http_client)
    };
    let error = both(HttpClient::Hyper).build().unwrap_err().to_string();
    assert!(error.contains("http_client is `HttpClient::Hyper`"), "{error}");
    assert!(error.contains("`reqwest_client` is set too"), "{error}");
    assert!(both(HttpClient::Reqwest).build().is_ok());
    // A given transport comes before all of them.
    assert!(both(HttpClient::Hyper).transport(transport()).build().is_ok());
}

#[test]
fn the_builder_shows_its_http_client() {
    let builder = || builder("http://127.0.0.1:9");
    for (builder, shown) in [
        (builder(), "HttpClient::Reqwest"),
        (builder().http_client(HttpClient::Hyper), "HttpClient::Hyper"),
        (builder().http_client(HttpClient::Reqwest), "HttpClient::Reqwest"),
        (builder().reqwest_client(reqwest_client()), "given by `reqwest_client`"),
        (builder().transport(transport()), "given by `transport`"),
    ] {
        let printed = format!("{builder:?}");
        assert!(printed.contains(&format!("transport: {shown}")), "{shown}: {printed}");
    }
}

/// Starts a server that sends `reply` to each request on the same connection. Returns its URL, and the head of each
/// request followed by an empty text when the client closes the connection.
async fn server(reply: &'static str) -> (String, tokio::sync::mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, heads) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let sender = sender.clone();
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                loop {
                    let head = receive_head(&mut stream).await;
                    let is_end = head.is_empty();
                    if sender.send(head).is_err() || is_end {
                        return;
                    }
                    let _ = stream.get_mut().write_all(reply.as_bytes()).await;
                }
            });
        }
    });
    (url, heads)
}

/// Reads a request with its body. Returns the head, or an empty text at the end of the connection.
async fn receive_head(stream: &mut BufReader<tokio::net::TcpStream>) -> String {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await.unwrap_or_default() == 0 {
            return String::new();
        }
    }
    let length = header(&head, "content-length").map_or(0, |length| length.parse().unwrap());
    stream.read_exact(&mut vec![0; length]).await.unwrap();
    head
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let pairs = head.lines().filter_map(|line| line.split_once(": "));
    pairs.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

async fn trailers_are_no_part_of_the_body(http_client: HttpClient) {
    let (url, mut heads) = server(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x-after\r\n\r\n\
         3\r\nabc\r\n2\r\nde\r\n0\r\nx-after: yes\r\n\r\n",
    )
    .await;
    let client = builder(&url).http_client(http_client).build().unwrap();
    for _ in 0..2 {
        let response = client.get().with_response().await.unwrap();
        assert_eq!(response.value, "abcde");
        assert!(!response.headers.contains_key("x-after"));
        assert!(heads.recv().await.unwrap().starts_with("GET /get "));
    }
}

async fn a_connection_that_the_server_closed_is_not_used(http_client: HttpClient) {
    let server = KeepAliveServer::start();
    let client = builder(&server.url()).http_client(http_client).build().unwrap();
    for round in 0..20 {
        client.create("a").await.unwrap_or_else(|error| panic!("{round}: {error:?}"));
        server.close_connections();
        // The driver of the runtime notices it meanwhile.
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(server.bodies().len(), 20, "each request arrived once");
}

async fn an_idle_connection_is_closed(http_client: HttpClient) {
    let (url, mut heads) = server("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let client = builder(&url).http_client(http_client).build().unwrap();
    for _ in 0..2 {
        client.get().await.unwrap();
        assert!(heads.recv().await.unwrap().starts_with("GET /get "));
    }
    // With nothing else to do, the clock goes on to the timer of the pool.
    tokio::time::pause();
    let start = Instant::now();
    assert_eq!(heads.recv().await.unwrap(), "", "the same connection, at its end");
    // The pool looks for idle connections every 20 seconds.
    let idle = start.elapsed();
    assert!((15..=41).contains(&idle.as_secs()), "{idle:?}");
}

async fn the_service_sees_few_headers_that_are_not_signed(http_client: HttpClient) {
    let (url, mut heads) = server("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    let client = builder(&url).http_client(http_client).build().unwrap();
    client.get().await.unwrap();
    client.create("a").await.unwrap();
    for (method, length) in [("GET", None), ("POST", Some("content-length"))] {
        let head = heads.recv().await.unwrap();
        assert!(head.starts_with(method), "{head}");
        let authorization = header(&head, "authorization").unwrap();
        let signed = authorization.split_once("SignedHeaders=").unwrap().1;
        let signed: Vec<&str> = signed.split_once(',').unwrap().0.split(';').collect();
        let mut unsigned: Vec<&str> = head
            .lines()
            .filter_map(|line| Some(line.split_once(": ")?.0))
            .filter(|name| !signed.contains(name))
            .collect();
        unsigned.sort_unstable();
        let of_client = (http_client == HttpClient::Reqwest).then_some("accept");
        let of_every_call = ["amz-sdk-invocation-id", "amz-sdk-request", "authorization"];
        let expected: Vec<&str> = of_client
            .into_iter()
            .chain(of_every_call)
            .chain(length)
            .chain(["user-agent"])
            .collect();
        assert_eq!(unsigned, expected, "{head}");
    }
}
