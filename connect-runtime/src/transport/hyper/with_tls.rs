//! Connects to a host, with TLS where its URL asks for it.

use std::sync::Arc;
use std::task::{Context, Poll};

use http::Uri;
use hyper::rt::{Read, Write};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connected, Connection as Connects, HttpConnector};
use hyper_util::client::proxy::matcher::Intercept;
use rustls::ClientConfig;
use tower_service::Service;

use super::connection::Connection;
use super::tcp::tcp;
use crate::error::{BoxError, ConfigurationError};
use crate::transport::BoxFuture;
use crate::transport::built_in::{Purpose, Settings};

pub(super) type Stream = MaybeHttpsStream<Channel>;

/// What TLS is added to: a TCP connection, or a tunnel, whose connection to the proxy may have TLS of its own.
///
/// As it is boxed, TLS is compiled once for both.
pub(super) type Channel = Box<dyn ReadWrite>;

pub(super) trait ReadWrite: Read + Write + Connects + Send + Unpin {}

impl<T: Read + Write + Connects + Send + Unpin> ReadWrite for T {}

impl Connects for Channel {
    fn connected(&self) -> Connected {
        (**self).connected()
    }
}

/// Opens a channel.
#[derive(Clone)]
enum Open {
    Tcp(HttpConnector),
    Tunnel(Tunnel<Box<HttpsConnector<Open>>>),
}

impl Service<Uri> for Open {
    type Response = Channel;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Channel, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        match self {
            Self::Tcp(tcp) => boxed(tcp.call(target)),
            Self::Tunnel(tunnel) => boxed(tunnel.call(target)),
        }
    }
}

fn boxed<S: ReadWrite + 'static, E: Into<BoxError>>(
    stream: impl Future<Output = Result<S, E>> + Send + 'static,
) -> BoxFuture<'static, Result<Channel, BoxError>> {
    Box::pin(async move { Ok(Box::new(stream.await.map_err(Into::into)?) as Channel) })
}

/// Offers HTTP/1 only, as `tls` itself does without the feature `http2`.
fn of_proxies(tls: &Arc<ClientConfig>) -> Arc<ClientConfig> {
    if cfg!(not(feature = "http2")) {
        return Arc::clone(tls);
    }
    let mut tls = ClientConfig::clone(tls);
    tls.alpn_protocols.clear();
    Arc::new(tls)
}

pub(super) struct ToHost {
    service: HttpsConnector<Open>,
    /// Speaks HTTP/1 only, which tunnels and absolute URLs need.
    proxy: HttpsConnector<Open>,
    tls: Arc<ClientConfig>,
}

impl ToHost {
    pub(super) fn new(settings: &Settings, purpose: Purpose) -> Result<Self, ConfigurationError> {
        let tls = settings.trust.tls_config(purpose)?;
        let tcp = Open::Tcp(tcp(settings.connect_timeout));
        Ok(Self {
            service: (tcp.clone(), Arc::clone(&tls)).into(),
            proxy: (tcp, of_proxies(&tls)).into(),
            tls,
        })
    }

    pub(super) async fn connect(&self, target: Uri) -> Result<Connection, BoxError> {
        Ok(Connection::to_service(self.service.clone().call(target).await?))
    }

    pub(super) async fn connect_to_proxy(&self, proxy: &Intercept) -> Result<Connection, BoxError> {
        let stream = self.proxy.clone().call(proxy.uri().clone()).await?;
        Ok(Connection::to_proxy(stream))
    }

    pub(super) async fn connect_through(
        &self,
        proxy: &Intercept,
        target: Uri,
    ) -> Result<Connection, BoxError> {
        let mut tunnel = Tunnel::new(proxy.uri().clone(), Box::new(self.proxy.clone()));
        if let Some(credentials) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(credentials.clone());
        }
        let mut service = HttpsConnector::from((Open::Tunnel(tunnel), Arc::clone(&self.tls)));
        Ok(Connection::to_service(service.call(target).await?))
    }
}

// The server needs what the stand-in is built on.
#[cfg(all(test, feature = "http2", feature = "testing"))]
mod tests;
