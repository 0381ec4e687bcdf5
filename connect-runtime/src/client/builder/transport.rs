//! The settings of the transport.

use std::sync::Arc;
#[cfg(feature = "reqwest")]
use std::time::Duration;

use super::ClientBuilder;
use crate::endpoint::Endpoints;
use crate::error::ConfigurationError;
use crate::transport::Transport;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::{ReqwestTransport, TransportLimits};

/// What carries the requests, as it is configured.
#[derive(Default)]
pub(super) struct TransportSettings {
    #[cfg(feature = "reqwest")]
    limits: TransportLimits,
    #[cfg(feature = "reqwest")]
    reqwest_client: Option<reqwest::Client>,
    given: Option<Arc<dyn Transport>>,
    wrappers: Vec<Wrap>,
}

/// Puts a transport around another one.
type Wrap = Box<dyn FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send>;

impl TransportSettings {
    #[cfg(feature = "reqwest")]
    pub(super) fn build(
        self,
        endpoints: &Endpoints,
    ) -> Result<Arc<dyn Transport>, ConfigurationError> {
        let transport: Arc<dyn Transport> = match (self.given, self.reqwest_client) {
            (Some(transport), _) => transport,
            (None, Some(client)) => Arc::new(ReqwestTransport::with_client(client, self.limits)),
            (None, None) => {
                let base_url = endpoints.of_connect().as_str();
                Arc::new(ReqwestTransport::new(base_url, self.limits)?)
            }
        };
        Ok(self.wrappers.into_iter().fold(transport, |inner, wrap| wrap(inner)))
    }

    #[cfg(not(feature = "reqwest"))]
    pub(super) fn build(self, _: &Endpoints) -> Result<Arc<dyn Transport>, ConfigurationError> {
        let transport = self.given.ok_or_else(|| {
            let help = "call `transport(…)` on the builder, or enable the feature `reqwest`";
            ConfigurationError::new("transport", "is not set", help)
        })?;
        Ok(self.wrappers.into_iter().fold(transport, |inner, wrap| wrap(inner)))
    }
}

impl ClientBuilder {
    /// The longest response body that the default transport accepts, in bytes; default 16 MiB. A
    /// longer one ends the call with an error while it arrives.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.transport.limits.max_response_bytes = bytes;
        self
    }

    /// The longest time that the default transport takes to connect, name resolution and TLS included;
    /// default 3.1 seconds, as the AWS SDKs have it.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.transport.limits.connect_timeout = timeout;
        self
    }

    /// The longest time that the default transport waits for more of a response; default 30 seconds.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.transport.limits.read_timeout = timeout;
        self
    }

    /// Sends by a `reqwest` client of the application, whose proxies, certificates, connections and
    /// timeouts are used then: of the settings here, [`max_response_bytes`](Self::max_response_bytes)
    /// holds.
    ///
    /// It must follow no redirect, as the session token goes along with one; a call that was redirected
    /// ends with an error. `reqwest`'s own retries, which it does for some connections that break, are
    /// best turned off too, as those here are counted and bounded. A
    /// [`transport`](Self::transport) goes before it.
    ///
    /// ```no_run
    /// use connect_runtime::Client;
    /// use connect_runtime::reqwest;
    ///
    /// let http = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .retry(reqwest::retry::never())
    ///     .build()?;
    /// let builder = Client::builder().reqwest_client(http);
    /// # Ok::<(), reqwest::Error>(())
    /// ```
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn reqwest_client(mut self, client: reqwest::Client) -> Self {
        self.transport.reqwest_client = Some(client);
        self
    }

    /// Replaces the transport. It bounds the size of responses itself, and the time to connect:
    /// `max_response_bytes`, `connect_timeout` and `read_timeout` are settings of the default one.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport.given = Some(Arc::new(transport));
        self
    }

    /// Puts a transport around the one that the client would have, default or given: to log, to record,
    /// to limit. It gets signed requests, once for each attempt; the one added last is the outermost.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use connect_runtime::bytes::Bytes;
    /// use connect_runtime::{BoxFuture, Client, Operation, Transport, TransportError, http};
    ///
    /// struct Announce(Arc<dyn Transport>);
    ///
    /// impl Transport for Announce {
    ///     fn send(
    ///         &self,
    ///         request: http::Request<Bytes>,
    ///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
    ///         if let Some(operation) = request.extensions().get::<&'static Operation>() {
    ///             println!("calling {}", operation.name());
    ///         }
    ///         self.0.send(request)
    ///     }
    /// }
    ///
    /// let builder = Client::builder().wrap_transport(Announce);
    /// ```
    #[must_use]
    pub fn wrap_transport<T: Transport>(
        mut self,
        wrap: impl FnOnce(Arc<dyn Transport>) -> T + Send + 'static,
    ) -> Self {
        self.transport.wrappers.push(Box::new(|inner| Arc::new(wrap(inner))));
        self
    }
}
