//! Tests presigned requests that another program sends.

use std::time::Duration;

use connect_runtime::bytes::Bytes;
use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Client, ConnectClient, connect_endpoint, http};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>?<a>")]
    fn get(&self, instance_id: &str, user_id: &str, a: Option<&str>) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/put")]
    fn put(&self, #[header("X-A")] a: &str, #[body("B")] b: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/unsigned", auth = none)]
    fn unsigned(&self) -> Call<'_, ()>;
}
impl Api for Client {}

async fn service() -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    let path = "/users/<InstanceId>/<UserId>";
    service.route(http::Method::GET, path, |_| http::Response::default());
    service.route(http::Method::PUT, "/put", |_| http::Response::default());
    service
}

/// Sends the request unchanged, through a client without signing.
async fn send(request: http::Request<Bytes>) -> (u16, String) {
    let authority = request.uri().authority().unwrap().clone();
    let stream = TcpStream::connect(authority.as_str()).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    let (mut parts, body) = request.into_parts();
    parts.headers.insert("host", authority.as_str().parse().unwrap());
    parts.uri = parts.uri.path_and_query().unwrap().as_str().parse().unwrap();
    let response = sender.send_request(http::Request::from_parts(parts, Full::new(body))).await;
    let response = response.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    connection.abort();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn a_presigned_request_has_a_valid_signature() {
    let service = service().await;
    let client = service.client().unwrap();
    for call in [
        client.get("i", "a/b c", Some("d&e+")),
        client.get("i", "é", None).query("x", "y").header("X-Added", "z"),
        // The service requires that all headers with this prefix are signed.
        client.get("i", "u", None).header("X-Amz-User-Agent", "app"),
        client.put("a", "é"),
    ] {
        let request = call.presign(MINUTE).await.unwrap();
        let uri = request.uri().to_string();
        for part in ["X-Amz-Expires=60", "X-Amz-Security-Token=", "X-Amz-Signature="] {
            assert!(uri.contains(part), "{part} not in {uri}");
        }
        assert!(!request.headers().contains_key("authorization"));
        assert_eq!(send(request).await, (200, String::new()));
    }
    assert!(service.requests().iter().all(|request| request.is_verified));
    assert_eq!(service.requests()[0].label("UserId"), Some("a/b c"));
}

#[tokio::test]
async fn changed_or_expired_requests_are_rejected() {
    let service = service().await;
    let client = service.client().unwrap();
    let presigned = |call: Call<'static, ()>| call.presign(MINUTE);
    let client: &'static Client = Box::leak(Box::new(client));
    let mut changed = presigned(client.put("a", "b")).await.unwrap();
    *changed.body_mut() = Bytes::from_static(b"{}");
    assert_eq!(send(changed).await.0, 403);
    let mut header = presigned(client.put("a", "b")).await.unwrap();
    header.headers_mut().insert("x-a", "c".parse().unwrap());
    assert_eq!(send(header).await.0, 403);
    let mut url = presigned(client.get("i", "u", None)).await.unwrap();
    *url.uri_mut() = url.uri().to_string().replace("Expires=60", "Expires=61").parse().unwrap();
    assert_eq!(send(url).await.0, 403);
    let second = client.get("i", "u", None).presign(Duration::from_secs(1)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let (status, body) = send(second).await;
    assert_eq!(status, 403);
    assert!(body.contains("Signature expired"), "{body}");
}

#[tokio::test]
async fn an_unsupported_request_cannot_be_presigned() {
    let service = service().await;
    let client = service.client().unwrap();
    for (call, expires_in, reason) in [
        (client.get("", "u", None), MINUTE, "`instance_id`"),
        (client.get("i", "u", None), Duration::from_millis(999), "1 second to 7 days"),
        (client.get("i", "u", None), Duration::from_secs(604_801), "1 second to 7 days"),
        (client.unsigned(), MINUTE, "the operation is not signed"),
        (Call::ready(Ok(())), MINUTE, "a call that a fake made"),
    ] {
        let error = call.presign(expires_in).await.unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
    assert!(service.requests().is_empty());
}
