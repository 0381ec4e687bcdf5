//! Connects to a host in a build without TLS.

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::proxy::matcher::Intercept;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use super::connection::Connection;
use super::tcp::tcp;
use crate::error::{BoxError, ConfigurationError};
use crate::transport::built_in::{Purpose, Settings};

pub(super) type Stream = TokioIo<TcpStream>;

pub(super) struct ToHost(HttpConnector);

impl ToHost {
    pub(super) fn new(settings: &Settings, purpose: Purpose) -> Result<Self, ConfigurationError> {
        purpose.without_tls()?;
        let mut tcp = tcp(settings.connect_timeout);
        tcp.enforce_http(true);
        Ok(Self(tcp))
    }

    pub(super) async fn connect(&self, target: Uri) -> Result<Connection, BoxError> {
        Ok(Connection::to_service(self.0.clone().call(target).await?))
    }

    pub(super) async fn connect_to_proxy(&self, proxy: &Intercept) -> Result<Connection, BoxError> {
        Ok(Connection::to_proxy(self.0.clone().call(proxy.uri().clone()).await?))
    }

    /// Without TLS, there is no client for https, and only https goes through tunnels.
    pub(super) async fn connect_through(
        &self,
        _: &Intercept,
        target: Uri,
    ) -> Result<Connection, BoxError> {
        self.connect(target).await
    }
}
