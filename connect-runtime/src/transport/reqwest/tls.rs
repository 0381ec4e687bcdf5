//! TLS settings of the default transport.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::trust::Trust;
use crate::error::ConfigurationError;

/// Returns a TLS configuration that trusts the certificates of `trust`.
///
/// The crypto provider is passed explicitly, because installing a process-wide one is up to the application.
/// If `needs_tls` is false, as for plain http without a proxy, the configuration trusts no certificates
/// and does not load the platform's.
pub(crate) fn client_config(
    needs_tls: bool,
    trust: &Trust,
) -> Result<ClientConfig, ConfigurationError> {
    let error = |source| {
        ConfigurationError::new(
            "TLS",
            "could not be set up",
            "install the platform's certificates (package `ca-certificates` on Debian)",
        )
        .caused_by(source)
    };
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(error)?;
    let builder = match (&trust.bundle, needs_tls) {
        (Some(roots), _) => builder.with_root_certificates(Arc::clone(roots)),
        (None, true) => builder.with_platform_verifier().map_err(error)?,
        (None, false) => builder.with_root_certificates(RootCertStore::empty()),
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = alpn_protocols();
    Ok(config)
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
