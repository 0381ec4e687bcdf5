//! The certificate authorities that the default transport trusts.

use std::path::PathBuf;
#[cfg(feature = "__rustls")]
use std::sync::Arc;

#[cfg(feature = "__rustls")]
use rustls::pki_types::{CertificateDer, pem::PemObject};
#[cfg(feature = "__rustls")]
use rustls::{ClientConfig, RootCertStore};
#[cfg(feature = "__rustls")]
use sha2::{Digest, Sha256};

#[cfg(feature = "__rustls")]
use super::purpose::Purpose;
#[cfg(feature = "__rustls")]
use super::tls;
use crate::error::ConfigurationError;

/// A file with certificates, and the setting or environment variable that names it.
#[cfg_attr(
    not(feature = "__rustls"),
    expect(dead_code, reason = "there are no certificates to check")
)]
pub(crate) struct CaBundle {
    pub(crate) path: PathBuf,
    pub(crate) setting: &'static str,
}

/// The certificate authorities to trust: those of a bundle, else those of the platform.
#[derive(Clone, Default)]
pub(crate) struct Trust {
    #[cfg(feature = "__rustls")]
    own: Option<Arc<ClientConfig>>,
}

#[cfg(feature = "__rustls")]
impl Trust {
    /// Trusts the certificates of a bundle instead of the platform's, as the AWS CLI does.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or contains no certificate.
    pub(crate) fn in_bundle(bundle: &CaBundle) -> Result<Self, ConfigurationError> {
        let pem = std::fs::read(&bundle.path)
            .map_err(|source| wrong_bundle(bundle, "cannot be read").caused_by(source))?;
        let config =
            tls::trusting_bundle(Sha256::digest(&pem).into(), || certificates(&pem, bundle))?;
        Ok(Self { own: Some(config) })
    }

    /// Trusts no certificate.
    #[cfg(feature = "aws-config")]
    pub(crate) fn nothing() -> Self {
        Self { own: tls::trusting_nothing().ok() }
    }

    /// Returns the TLS configuration for a client.
    ///
    /// # Errors
    ///
    /// Returns an error if the platform's certificates cannot be loaded.
    pub(in crate::transport) fn tls_config(
        &self,
        purpose: Purpose,
    ) -> Result<Arc<ClientConfig>, ConfigurationError> {
        match &self.own {
            Some(config) => Ok(Arc::clone(config)),
            // The proxy may use https even if the endpoint does not.
            None if purpose.is_local && !purpose.is_https => tls::trusting_nothing(),
            None => tls::trusting_platform(),
        }
    }
}

/// Without TLS, there are no certificates to check.
#[cfg(not(feature = "__rustls"))]
impl Trust {
    #[expect(clippy::unnecessary_wraps, reason = "the same signature as with TLS")]
    pub(crate) fn in_bundle(_: &CaBundle) -> Result<Self, ConfigurationError> {
        Ok(Self {})
    }

    #[cfg(feature = "aws-config")]
    pub(crate) fn nothing() -> Self {
        Self {}
    }
}

#[cfg(feature = "__rustls")]
fn certificates(pem: &[u8], bundle: &CaBundle) -> Result<RootCertStore, ConfigurationError> {
    let certificates = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|source| wrong_bundle(bundle, "is not in PEM format").caused_by(source))?;
    let mut roots = RootCertStore::empty();
    // A bundle may contain old certificates that TLS cannot use.
    let (usable, _) = roots.add_parsable_certificates(certificates);
    if usable == 0 {
        return Err(wrong_bundle(bundle, "contains no usable certificate"));
    }
    Ok(roots)
}

#[cfg(feature = "__rustls")]
fn wrong_bundle(bundle: &CaBundle, problem: &str) -> ConfigurationError {
    // Quoted and escaped, so that the error stays on one line.
    let reason = format!("names the file {:?}, which {problem}", bundle.path.to_string_lossy());
    let help = "give the path of a PEM file with the certificates to trust, or unset it";
    ConfigurationError::new(bundle.setting, reason, help)
}
