//! Builds the `reqwest` clients of the transport.

#[cfg(feature = "__rustls")]
use std::sync::OnceLock;
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
#[cfg(feature = "__rustls")]
use rustls::ClientConfig;

use super::TransportLimits;
use super::proxy;
#[cfg(feature = "__rustls")]
use super::tls;
use super::trust::Trust;
use crate::endpoint::{is_link_local, is_loopback};
use crate::error::ConfigurationError;

/// Shorter than the service's own idle timeout. Otherwise the service could close a connection just as
/// the client sends a request on it.
pub(super) const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// What the client for a URL must be able to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Purpose {
    pub(super) is_https: bool,
    /// Loopback and link-local addresses (instance metadata) bypass proxies.
    pub(super) is_local: bool,
}

impl Purpose {
    pub(super) fn of(uri: &Uri) -> Self {
        let host = uri.host().unwrap_or_default();
        Self {
            is_https: uri.scheme() == Some(&Scheme::HTTPS),
            is_local: is_loopback(host) || is_link_local(host),
        }
    }
}

/// Returns a builder with the settings of the transport's own clients, for a client of the application.
pub(crate) fn client_builder(limits: TransportLimits) -> Result<ClientBuilder, ConfigurationError> {
    let builder = base_builder(limits.connect_timeout).read_timeout(limits.read_timeout);
    let purpose = Purpose { is_https: cfg!(feature = "__rustls"), is_local: false };
    ClientFactory::new(limits.connect_timeout, Trust::default()).with_tls(builder, purpose)
}

fn base_builder(connect_timeout: Duration) -> ClientBuilder {
    Client::builder()
        // A redirect would send the session token to another host, where the signature is invalid anyway.
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(POOL_IDLE_TIMEOUT)
}

/// Builds clients that differ only in their connections.
pub(super) struct ClientFactory {
    connect_timeout: Duration,
    #[cfg_attr(not(feature = "__rustls"), expect(dead_code, reason = "only TLS needs it"))]
    trust: Trust,
    /// The TLS configuration with certificates. Reading the platform's certificates takes long, and clients that
    /// share a configuration resume each other's TLS sessions.
    #[cfg(feature = "__rustls")]
    tls: OnceLock<Box<ClientConfig>>,
}

impl ClientFactory {
    pub(super) fn new(connect_timeout: Duration, trust: Trust) -> Self {
        Self {
            connect_timeout,
            trust,
            #[cfg(feature = "__rustls")]
            tls: OnceLock::new(),
        }
    }

    pub(super) fn build(&self, purpose: Purpose) -> Result<Client, ConfigurationError> {
        let builder = base_builder(self.connect_timeout);
        let builder = if purpose.is_local {
            builder.no_proxy()
        } else {
            proxy::check_variables(|name| std::env::var(name))?;
            builder
        };
        self.with_tls(builder, purpose)?.build().map_err(|source| {
            let reason = "could not be built for this endpoint";
            ConfigurationError::new("transport", reason, "see the cause").caused_by(source)
        })
    }

    #[cfg(feature = "__rustls")]
    fn with_tls(
        &self,
        builder: ClientBuilder,
        purpose: Purpose,
    ) -> Result<ClientBuilder, ConfigurationError> {
        // The proxy may use https even if the endpoint does not.
        if !purpose.is_https && purpose.is_local {
            return Ok(builder.tls_backend_preconfigured(tls::client_config(false, &self.trust)?));
        }
        let config = match self.tls.get() {
            Some(config) => config,
            None => {
                let config = tls::client_config(true, &self.trust)?;
                // If another thread was faster, its configuration is used.
                self.tls.get_or_init(|| Box::new(config))
            }
        };
        Ok(builder.tls_backend_preconfigured(ClientConfig::clone(config)))
    }

    #[cfg(not(feature = "__rustls"))]
    #[expect(clippy::unused_self, reason = "the same signature as with TLS")]
    fn with_tls(
        &self,
        builder: ClientBuilder,
        purpose: Purpose,
    ) -> Result<ClientBuilder, ConfigurationError> {
        if purpose.is_https {
            return Err(ConfigurationError::new(
                "endpoint_url",
                "is https, but no TLS was built in",
                "enable the feature `rustls-ring` or `rustls-aws-lc-rs` of connect-runtime",
            ));
        }
        Ok(builder)
    }
}
