//! Connects to a host, with TLS where its URL asks for it.

use std::sync::Arc;

use http::Uri;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Intercept;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tower_service::Service;

use super::connection::Connection;
use super::tcp::tcp;
use crate::error::{BoxError, ConfigurationError};
use crate::transport::built_in::{Purpose, Settings};

/// A tunnel adds a second layer of TLS to an https proxy.
pub(super) type Stream = MaybeHttpsStream<MaybeHttpsStream<TokioIo<TcpStream>>>;

pub(super) struct ToHost {
    service: HttpsConnector<HttpConnector>,
    /// Speaks HTTP/1 only, which tunnels and absolute URLs need.
    proxy: HttpsConnector<HttpConnector>,
    tls: Arc<ClientConfig>,
}

impl ToHost {
    pub(super) fn new(settings: &Settings, purpose: Purpose) -> Result<Self, ConfigurationError> {
        let tls = settings.trust.tls_config(purpose)?;
        let mut proxy_tls = ClientConfig::clone(&tls);
        proxy_tls.alpn_protocols.clear();
        let tcp = tcp(settings.connect_timeout);
        Ok(Self {
            service: (tcp.clone(), Arc::clone(&tls)).into(),
            proxy: (tcp, proxy_tls).into(),
            tls,
        })
    }

    pub(super) async fn connect(&self, target: Uri) -> Result<Connection, BoxError> {
        let stream = self.service.clone().call(target).await?;
        Ok(Connection::to_service(MaybeHttpsStream::Http(stream)))
    }

    pub(super) async fn connect_to_proxy(&self, proxy: &Intercept) -> Result<Connection, BoxError> {
        let stream = self.proxy.clone().call(proxy.uri().clone()).await?;
        Ok(Connection::to_proxy(MaybeHttpsStream::Http(stream)))
    }

    pub(super) async fn connect_through(
        &self,
        proxy: &Intercept,
        target: Uri,
    ) -> Result<Connection, BoxError> {
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.proxy.clone());
        if let Some(credentials) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(credentials.clone());
        }
        let mut service = HttpsConnector::from((tunnel, Arc::clone(&self.tls)));
        Ok(Connection::to_service(service.call(target).await?))
    }
}
