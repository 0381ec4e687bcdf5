//! Signing keys, derived once for a day, service and pair of keys.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use zeroize::Zeroizing;

/// The signing keys in use of a client, which is of one region.
///
/// Deriving one costs more than all the rest of a signature
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key>).
#[derive(Default)]
pub(crate) struct SigningKeys(Mutex<Vec<Arc<SigningKey>>>);

/// A key, and what it signs for.
pub(super) struct SigningKey {
    /// Of the same key pair as these.
    credentials: Credentials,
    date: String,
    signing_name: &'static str,
    scope: String,
    bytes: Zeroizing<Vec<u8>>,
}

impl SigningKeys {
    /// The key for `time`, whose date is `date`.
    ///
    /// One of another day or key pair is forgotten then: its bytes are overwritten when no call signs
    /// with it any more.
    pub(super) fn of(
        &self,
        credentials: &Credentials,
        region: &str,
        signing_name: &'static str,
        (time, date): (SystemTime, &str),
    ) -> Arc<SigningKey> {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_current = |key: &SigningKey| key.date == date && key.is_derived_from(credentials);
        let known = keys.iter().find(|key| key.signing_name == signing_name && is_current(key));
        if let Some(key) = known {
            return Arc::clone(key);
        }
        keys.retain(|key| key.signing_name != signing_name && is_current(key));
        let secret = credentials.secret_access_key();
        let key = Arc::new(SigningKey {
            credentials: credentials.clone(),
            date: date.to_owned(),
            signing_name,
            scope: format!("{date}/{region}/{signing_name}/aws4_request"),
            bytes: Zeroizing::new(
                generate_signing_key(secret, time, region, signing_name).as_ref().to_vec(),
            ),
        });
        keys.push(Arc::clone(&key));
        key
    }
}

impl SigningKey {
    /// What the key signs for, as it stands in a string to sign.
    pub(super) fn scope(&self) -> &str {
        &self.scope
    }

    /// The signature, as lower-case hexadecimal digits.
    pub(super) fn sign(&self, string_to_sign: &str) -> String {
        calculate_signature(&*self.bytes, string_to_sign.as_bytes())
    }

    fn is_derived_from(&self, credentials: &Credentials) -> bool {
        self.credentials.secret_access_key() == credentials.secret_access_key()
    }
}
