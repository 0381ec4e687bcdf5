//! Checks that the stand-in rejects foreign signatures and requests that changed after signing.

use bytes::Bytes;
use connect_runtime::http::{Method, Request, Response, StatusCode, Uri};
use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    BoxFuture, Client, ConnectClient, Credentials, Error, Result, Transport, TransportError,
    connect_endpoint,
};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

trait Users: ConnectClient {
    #[connect_endpoint(GET "/users-summary/<InstanceId>")]
    async fn list_users(&self, instance_id: &str) -> Result<()>;

    #[connect_endpoint(PUT "/names")]
    async fn put_names(&self, #[body] names: &[&str]) -> Result<()>;
}
impl Users for Client {}

#[tokio::test]
async fn wrong_credentials_are_an_api_error() {
    let service = LocalConnect::start().await.unwrap();
    let right = service.credentials();
    let (id, secret, token) = (
        right.access_key_id(),
        right.secret_access_key(),
        right.session_token().map(str::to_owned),
    );
    for (credentials, code) in [
        (Credentials::new(id, "wrong", token.clone(), None, "test"), "InvalidSignatureException"),
        (Credentials::new("AKIDOTHER", secret, token, None, "test"), "UnrecognizedClientException"),
        (Credentials::new(id, secret, None, None, "test"), "UnrecognizedClientException"),
    ] {
        let client = service.client_builder().credentials(credentials).build().unwrap();
        let error = client.list_users("i").await.unwrap_err();
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.api().unwrap().status(), StatusCode::FORBIDDEN);
        assert!(error.request_id().is_some());
    }
    let elsewhere = service.client_builder().region("eu-west-2").build().unwrap();
    let error = elsewhere.list_users("i").await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    assert!(service.requests().iter().all(|request| !request.is_verified));
}

#[tokio::test]
async fn credentials_that_are_not_a_header_value_are_never_sent() {
    let service = LocalConnect::start().await.unwrap();
    let credentials = Credentials::new("id", "s", Some("token\r\nx: y".to_owned()), None, "test");
    let client = service.client_builder().credentials(credentials).build().unwrap();
    let error = client.list_users("i").await.unwrap_err();
    assert!(matches!(error, Error::Credentials { .. }), "{error:?}");
    assert!(error.to_string().contains("the session token contains"), "{error}");
    assert!(service.requests().is_empty());
}

/// Changes requests after the client signs them.
struct Tampering(Change);

type Change = fn(&mut Request<Bytes>);

impl Transport for Tampering {
    fn send(
        &self,
        mut request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        (self.0)(&mut request);
        Box::pin(async move { Ok(send_as_it_is(request).await) })
    }
}

async fn send_as_it_is(mut request: Request<Bytes>) -> Response<Bytes> {
    let authority = request.uri().authority().unwrap().to_string();
    let target = request.uri().path_and_query().unwrap().to_string();
    request.headers_mut().insert("host", authority.parse().unwrap());
    *request.uri_mut() = target.parse().unwrap();
    let stream = TokioIo::new(TcpStream::connect(&authority).await.unwrap());
    let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    let (parts, body) = sender.send_request(request.map(Full::new)).await.unwrap().into_parts();
    Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
}

#[tokio::test]
async fn requests_changed_after_signing_are_rejected() {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::PUT, "/names", |_| Response::new("{}".into()));
    let cases: [(&str, Change, Option<&str>); 6] = [
        ("nothing", |_| {}, None),
        (
            "path",
            |request| {
                let uri = request.uri().to_string() + "x";
                *request.uri_mut() = uri.parse::<Uri>().unwrap();
            },
            Some("InvalidSignatureException"),
        ),
        (
            "query",
            |request| {
                let uri = request.uri().to_string() + "?a=b";
                *request.uri_mut() = uri.parse::<Uri>().unwrap();
            },
            Some("InvalidSignatureException"),
        ),
        (
            "body",
            |request| *request.body_mut() = Bytes::from_static(b"{}"),
            Some("InvalidSignatureException"),
        ),
        (
            "date",
            |request| {
                request.headers_mut().insert("x-amz-date", "20200101T000000Z".parse().unwrap());
            },
            Some("InvalidSignatureException"),
        ),
        (
            "signature",
            |request| {
                request.headers_mut().remove("authorization");
            },
            Some("MissingAuthenticationTokenException"),
        ),
    ];
    for (name, change, code) in cases {
        let client = service.client_builder().transport(Tampering(change)).build().unwrap();
        let result = client.put_names(&["jane"]).await;
        assert_eq!(result.as_ref().err().and_then(Error::code), code, "{name}: {result:?}");
        let status = result.err().and_then(|error| Some(error.api()?.status().as_u16()));
        assert_eq!(status, code.map(|_| 403), "{name}");
    }
}
