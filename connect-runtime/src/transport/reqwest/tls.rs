//! TLS settings of the default transport.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use crate::error::ConfigurationError;

/// The configuration that trusts what the platform trusts.
///
/// The provider is handed over rather than installed for the process, which is the application's to
/// decide. Without `verify`, for plain http to this machine, it trusts nobody: certificates are then
/// neither needed nor looked for.
pub(crate) fn client_config(verify: bool) -> Result<ClientConfig, ConfigurationError> {
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
    let builder = if verify {
        builder.with_platform_verifier().map_err(error)?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
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
