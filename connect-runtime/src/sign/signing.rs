//! What a client needs to sign requests.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::error::CredentialsError;
use bytes::Bytes;

use super::credentials::CredentialsCache;
use super::key::SigningKeys;
use super::signer::Signer;
use crate::declaration::operation::Operation;
use crate::error::Error;
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
        clock: Clock,
    ) -> Self {
        let credentials = credentials.map(CredentialsCache::new);
        Self { region, credentials, keys: SigningKeys::default(), clock }
    }

    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Returns the cached credentials, unless it is time to refresh them.
    pub(crate) fn fresh_credentials(&self) -> Option<Credentials> {
        self.credentials.as_ref()?.fresh(self.clock.now())
    }

    /// Returns the credentials to sign a request of `operation` with, and loads them if necessary.
    ///
    /// # Errors
    ///
    /// [`Error::Credentials`] where the provider fails and no cached credentials are valid.
    pub(crate) async fn load_credentials(
        &self,
        operation: &Operation,
    ) -> Result<Credentials, Error> {
        let provided = match &self.credentials {
            Some(cache) => cache.credentials(self.clock.now()).await,
            None => Err(CredentialsError::not_loaded("the client was built without credentials")),
        };
        provided.map_err(|source| Error::Credentials { operation: operation.name(), source })
    }

    /// Drops credentials that the service reports expired, unless newer ones replaced them already.
    pub(crate) fn forget_credentials(&self, expired: &Credentials) {
        if let Some(cache) = &self.credentials {
            cache.forget(expired);
        }
    }

    /// Adds the headers of a signature that is made at `time`.
    ///
    /// # Errors
    ///
    /// [`Error::Signing`] where a header cannot be signed.
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

    /// Adds a signature to the query, valid for `expires_in` by the machine's own clock.
    ///
    /// # Errors
    ///
    /// [`Error::Signing`] where a header cannot be signed.
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
