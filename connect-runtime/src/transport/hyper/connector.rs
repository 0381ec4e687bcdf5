//! Opens connections: direct ones, through proxies, and with TLS.

use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tokio::time::timeout;
use tower_service::Service;

use super::ToHost;
use super::connection::Connection;
use crate::error::{BoxError, ConfigurationError};
use crate::transport::BoxFuture;
use crate::transport::built_in::{HTTP_SCHEMES, Purpose, Settings, check_variables};

/// A cheap clone, because the HTTP client makes two of it for each request.
#[derive(Clone)]
pub(super) struct Connector(Arc<Routes>);

struct Routes {
    to_host: ToHost,
    /// The proxies of the environment, unless the client is for a host that bypasses them.
    proxies: Option<Matcher>,
    connect_timeout: Duration,
}

impl Connector {
    /// Creates a connector with the proxies of the environment.
    pub(super) fn new(settings: &Settings, purpose: Purpose) -> Result<Self, ConfigurationError> {
        let proxies = if purpose.is_local {
            None
        } else {
            check_variables(&HTTP_SCHEMES, |name| std::env::var(name))?;
            Some(Matcher::from_env())
        };
        Ok(Self(Arc::new(Routes {
            to_host: ToHost::new(settings, purpose)?,
            proxies,
            connect_timeout: settings.connect_timeout,
        })))
    }

    /// Returns the proxy for a URL.
    pub(super) fn proxy_of(&self, target: &Uri) -> Option<Intercept> {
        self.0.proxies.as_ref()?.intercept(target)
    }
}

impl Service<Uri> for Connector {
    type Response = Connection;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Connection, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connector = self.clone();
        Box::pin(async move {
            let connection = timeout(connector.0.connect_timeout, connector.connect(target)).await;
            connection.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
        })
    }
}

impl Connector {
    async fn connect(&self, target: Uri) -> Result<Connection, BoxError> {
        let to_host = &self.0.to_host;
        match self.proxy_of(&target) {
            None => to_host.connect(target).await,
            Some(proxy) if target.scheme() == Some(&Scheme::HTTPS) => {
                to_host.connect_through(&proxy, target).await
            }
            // The proxy reads the request and sends it on.
            Some(proxy) => to_host.connect_to_proxy(&proxy).await,
        }
    }
}
