//! Tests HTTP/2 against a server that offers it during the TLS handshake.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::future::try_join_all;
use http::{HeaderMap, Request, Response, Version};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::Trust;
use super::tests::HTTP_CLIENTS;
use crate::transport::built_in::{CaBundle, TransportLimits, trusting_nothing};

fn certificate(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/support/tls").join(name)
}

/// A server for TLS on a loopback port.
pub(in crate::transport) struct Server {
    pub(in crate::transport) url: String,
    connections: Arc<AtomicUsize>,
}

impl Server {
    pub(in crate::transport) async fn start(protocols: &[&str]) -> Self {
        let acceptor = acceptor(protocols);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let connections = Arc::<AtomicUsize>::default();
        let accepted = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                accepted.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(serve(acceptor.clone(), stream));
            }
        });
        Self { url, connections }
    }
}

/// Accepts TLS with the certificate of `localhost`, and speaks the first of `protocols` that the client offers.
pub(in crate::transport) fn acceptor(protocols: &[&str]) -> TlsAcceptor {
    let provider = Arc::clone(trusting_nothing().unwrap().crypto_provider());
    let chain = vec![CertificateDer::from_pem_file(certificate("localhost.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(certificate("localhost.key")).unwrap();
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    TlsAcceptor::from(Arc::new(config))
}

async fn serve(acceptor: TlsAcceptor, stream: TcpStream) {
    let stream = acceptor.accept(stream).await.unwrap();
    let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    let (stream, service) = (TokioIo::new(stream), service_fn(echo));
    // The client ends the connection in its own way.
    if is_http2 {
        let http = http2::Builder::new(TokioExecutor::new());
        drop(http.serve_connection(stream, service).await);
    } else {
        drop(http1::Builder::new().serve_connection(stream, service).await);
    }
}

/// Returns the body of a request, and in headers what else arrived.
async fn echo(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (parts, body) = request.into_parts();
    let mut response = Response::new(Full::new(body.collect().await?.to_bytes()));
    let headers = response.headers_mut();
    for name in ["host", "x-signed"] {
        if let Some(value) = parts.headers.get(name) {
            headers.insert(
                format!("x-received-{name}").parse::<http::HeaderName>().unwrap(),
                value.clone(),
            );
        }
    }
    headers.insert("x-received-uri", parts.uri.to_string().parse().unwrap());
    Ok(response)
}

/// Trusts the certificate of `localhost`.
pub(in crate::transport) fn trust() -> Trust {
    let bundle = CaBundle { path: certificate("authority.pem"), setting: "ca_bundle" };
    Trust::in_bundle(&bundle).unwrap()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn requests_share_a_connection_of_http2() {
    for http_client in HTTP_CLIENTS {
        let server = Server::start(&["h2", "http/1.1"]).await;
        let transport = http_client.transport(TransportLimits::default(), trust());
        let url = format!("{}/a%2Fb?c=%20", server.url);
        let send = |body: &'static str| {
            let request = Request::put(&url).header("x-signed", "yes");
            transport.send(request.body(Bytes::from_static(body.as_bytes())).unwrap())
        };
        send("first").await.unwrap();
        let responses = try_join_all(["a", "b", "c", "d"].map(send)).await.unwrap();
        for (response, body) in responses.iter().zip(["a", "b", "c", "d"]) {
            assert_eq!(response.version(), Version::HTTP_2, "{http_client:?}");
            assert_eq!(response.body(), body, "{http_client:?}");
            assert_eq!(text(response.headers(), "x-received-uri"), Some(&*url), "{http_client:?}");
            assert_eq!(text(response.headers(), "x-received-x-signed"), Some("yes"));
        }
        assert_eq!(server.connections.load(Ordering::Relaxed), 1, "{http_client:?}");
    }
}

#[tokio::test]
async fn a_server_without_http2_gets_http1() {
    for http_client in HTTP_CLIENTS {
        let server = Server::start(&["http/1.1"]).await;
        let transport = http_client.transport(TransportLimits::default(), trust());
        let request = Request::get(format!("{}/a", server.url)).body(Bytes::new()).unwrap();
        let response = transport.send(request).await.unwrap();
        assert_eq!(response.version(), Version::HTTP_11, "{http_client:?}");
        assert_eq!(text(response.headers(), "x-received-uri"), Some("/a"), "{http_client:?}");
        assert!(text(response.headers(), "x-received-host").unwrap().starts_with("localhost:"));
    }
}
