//! A cache of signing keys, one per day, service and secret access key.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::sign::v4::generate_signing_key;
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
    /// Returns the key for `time`, whose date is `date`, and derives it if necessary.
    ///
    /// Deriving a key drops the keys of other days and secrets. Their bytes are zeroed once no call uses
    /// them any more.
    pub(super) fn get_or_derive(
        &self,
        credentials: &Credentials,
        region: &str,
        signing_name: &'static str,
        (time, date): (SystemTime, &str),
    ) -> Arc<SigningKey> {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_current = |key: &SigningKey| key.date == date && key.is_derived_from(credentials);
        let cached = keys.iter().find(|key| key.signing_name == signing_name && is_current(key));
        if let Some(key) = cached {
            return Arc::clone(key);
        }
        keys.retain(|key| key.signing_name != signing_name && is_current(key));
        let secret = credentials.secret_access_key();
        let key = Arc::new(SigningKey {
            credentials: credentials.clone(),
            date: date.to_owned(),
            signing_name,
            scope: format!("{date}/{region}/{signing_name}/aws4_request"),
            mac: mac(generate_signing_key(secret, time, region, signing_name).as_ref()),
        });
        keys.push(Arc::clone(&key));
        key
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

/// Returns HMAC with a key of up to 64 bytes. HMAC itself pads such a key with zeros.
fn mac(key: &[u8]) -> Hmac<Sha256> {
    let mut padded = Zeroizing::new([0; 64]);
    padded.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    Hmac::new((&*padded).into())
}
