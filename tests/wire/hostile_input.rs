//! Checks that malicious input ends in a clear error and that the client does not send it on.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    Adaptive, ApiError, Bare, Call, Client, ClientBuilder, ConnectClient, Credentials, Document,
    Envelope, Error, HttpClient, TransportErrorKind, Wrapped, bytes::Bytes, connect_endpoint, http,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/get/<Id>")]
    fn get(&self, id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/files/<Key..>")]
    fn file(&self, key: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/post")]
    fn post(
        &self,
        #[header("X-Name")] name: &str,
        #[headers("X-Meta-")] meta: &[(&str, &str)],
    ) -> Call<'_, ()>;
}
impl Api for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn a_label_is_always_one_path_segment;
    #[tokio::test] async fn a_1_gib_response_is_not_read_to_its_end;
    #[tokio::test] async fn an_endless_head_is_not_buffered;
    #[tokio::test] async fn a_redirect_to_another_host_is_an_error;
    #[tokio::test] async fn a_service_cannot_keep_a_call_waiting;
}

fn builder(region: &str, endpoint_url: &str) -> ClientBuilder {
    Client::builder()
        .region(region)
        .credentials(Credentials::new("AKID", "a-secret-key", None, None, "test"))
        .endpoint_url(endpoint_url)
}

#[test]
fn settings_that_name_another_host_are_rejected() {
    let local = "http://127.0.0.1:9";
    for (region, endpoint_url, reason) in [
        ("evil.com/", local, "region is not the name of a region; give one such as `us-west-2`"),
        ("us-west-2.evil.com#", local, "region is not the name of a region"),
        ("us-west-2@evil.com", local, "region is not the name of a region"),
        ("", local, "region is not the name of a region"),
        ("a", "https://user:hunter2@evil.com", "endpoint_url holds a user name or password"),
        ("a", "https://connect.amazonaws.com@evil.com", "holds a user name or password"),
        ("a", "http://evil.com", "is plain http to another machine"),
        ("a", "http://127.0.0.1.evil.com", "is plain http to another machine"),
        ("a", "http://localhost.evil.com", "is plain http to another machine"),
        ("a", "https://evil.com?x=", "has a query"),
        ("a", "https://evil.com/a/../b", "dot segment"),
        ("a", "file:///etc/passwd", "endpoint_url"),
        ("a", "https://evil.com\r\nHost: a", "is not a URL"),
    ] {
        let error = builder(region, endpoint_url).build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)));
        assert!(error.to_string().contains(reason), "{region} {endpoint_url}: {error}");
        let printed = format!("{error} {error:?}");
        assert!(!printed.contains("hunter2") && !printed.contains("a-secret-key"), "{printed}");
    }
}

#[tokio::test]
async fn arguments_that_would_change_the_request_are_not_sent() {
    let service = LocalConnect::start().await.unwrap();
    let client = service.client().unwrap();
    let no_meta: &[(&str, &str)] = &[];
    for (call, reason) in [
        (client.get("../.."), "parameter `id` has a dot segment"),
        (client.get(".."), "parameter `id` has a dot segment"),
        (client.get("x/../../admin"), "parameter `id` has a dot segment"),
        (client.get(""), "parameter `id` is empty"),
        (client.file("a/../../b"), "parameter `key` has a dot segment"),
        (client.post("a\r\nX-Evil: 1", no_meta), "parameter `name`"),
        (client.post("a\nb", no_meta), "parameter `name`"),
        (client.post("a\0b", no_meta), "parameter `name`"),
        (client.post("a", &[("k", "v\r\nX-Evil: 1")]), "parameter `meta`"),
        (client.post("a", &[("k\r\nX-Evil", "1")]), "parameter `meta`"),
        (client.get("a").header("X-Evil", "1\r\nX-More: 2"), "the header `X-Evil`"),
        (client.get("a").header("X-Evil: 1\r\nX", "1"), "has a name that no header can have"),
        (client.get("a").header("Authorization", "Bearer x"), "is set by the client"),
        (client.get("a").header("Host", "evil.com"), "is set by the client"),
    ] {
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Construction(_)), "{error:?}");
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert!(service.requests().is_empty());
}

async fn a_label_is_always_one_path_segment(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/get/<Id>", |_| http::Response::default());
    let client = service.client_builder().http_client(http_client).build().unwrap();
    for id in ["a/b", "?admin=1", "#", "%2e%2e", "..%2f..", "a\\..\\b", "a b", "a\r\nb", "é"] {
        client.get(id).await.unwrap();
        let request = service.requests().pop().unwrap();
        assert_eq!((request.label("Id"), request.query.as_str()), (Some(id), ""));
    }
}

/// Starts a server that responds with `head` and an endless body. Returns its address and the number of body
/// bytes sent.
async fn flood(head: &'static str) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let sent = Arc::<AtomicUsize>::default();
    let count = sent.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(head.as_bytes()).await;
            let chunk = vec![b'x'; 64 * 1024];
            while count.load(Ordering::Relaxed) < GIB && stream.write_all(&chunk).await.is_ok() {
                count.fetch_add(chunk.len(), Ordering::Relaxed);
            }
        }
    });
    (address, sent)
}

const GIB: usize = 1024 * 1024 * 1024;
const MIB: usize = 1024 * 1024;

async fn a_1_gib_response_is_not_read_to_its_end(http_client: HttpClient) {
    for head in [
        "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 503 Busy\r\ncontent-length: 1073741824\r\n\r\n",
    ] {
        let (address, sent) = flood(head).await;
        let client =
            builder("a", &format!("http://{address}")).http_client(http_client).build().unwrap();
        let error = client.get("a").await.unwrap_err();
        let Error::Transport { source, .. } = &error else { panic!("{error:?}") };
        assert_eq!(source.kind(), TransportErrorKind::ResponseTooLarge(16 * MIB));
        // The count includes bytes in the buffers of the socket.
        let sent = sent.load(Ordering::Relaxed);
        assert!((16 * MIB..48 * MIB).contains(&sent), "{sent}");
    }
}

async fn an_endless_head_is_not_buffered(http_client: HttpClient) {
    let (address, sent) = flood("HTTP/1.1 200 OK\r\nx-endless: ").await;
    let client =
        builder("a", &format!("http://{address}")).http_client(http_client).build().unwrap();
    let error = client.get("a").max_attempts(1).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    let sent = sent.load(Ordering::Relaxed);
    assert!(sent < 32 * MIB, "{sent}");
}

#[test]
fn nesting_of_100_000_is_a_decode_error_or_skipped() {
    type Decode = fn(&http::Response<Bytes>) -> Result<serde_json::Value, Error>;
    let envelopes: [Decode; 3] = [Adaptive::decode, Bare::decode, Wrapped::decode];
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let bomb = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let wrapped = format!(r#"{{"success":true,"data":{bomb}}}"#);
        let nulls = format!(r#"{{"a":null,"b":{bomb}}}"#);
        let unclosed = open.repeat(100_000);
        for body in [&bomb, &wrapped, &nulls, &unclosed] {
            let response = http::Response::new(Bytes::from(body.clone()));
            for decode in envelopes {
                let error = decode(&response).unwrap_err();
                assert!(matches!(error, Error::Decode(_)), "{error:?}");
                assert!(error.to_string().len() < 1000, "{} long", error.to_string().len());
            }
            let document: Result<Document, Error> = Bare::decode(&response);
            document.unwrap_err();
        }
        // The client searches an error body only for the code and the message.
        let body = format!(r#"{{"Message":"no","x":{bomb}}}"#);
        let response = http::Response::builder().status(400).body(Bytes::from(body)).unwrap();
        assert_eq!(ApiError::from_response(&response).code(), "400");
        let failed = format!(r#"{{"success":false,"error":{bomb}}}"#);
        let error = Adaptive::decode(&http::Response::new(Bytes::from(failed)));
        let _: serde_json::Value =
            error.inspect_err(|error| assert!(error.api().is_some())).unwrap_or_default();
    }
}

async fn a_redirect_to_another_host_is_an_error(http_client: HttpClient) {
    let evil = LocalConnect::start().await.unwrap();
    let service = LocalConnect::start().await.unwrap();
    for status in [301, 302, 303, 307, 308] {
        let location = evil.endpoint_url().replace("127.0.0.1", "localhost") + "/get/a";
        service.route(http::Method::GET, "/get/<Id>", move |_| {
            let response = http::Response::builder().status(status).header("location", &location);
            response.body("".into()).unwrap()
        });
        let error = service
            .client_builder()
            .http_client(http_client)
            .build()
            .unwrap()
            .get("a")
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some(status.to_string().as_str()));
    }
    assert!(evil.requests().is_empty());
}

async fn a_service_cannot_keep_a_call_waiting(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/get/<Id>", |_| {
        let response = http::Response::builder().status(503);
        response.header("x-amz-retry-after", u64::MAX).body("".into()).unwrap()
    });
    let start = std::time::Instant::now();
    let call = service.client_builder().http_client(http_client).build().unwrap();
    let error = call.get("a").timeout(Duration::from_secs(1)).await.unwrap_err();
    assert_eq!(error.code(), Some("503"));
    assert!(start.elapsed() < Duration::from_secs(1), "the retry after 5 s is not waited for");
}
