//! The signing state of a client.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::error::CredentialsError;
use bytes::Bytes;

use super::credentials::CredentialsCache;
use super::key::SigningKeys;
use super::signer::Signer;
use crate::declaration::operation::Operation;
use crate::error::{CredentialsProblem, Error};
use crate::time::clock::Clock;

/// The region, credentials, signing keys and clock of a client and its clones.
pub(crate) struct Signing {
    region: String,
    /// `None` for a client that was built without credentials.
    credentials: Option<CredentialsCache>,
    keys: SigningKeys,
    clock: Clock,
}

impl Signing {
    pub(crate) fn new(
        region: String,
        credentials: Option<SharedCredentialsProvider>,
        credentials_timeout: Duration,
        clock: Clock,
    ) -> Self {
        let credentials =
            credentials.map(|provider| CredentialsCache::new(provider, credentials_timeout));
        Self { region, credentials, keys: SigningKeys::default(), clock }
    }

    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Returns the cached credentials. Returns `None` if they are absent or due for a refresh at `now`.
    pub(crate) fn fresh_credentials(&self, now: SystemTime) -> Option<Credentials> {
        self.credentials.as_ref()?.fresh(now)
    }

    /// Returns credentials for a request of `operation`, and loads or refreshes them if necessary.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Credentials`] if the provider fails or takes too long, and no cached
    /// credentials are valid.
    pub(crate) async fn load_credentials(
        &self,
        operation: &Operation,
    ) -> Result<Credentials, Error> {
        let provided = match &self.credentials {
            Some(cache) => cache.credentials(self.clock.now()).await,
            None => Err(CredentialsError::not_loaded(CredentialsProblem::NoProvider)),
        };
        provided.map_err(|source| Error::Credentials { operation: operation.name(), source })
    }

    /// Drops credentials that the service reported expired, unless newer ones replaced them already.
    pub(crate) fn forget_credentials(&self, expired: &Credentials) {
        if let Some(cache) = &self.credentials {
            cache.forget(expired);
        }
    }

    /// Signs the request for `time` and adds the signature's headers.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Signing`] if a header cannot be signed.
    pub(crate) fn sign(
        &self,
        request: &mut http::Request<Bytes>,
        operation: &Operation,
        credentials: &Credentials,
        time: SystemTime,
    ) -> Result<(), Error> {
        let signed = self.signer(operation, credentials, time).sign(request);
        signed.map_err(|source| Error::Signing { operation: operation.name(), source })
    }

    /// Signs the request for the machine's time, without clock skew correction, and adds the signature
    /// to the query. It is valid for `expires_in`.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Signing`] if a header cannot be signed.
    pub(crate) fn presign(
        &self,
        request: &mut http::Request<Bytes>,
        operation: &Operation,
        credentials: &Credentials,
        expires_in: Duration,
    ) -> Result<(), Error> {
        let now = SystemTime::now();
        let presigned = self.signer(operation, credentials, now).presign(request, expires_in);
        presigned.map_err(|source| Error::Signing { operation: operation.name(), source })
    }

    fn signer<'a>(
        &'a self,
        operation: &Operation,
        credentials: &'a Credentials,
        time: SystemTime,
    ) -> Signer<'a> {
        let signing_name = operation.service().signing_name();
        Signer { keys: &self.keys, credentials, region: &self.region, signing_name, time }
    }
}
