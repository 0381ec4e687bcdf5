//! The HTTP clients that a transport builds itself.

use std::sync::Arc;

use http::Uri;
use tokio::runtime::Handle;

use super::build_client::{BuildClient, POOL_IDLE_TIMEOUT, Settings};
use super::last_use::{Idle, LastUse, settle};
use super::pools::Pools;
use super::runtime::current_runtime;
use super::trust::Trust;
use super::{TransportLimits, refused};
use crate::error::TransportError;
use crate::transport::BoxFuture;

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
            None => self.pools.find_or_create(&current_runtime(uri)?),
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
