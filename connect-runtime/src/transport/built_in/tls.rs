//! The TLS configurations of the process.
//!
//! Reading the platform's certificates takes milliseconds, so all clients with the same trust settings share one
//! configuration. They also resume each other's TLS sessions.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::WantsClientCert;
use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::BuilderVerifierExt;

use crate::error::ConfigurationError;

/// The certificate authorities that a configuration trusts.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::transport) enum Roots {
    /// None, for plain http without a proxy. The platform's certificates are not read for it.
    Nothing,
    Platform,
    /// A bundle with this SHA-256 digest.
    Bundle([u8; 32]),
}

static CONFIGURATIONS: Mutex<Vec<(Roots, Arc<ClientConfig>)>> = Mutex::new(Vec::new());

/// A program that renews its bundle while it runs needs only the last ones.
const MAX_CONFIGURATIONS: usize = 8;

/// Returns the configuration that trusts nothing.
pub(in crate::transport) fn trusting_nothing() -> Result<Arc<ClientConfig>, ConfigurationError> {
    shared(Roots::Nothing, &|builder| Ok(builder.with_root_certificates(RootCertStore::empty())))
}

/// Returns the configuration that trusts the platform's certificates.
pub(in crate::transport) fn trusting_platform() -> Result<Arc<ClientConfig>, ConfigurationError> {
    shared(Roots::Platform, &|builder| builder.with_platform_verifier().map_err(not_set_up))
}

/// Returns the configuration that trusts the certificates which `read` gets from a bundle.
pub(super) fn trusting_bundle(
    digest: [u8; 32],
    read: impl Fn() -> Result<RootCertStore, ConfigurationError>,
) -> Result<Arc<ClientConfig>, ConfigurationError> {
    shared(Roots::Bundle(digest), &|builder| Ok(builder.with_root_certificates(read()?)))
}

/// Returns the configuration for `roots`. Builds it if the process has none.
fn shared(
    roots: Roots,
    with_roots: &dyn Fn(
        ConfigBuilder<ClientConfig, WantsVerifier>,
    )
        -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, ConfigurationError>,
) -> Result<Arc<ClientConfig>, ConfigurationError> {
    // Another thread that needs the same configuration waits for this one.
    let mut configurations = CONFIGURATIONS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, config)) = configurations.iter().find(|(other, _)| *other == roots) {
        return Ok(Arc::clone(config));
    }
    // The provider is passed explicitly, because installing a process-wide one is up to the application.
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(not_set_up)?;
    let mut config = with_roots(builder)?.with_no_client_auth();
    config.alpn_protocols = alpn_protocols();
    let config = Arc::new(config);
    if configurations.len() >= MAX_CONFIGURATIONS {
        let oldest = configurations.iter().position(|(other, _)| matches!(other, Roots::Bundle(_)));
        oldest.map(|oldest| configurations.remove(oldest));
    }
    configurations.push((roots, Arc::clone(&config)));
    Ok(config)
}

fn not_set_up(source: rustls::Error) -> ConfigurationError {
    ConfigurationError::new(
        "TLS",
        "could not be set up",
        "install the platform's certificates (package `ca-certificates` on Debian)",
    )
    .caused_by(source)
}

#[cfg(feature = "rustls-aws-lc-rs")]
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc-rs")))]
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

#[cfg(feature = "http2")]
fn alpn_protocols() -> Vec<Vec<u8>> {
    vec![b"h2".to_vec(), b"http/1.1".to_vec()]
}

#[cfg(not(feature = "http2"))]
fn alpn_protocols() -> Vec<Vec<u8>> {
    vec![b"http/1.1".to_vec()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_with_the_same_trust_share_a_configuration() {
        assert!(Arc::ptr_eq(&trusting_nothing().unwrap(), &trusting_nothing().unwrap()));
        let bundle = |digest| trusting_bundle([digest; 32], || Ok(RootCertStore::empty())).unwrap();
        let mut last = bundle(0);
        for digest in 1..20 {
            let config = bundle(digest);
            assert!(Arc::ptr_eq(&config, &bundle(digest)) && !Arc::ptr_eq(&config, &last));
            assert!(Arc::ptr_eq(&last, &bundle(digest - 1)), "the last ones are kept");
            assert!(CONFIGURATIONS.lock().unwrap().len() <= MAX_CONFIGURATIONS);
            last = config;
        }
        assert!(!Arc::ptr_eq(&trusting_nothing().unwrap(), &bundle(19)));
    }

    #[test]
    fn a_failure_is_not_remembered() {
        let unreadable = || Err(ConfigurationError::new("ca_bundle", "is not there", "write it"));
        assert!(trusting_bundle([100; 32], unreadable).is_err());
        assert!(trusting_bundle([100; 32], || Ok(RootCertStore::empty())).is_ok());
    }
}
