//! The HTTP clients that a transport builds itself.

use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use tokio::runtime::Handle;

use super::last_use::{Idle, LastUse, settle};
use super::pools::Pools;
use super::trust::Trust;
use super::{TransportLimits, refused, runtime};
use crate::endpoint::{is_link_local, is_loopback};
use crate::error::{ConfigurationError, TransportError};
use crate::transport::BoxFuture;

/// Shorter than the service's own idle timeout. Otherwise the service could close a connection just as
/// the client sends a request on it.
pub(in crate::transport) const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// What the client for a URL must be able to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::transport) struct Purpose {
    pub(in crate::transport) is_https: bool,
    /// Loopback and link-local addresses (instance metadata) bypass proxies.
    pub(in crate::transport) is_local: bool,
}

impl Purpose {
    pub(in crate::transport) fn of(uri: &Uri) -> Self {
        let host = uri.host().unwrap_or_default();
        Self {
            is_https: uri.scheme() == Some(&Scheme::HTTPS),
            is_local: is_loopback(host) || is_link_local(host),
        }
    }

    /// Checks that the client needs no TLS, as none was built in.
    #[cfg(not(feature = "__rustls"))]
    pub(in crate::transport) fn without_tls(self) -> Result<(), ConfigurationError> {
        if !self.is_https {
            return Ok(());
        }
        Err(ConfigurationError::new(
            "endpoint_url",
            "is https, but no TLS was built in",
            "enable the feature `rustls-ring` or `rustls-aws-lc-rs` of connect-runtime",
        ))
    }
}

/// What all clients of a transport have in common.
pub(in crate::transport) struct Settings {
    pub(in crate::transport) connect_timeout: Duration,
    #[cfg_attr(not(feature = "__rustls"), expect(dead_code, reason = "only TLS needs it"))]
    pub(in crate::transport) trust: Trust,
}

/// An HTTP client that a transport can build. Clones share connections.
pub(in crate::transport) trait BuildClient:
    Clone + Send + Sync + 'static
{
    /// Builds a client without connections.
    ///
    /// # Errors
    ///
    /// Returns an error if the environment names a proxy that cannot be used, or TLS cannot be set up.
    fn build(settings: &Settings, purpose: Purpose) -> Result<Self, ConfigurationError>;
}

/// The clients of a transport: one for each runtime and purpose.
pub(in crate::transport) struct Clients<C> {
    pools: Pools<C>,
    settings: Settings,
}

/// The client for a request.
pub(in crate::transport) struct Lent<C> {
    pub(in crate::transport) client: C,
    pub(in crate::transport) last_use: Arc<LastUse>,
    /// Whether the client may have connections that the server closed.
    pub(in crate::transport) is_idle: bool,
}

impl<C: Send> Lent<C> {
    /// Starts an exchange, after the runtime could notice which connections the server closed.
    pub(in crate::transport) fn settled<'a, T: Send + 'a>(
        self,
        exchange: impl FnOnce(Self) -> BoxFuture<'a, T> + Send + 'a,
    ) -> BoxFuture<'a, T>
    where
        C: 'a,
    {
        if !self.is_idle {
            return exchange(self);
        }
        Box::pin(async move {
            settle().await;
            self.last_use.renew();
            exchange(self).await
        })
    }
}

impl<C: BuildClient> Clients<C> {
    /// Creates clients that are built on first use.
    pub(in crate::transport) fn new(limits: TransportLimits, trust: Trust) -> Self {
        let settings = Settings { connect_timeout: limits.connect_timeout, trust };
        Self { pools: Pools::new(), settings }
    }

    /// Returns the client for a request to `uri` on the current runtime.
    pub(in crate::transport) fn lend(&self, uri: &Uri) -> Result<Lent<C>, TransportError> {
        let known = Handle::try_current().ok().and_then(|runtime| self.pools.find(&runtime));
        let pool = match known {
            Some(pool) => pool,
            None => self.pools.find_or_create(&runtime::current(uri)?),
        };
        let idle = pool.last_use().call_starts(POOL_IDLE_TIMEOUT);
        if idle == Idle::TooLong {
            // The machine may have been asleep, and then no driver knows what happened to a connection.
            pool.clear();
            pool.last_use().renew();
        }
        let client = pool.client(uri, &self.settings).map_err(|source| refused(uri, source))?;
        let last_use = Arc::clone(pool.last_use());
        Ok(Lent { client, last_use, is_idle: idle == Idle::AWhile })
    }
}
