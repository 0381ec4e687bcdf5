//! A cache of signing keys, one per day, service and secret access key.

use std::sync::{Arc, Mutex, PoisonError};

use aws_credential_types::Credentials;
use hmac::digest::InvalidLength;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::hex::hex;

/// Caches the current signing keys of a client. A client has one region, so the cache has no region key.
///
/// Deriving a key costs more than the rest of a signature
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key>).
#[derive(Default)]
pub(crate) struct SigningKeys(Mutex<Vec<Arc<SigningKey>>>);

/// A signing key and its scope.
pub(super) struct SigningKey {
    /// The credentials that the key is derived from.
    credentials: Credentials,
    date: String,
    signing_name: &'static str,
    scope: String,
    /// HMAC with the key, which it hashes only once. It is zeroed on drop.
    mac: Hmac<Sha256>,
}

impl SigningKeys {
    /// Returns the key for `date`, such as `20250101`, and derives it if necessary.
    ///
    /// Deriving a key drops the keys of other days and secrets. Their bytes are zeroed once no call uses
    /// them any more.
    ///
    /// # Errors
    ///
    /// Returns an error if HMAC refuses the length of a key. It refuses none.
    pub(super) fn get_or_derive(
        &self,
        credentials: &Credentials,
        region: &str,
        signing_name: &'static str,
        date: &str,
    ) -> Result<Arc<SigningKey>, InvalidLength> {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_current = |key: &SigningKey| key.date == date && key.is_derived_from(credentials);
        let cached = keys.iter().find(|key| key.signing_name == signing_name && is_current(key));
        if let Some(key) = cached {
            return Ok(Arc::clone(key));
        }
        keys.retain(|key| key.signing_name != signing_name && is_current(key));
        let key = Arc::new(SigningKey {
            credentials: credentials.clone(),
            date: date.to_owned(),
            signing_name,
            scope: format!("{date}/{region}/{signing_name}/aws4_request"),
            mac: derive(credentials.secret_access_key(), [date, region, signing_name])?,
        });
        keys.push(Arc::clone(&key));
        Ok(key)
    }
}

impl SigningKey {
    /// Returns the credential scope, `date/region/service/aws4_request`.
    pub(super) fn scope(&self) -> &str {
        &self.scope
    }

    /// Signs `string_to_sign` and returns lower-case hexadecimal digits.
    pub(super) fn signature(&self, string_to_sign: &[u8]) -> [u8; 64] {
        let mut mac = self.mac.clone();
        mac.update(string_to_sign);
        hex(mac.finalize().into_bytes().into())
    }

    fn is_derived_from(&self, credentials: &Credentials) -> bool {
        self.credentials.secret_access_key() == credentials.secret_access_key()
    }
}

/// Returns HMAC with the key for a date, a region and a service.
fn derive(secret: &str, scope: [&str; 3]) -> Result<Hmac<Sha256>, InvalidLength> {
    let secret = Zeroizing::new(format!("AWS4{secret}"));
    let mut mac = Hmac::new_from_slice(secret.as_bytes())?;
    for part in scope.into_iter().chain(["aws4_request"]) {
        mac.update(part.as_bytes());
        let key = Zeroizing::new(<[u8; 32]>::from(mac.finalize().into_bytes()));
        mac = Hmac::new_from_slice(&*key)?;
    }
    Ok(mac)
}
