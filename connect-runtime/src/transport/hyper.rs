//! The transport based on `hyper-util`.

mod connection;
mod connector;
mod tcp;
#[cfg(feature = "__rustls")]
mod with_tls;
#[cfg(not(feature = "__rustls"))]
mod without_tls;

use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HOST, PROXY_AUTHORIZATION};
use http::uri::Scheme;
use http::{HeaderValue, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body as _, Incoming as Body};
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use self::connector::Connector;
#[cfg(feature = "__rustls")]
use self::with_tls::{Stream, ToHost};
#[cfg(not(feature = "__rustls"))]
use self::without_tls::{Stream, ToHost};
use super::built_in::{
    BuildClient, Clients, Exchange, Failure, FailureKind, Incoming, Lent, POOL_IDLE_TIMEOUT,
    Purpose, Settings, TransportLimits, is_timeout,
};
use super::{BoxFuture, Transport};
use crate::error::{ConfigurationError, TransportError};

pub(super) struct HyperTransport {
    clients: Clients<HyperClient>,
    limits: TransportLimits,
}

/// A client with its connections.
#[derive(Clone)]
pub(super) struct HyperClient {
    shared: Arc<Shared>,
    /// The `host` header of HTTP/1, unless `hyper-util` has to write one, since it knows the version of HTTP.
    host: Option<HeaderValue>,
}

struct Shared {
    client: Client<Connector, Full<Bytes>>,
    connector: Connector,
    /// Only requests without TLS carry credentials for the proxy. Tunnels get them when they are opened.
    is_https: bool,
}

impl BuildClient for HyperClient {
    fn build(settings: &Settings, purpose: Purpose) -> Result<Self, ConfigurationError> {
        let connector = Connector::new(settings, purpose)?;
        let client = Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(POOL_IDLE_TIMEOUT)
            .build(connector.clone());
        let shared = Arc::new(Shared { client, connector, is_https: purpose.is_https });
        Ok(Self { shared, host: None })
    }

    /// Writes the `host` header once for all requests.
    fn for_host(&self, uri: &Uri) -> Self {
        let shared = Arc::clone(&self.shared);
        let host = if cfg!(feature = "http2") { None } else { host_header(uri) };
        Self { shared, host }
    }
}

impl HyperClient {
    /// Returns the credentials that a request must carry to a proxy.
    fn proxy_authorization(&self, request: &http::Request<Bytes>) -> Option<HeaderValue> {
        if self.shared.is_https {
            return None;
        }
        self.shared.connector.proxy_of(request.uri())?.basic_auth().cloned()
    }
}

impl HyperTransport {
    /// Creates a transport that builds its clients.
    pub(super) fn new(clients: Clients<HyperClient>, limits: TransportLimits) -> Self {
        Self { clients, limits }
    }

    fn exchange(
        &self,
        Lent { client, last_use, .. }: Lent<HyperClient>,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        if let Some(credentials) = client.proxy_authorization(&request) {
            request.headers_mut().insert(PROXY_AUTHORIZATION, credentials);
        }
        if let Some(host) = client.host {
            request.headers_mut().entry(HOST).or_insert(host);
        }
        let uri = request.uri().clone();
        let exchange = Exchange { uri, limits: self.limits, has_timeouts: true, last_use };
        let response = client.shared.client.request(request.map(Full::new));
        Box::pin(exchange.receive(async move { response.await.map_err(of_request) }))
    }
}

impl Transport for HyperTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        match self.clients.lend(request.uri()) {
            Ok(lent) => lent.settled(|lent| self.exchange(lent, request)),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    fn max_poll_interval(&self) -> Option<Duration> {
        Some(self.limits.read_timeout)
    }
}

impl Incoming for http::Response<Body> {
    async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        while let Some(frame) = self.frame().await {
            // Trailers are no part of the body.
            if let Ok(data) = frame.map_err(of_body)?.into_data() {
                return Ok(Some(data));
            }
        }
        Ok(None)
    }

    fn is_complete(&self) -> bool {
        self.body().is_end_stream()
    }

    fn with_body(self, body: Bytes) -> http::Response<Bytes> {
        self.map(|_| body)
    }
}

/// Returns the host of a URL, and its port unless that is the one of the scheme.
fn host_header(uri: &Uri) -> Option<HeaderValue> {
    let host = uri.host()?;
    let default_port = if uri.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 };
    match uri.port_u16().filter(|port| *port != default_port) {
        Some(port) => format!("{host}:{port}").parse().ok(),
        None => host.parse().ok(),
    }
}

fn of_request(error: Error) -> Failure {
    let is_timeout = is_timeout(&error);
    let kind = if error.is_connect() {
        FailureKind::of_connecting(&error, is_timeout)
    } else {
        FailureKind::of_sending(&error, is_timeout)
    };
    Failure { kind, source: error.into() }
}

fn of_body(error: hyper::Error) -> Failure {
    Failure { kind: FailureKind::of_reading(is_timeout(&error)), source: error.into() }
}
