//! How a transport builds its HTTP clients.

use std::time::Duration;

use http::Uri;

use super::purpose::Purpose;
use super::trust::Trust;
use crate::error::ConfigurationError;

/// Shorter than the service's own idle timeout. Otherwise the service could close a connection just as
/// the client sends a request on it.
pub(in crate::transport) const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

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

    /// Returns this client for requests to the host of `uri`.
    #[must_use]
    fn for_host(&self, _uri: &Uri) -> Self {
        self.clone()
    }
}
