//! Tests what a proxy of the environment receives, and what the service receives through it.

use std::path::Path;
use std::sync::{Arc, Mutex};

use connect_runtime::HttpClient;
use connect_runtime::testing::LocalConnect;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::network_variables::{
    call, fixture, keys, service, tls_in_front_of, tls_with_certificate,
};

connect_tests::over_each_http_client! {
    #[tokio::test] async fn a_tunnel_shows_the_credentials_to_the_proxy_only;
    #[tokio::test] async fn a_proxy_over_tls_opens_a_tunnel;
    #[tokio::test] async fn a_request_without_tls_carries_url_and_credentials;
    #[tokio::test] async fn an_exception_bypasses_the_proxy;
    #[tokio::test] async fn a_proxy_that_refuses_is_named;
}

/// `user:hunter2@` as a proxy receives it.
const AUTHORIZATION: &str = "proxy-authorization: Basic dXNlcjpodW50ZXIyQA==";

/// A proxy that opens each tunnel to one port, and answers other requests itself.
struct Proxy {
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    async fn start(target: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let received = Arc::clone(&heads);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, target, Arc::clone(&received)));
            }
        });
        Self { port, heads }
    }

    fn url(&self) -> String {
        format!("http://user:hunter2%40@127.0.0.1:{}", self.port)
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

async fn serve(
    mut stream: TcpStream,
    target: u16,
    heads: Arc<Mutex<Vec<String>>>,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8(head).unwrap();
    let is_tunnel = head.starts_with("CONNECT ");
    heads.lock().unwrap().push(head);
    if !is_tunnel {
        return stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    let mut service = TcpStream::connect(("127.0.0.1", target)).await?;
    tokio::io::copy_bidirectional(&mut stream, &mut service).await.map(drop)
}

/// Calls the stand-in as `https://connect.test` with a proxy. Returns what the process prints.
async fn call_over_tls(
    http_client: HttpClient,
    service: &LocalConnect,
    bundle: &Path,
    proxy: &[(&str, &str)],
) -> String {
    let credentials = service.credentials();
    let network =
        [("AWS_ENDPOINT_URL", "https://connect.test"), ("AWS_CA_BUNDLE", bundle.to_str().unwrap())];
    call(http_client, &[&keys(&credentials)[..], &network, proxy].concat()).await
}

/// Checks that a tunnel was opened once, with the credentials for the proxy, and that the service did not see them.
fn assert_tunnel(proxy: &Proxy, service: &LocalConnect, printed: &str) {
    assert!(printed.contains("outcome: success"), "{printed}");
    let heads = proxy.heads();
    let [head] = &heads[..] else { panic!("{heads:?}") };
    assert!(head.starts_with("CONNECT connect.test:443 HTTP/1.1\r\n"), "{head}");
    assert!(contains_header(head, AUTHORIZATION), "{head}");
    assert!(!head.to_lowercase().contains("aws4-hmac"), "{head}");
    let requests = service.requests();
    let [request] = &requests[..] else { panic!("{requests:?}") };
    assert!(request.is_verified && request.header("proxy-authorization").is_none());
    assert_eq!(request.header("host"), Some("connect.test"));
}

/// Whether a head has a header. The names of headers have no case.
fn contains_header(head: &str, header: &str) -> bool {
    head.lines().any(|line| line.eq_ignore_ascii_case(header))
}

async fn a_tunnel_shows_the_credentials_to_the_proxy_only(http_client: HttpClient) {
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let service = service().await;
        let port = tls_with_certificate("service", service.endpoint_url()).await;
        let proxy = Proxy::start(port).await;
        let bundle = fixture("service_authority.pem");
        let printed = call_over_tls(http_client, &service, &bundle, &[(name, &proxy.url())]).await;
        assert_tunnel(&proxy, &service, &printed);
    }
}

async fn a_proxy_over_tls_opens_a_tunnel(http_client: HttpClient) {
    let service = service().await;
    let proxy = Proxy::start(tls_with_certificate("service", service.endpoint_url()).await).await;
    let bundle = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{http_client:?}_proxy.pem"));
    let authorities = ["service_authority.pem", "authority.pem"]
        .map(|name| std::fs::read(fixture(name)).unwrap());
    std::fs::write(&bundle, authorities.concat()).unwrap();
    let url = tls_in_front_of(&format!("http://127.0.0.1:{}", proxy.port)).await;
    let url = url.replace("https://", "https://user:hunter2%40@");
    let printed = call_over_tls(http_client, &service, &bundle, &[("HTTPS_PROXY", &url)]).await;
    assert_tunnel(&proxy, &service, &printed);
}

async fn a_request_without_tls_carries_url_and_credentials(http_client: HttpClient) {
    let (service, proxy) = (service().await, Proxy::start(0).await);
    let (credentials, url) = (service.credentials(), proxy.url());
    let network = [("AWS_ENDPOINT_URL", "http://connect.test"), ("HTTP_PROXY", &*url)];
    let printed = call(http_client, &[&keys(&credentials)[..], &network].concat()).await;
    assert!(printed.contains("outcome: success"), "{printed}");
    let heads = proxy.heads();
    let [head] = &heads[..] else { panic!("{heads:?}") };
    assert!(head.starts_with("POST http://connect.test/post HTTP/1.1\r\n"), "{head}");
    assert!(contains_header(head, AUTHORIZATION), "{head}");
    assert!(contains_header(head, "host: connect.test"), "{head}");
}

async fn an_exception_bypasses_the_proxy(http_client: HttpClient) {
    let (service, proxy) = (service().await, Proxy::start(0).await);
    let url = proxy.url();
    for exception in ["connect.test", ".test", "*", "a.example.com, connect.test"] {
        let variables = [("HTTPS_PROXY", &*url), ("NO_PROXY", exception)];
        let bundle = fixture("service_authority.pem");
        let printed = call_over_tls(http_client, &service, &bundle, &variables).await;
        assert!(printed.contains("could not connect to connect.test"), "{printed}");
    }
    assert_eq!(proxy.heads(), [""; 0]);
}

async fn a_proxy_that_refuses_is_named(http_client: HttpClient) {
    let service = service().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://user:hunter2@{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let statuses = ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"];
        for status in statuses {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.read(&mut [0; 4096]).await;
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    for _ in 0..3 {
        let bundle = fixture("service_authority.pem");
        let printed = call_over_tls(http_client, &service, &bundle, &[("HTTPS_PROXY", &url)]).await;
        assert!(printed.contains("could not connect to connect.test"), "{printed}");
        assert!(printed.contains("check the proxy settings"), "{printed}");
    }
    assert_eq!(service.request_count(), 0);
}
