//! Tests what is sent for a body or header value that is empty.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect_runtime::bytes::Bytes;
use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    BoxFuture, Call, Client, ConnectClient, HttpClient, Transport, TransportError,
    connect_endpoint, http,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a")]
    fn get(&self) -> Call<'_, ()>;

    #[connect_endpoint(HEAD "/a")]
    fn head(&self) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/a")]
    fn delete(&self) -> Call<'_, ()>;

    #[connect_endpoint(POST "/a")]
    fn post(&self) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/a")]
    fn put(&self) -> Call<'_, ()>;

    #[connect_endpoint(PATCH "/a")]
    fn patch(&self) -> Call<'_, ()>;

    #[connect_endpoint(POST "/a?<b>", auth = none, name = "Unsigned")]
    fn unsigned(&self, b: &str) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/a", name = "PutBytes")]
    fn put_bytes(&self, #[payload] bytes: Option<Bytes>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/a", name = "PostMember")]
    fn post_member(&self, #[body("B")] b: Option<u8>) -> Call<'_, ()>;

    #[connect_endpoint(GET "/headers")]
    fn headers(
        &self,
        #[header("X-Text")] text: Option<&str>,
        #[header("X-List")] list: Option<&[&str]>,
        #[headers("X-Map-")] map: &BTreeMap<&str, &str>,
    ) -> Call<'_, ()>;
}
impl Api for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn a_method_with_a_body_states_its_length_once;
    #[tokio::test] async fn empty_header_values_are_sent_and_signed;
}

/// Accepts connections and answers each request with 200. Returns the heads of the requests as received.
async fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let heads = Arc::<Mutex<Vec<String>>>::default();
    let received = Arc::clone(&heads);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match stream.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            received.lock().unwrap().push(String::from_utf8(head).unwrap());
            let answer = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
            let _ = stream.write_all(answer).await;
        }
    });
    (url, heads)
}

/// Returns the values of a header in the head of a request.
fn values<'a>(head: &'a str, name: &str) -> Vec<&'a str> {
    let pairs = head.lines().filter_map(|line| line.split_once(':'));
    pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).collect()
}

/// The calls of every method, and the content length that each must send.
fn calls(client: &Client) -> Vec<(Call<'_, ()>, Option<&'static str>)> {
    vec![
        (client.get(), None),
        (client.head(), None),
        (client.delete(), None),
        (client.post(), Some("0")),
        (client.put(), Some("0")),
        (client.patch(), Some("0")),
        (client.unsigned("c"), Some("0")),
        (client.put_bytes(None), Some("0")),
        (client.put_bytes(Some(Bytes::new())), Some("0")),
        (client.put_bytes(Some(Bytes::from_static(b"abc"))), Some("3")),
        (client.post_member(None), Some("2")),
    ]
}

async fn a_method_with_a_body_states_its_length_once(http_client: HttpClient) {
    let stand_in = LocalConnect::start().await.unwrap();
    let (url, heads) = server().await;
    let client =
        stand_in.client_builder().http_client(http_client).endpoint_url(url).build().unwrap();
    for (call, expected) in calls(&client) {
        let operation = call.operation().unwrap();
        call.await.unwrap();
        let head = heads.lock().unwrap().pop().unwrap();
        assert_eq!(values(&head, "content-length"), Vec::from_iter(expected), "{operation:?}");
        assert!(values(&head, "transfer-encoding").is_empty(), "{operation:?}: {head}");
    }
}

/// Keeps the content length of each request.
struct Lengths(Arc<Mutex<Vec<Option<String>>>>);

impl Transport for Lengths {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let length = request.headers().get("content-length");
        self.0.lock().unwrap().push(length.map(|length| length.to_str().unwrap().to_owned()));
        Box::pin(std::future::ready(Ok(http::Response::default())))
    }
}

#[tokio::test]
async fn custom_transports_see_the_length_of_an_empty_body() {
    let stand_in = LocalConnect::start().await.unwrap();
    let lengths = Arc::<Mutex<Vec<_>>>::default();
    let client =
        stand_in.client_builder().transport(Lengths(Arc::clone(&lengths))).build().unwrap();
    for (call, expected) in calls(&client) {
        let operation = call.operation().unwrap();
        call.await.unwrap();
        let length = lengths.lock().unwrap().pop().unwrap();
        // HTTP software derives the length of any other body.
        assert_eq!(length.as_deref(), expected.filter(|length| *length == "0"), "{operation:?}");
    }
}

#[tokio::test]
async fn presigned_requests_state_the_length_of_an_empty_body_unsigned() {
    let stand_in = LocalConnect::start().await.unwrap();
    let client = stand_in.client().unwrap();
    for (call, expected) in [(client.get(), None), (client.post(), Some("0"))] {
        let request = call.presign(Duration::from_mins(1)).await.unwrap();
        let length = request.headers().get("content-length");
        assert_eq!(length.map(|length| length.to_str().unwrap()), expected);
        let uri = request.uri().to_string();
        assert!(uri.contains("X-Amz-SignedHeaders=host&"), "{uri}");
    }
}

async fn empty_header_values_are_sent_and_signed(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/headers", |_| http::Response::default());
    let client = service.client_builder().http_client(http_client).build().unwrap();
    let none = BTreeMap::new();
    let map = BTreeMap::from([("A", ""), ("B", "b")]);
    for (call, expected) in [
        (client.headers(None, None, &none), [None; 4]),
        (client.headers(Some(""), Some(&[]), &map), [Some(""), Some(""), Some(""), Some("b")]),
        (client.headers(Some("a"), Some(&[""]), &none), [Some("a"), Some("\"\""), None, None]),
        (
            client.headers(Some("a"), Some(&["", ""]), &none).header("X-Text", ""),
            [Some(""), Some("\"\", \"\""), None, None],
        ),
        (
            client.headers(Some("a"), None, &map).header("X-Text", None::<&str>),
            [None, None, Some(""), Some("b")],
        ),
    ] {
        call.await.unwrap();
        let request = service.requests().pop().unwrap();
        let names = ["x-text", "x-list", "x-map-a", "x-map-b"];
        assert_eq!(names.map(|name| request.header(name)), expected);
        assert!(request.is_verified);
    }
}
