//! What the HTTP client for a URL must be able to do.

use http::Uri;
use http::uri::Scheme;

use crate::endpoint::{is_link_local, is_loopback};
#[cfg(not(feature = "__rustls"))]
use crate::error::ConfigurationError;

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
