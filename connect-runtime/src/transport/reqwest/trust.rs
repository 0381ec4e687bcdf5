//! The certificate authorities that the default transport trusts.

use std::path::PathBuf;
#[cfg(feature = "__rustls")]
use std::sync::Arc;

#[cfg(feature = "__rustls")]
use rustls::RootCertStore;
#[cfg(feature = "__rustls")]
use rustls::pki_types::{CertificateDer, pem::PemObject};

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
    pub(super) bundle: Option<Arc<RootCertStore>>,
}

impl Trust {
    /// Trusts the certificates of a bundle instead of the platform's, as the AWS CLI does.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or contains no certificate.
    #[cfg(feature = "__rustls")]
    pub(crate) fn in_bundle(bundle: &CaBundle) -> Result<Self, ConfigurationError> {
        let CaBundle { path, setting } = bundle;
        // Quoted and escaped, so that the error stays on one line.
        let shown = path.to_string_lossy();
        let error = |problem: &str| {
            let reason = format!("names the file {shown:?}, which {problem}");
            let help = "give the path of a PEM file with the certificates to trust, or unset it";
            ConfigurationError::new(setting, reason, help)
        };
        let pem =
            std::fs::read(path).map_err(|source| error("cannot be read").caused_by(source))?;
        let certificates = CertificateDer::pem_slice_iter(&pem)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|source| error("is not in PEM format").caused_by(source))?;
        let mut roots = RootCertStore::empty();
        // A bundle may contain old certificates that TLS cannot use.
        let (usable, _) = roots.add_parsable_certificates(certificates);
        if usable == 0 {
            return Err(error("contains no usable certificate"));
        }
        Ok(Self { bundle: Some(Arc::new(roots)) })
    }

    /// Trusts no certificate.
    #[cfg(feature = "aws-config")]
    pub(crate) fn nothing() -> Self {
        Self {
            #[cfg(feature = "__rustls")]
            bundle: Some(Arc::new(RootCertStore::empty())),
        }
    }

    /// Without TLS, there are no certificates to check.
    #[cfg(not(feature = "__rustls"))]
    #[expect(clippy::unnecessary_wraps, reason = "the same signature as with TLS")]
    pub(crate) fn in_bundle(_: &CaBundle) -> Result<Self, ConfigurationError> {
        Ok(Self {})
    }
}
