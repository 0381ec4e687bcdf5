//! Builds the `reqwest` clients of the transport.

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
#[cfg(feature = "__rustls")]
use rustls::ClientConfig;

use crate::error::ConfigurationError;
use crate::transport::built_in::{
    ALL_SCHEMES, BuildClient, POOL_IDLE_TIMEOUT, Purpose, Settings, TransportLimits, Trust,
    check_variables,
};

/// Returns a builder with the settings of the transport's own clients, for a client of the application.
pub(crate) fn client_builder(limits: TransportLimits) -> Result<ClientBuilder, ConfigurationError> {
    let TransportLimits { connect_timeout, read_timeout, .. } = limits;
    let settings = Settings { connect_timeout, trust: Trust::default() };
    let purpose = Purpose { is_https: cfg!(feature = "__rustls"), is_local: false };
    with_tls(base_builder(&settings).read_timeout(read_timeout), &settings, purpose)
}

impl BuildClient for Client {
    fn build(settings: &Settings, purpose: Purpose) -> Result<Self, ConfigurationError> {
        let builder = base_builder(settings);
        let builder = if purpose.is_local {
            builder.no_proxy()
        } else {
            // `reqwest` uses SOCKS proxies if the application turns on its feature `socks`.
            check_variables(&ALL_SCHEMES, |name| std::env::var(name))?;
            builder
        };
        with_tls(builder, settings, purpose)?.build().map_err(|source| {
            let reason = "could not be built for this endpoint";
            ConfigurationError::new("transport", reason, "see the cause").caused_by(source)
        })
    }
}

fn base_builder(settings: &Settings) -> ClientBuilder {
    Client::builder()
        // A redirect would send the session token to another host, where the signature is invalid anyway.
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(settings.connect_timeout)
        .pool_idle_timeout(POOL_IDLE_TIMEOUT)
}

#[cfg(feature = "__rustls")]
fn with_tls(
    builder: ClientBuilder,
    settings: &Settings,
    purpose: Purpose,
) -> Result<ClientBuilder, ConfigurationError> {
    let config = settings.trust.tls_config(purpose)?;
    Ok(builder.tls_backend_preconfigured(ClientConfig::clone(&config)))
}

#[cfg(not(feature = "__rustls"))]
fn with_tls(
    builder: ClientBuilder,
    _: &Settings,
    purpose: Purpose,
) -> Result<ClientBuilder, ConfigurationError> {
    purpose.without_tls()?;
    Ok(builder)
}
