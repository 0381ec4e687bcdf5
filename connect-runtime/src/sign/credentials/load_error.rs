//! A failed load whose error several calls share.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use aws_credential_types::provider::error::CredentialsError;

use crate::error::CredentialsProblem;

/// The shared error of a load. `CredentialsError` is not `Clone`, so each waiting call gets a copy made by
/// [`to_error`](Self::to_error).
#[derive(Debug, Clone)]
pub(super) struct LoadError(Arc<CredentialsError>);

impl LoadError {
    pub(super) fn new(error: CredentialsError) -> Self {
        Self(Arc::new(error))
    }

    pub(super) fn to_error(&self) -> CredentialsError {
        let cause = self.0.source();
        if let Some(problem) = cause.and_then(<dyn Error>::downcast_ref::<CredentialsProblem>) {
            return CredentialsError::invalid_configuration(*problem);
        }
        match &*self.0 {
            CredentialsError::CredentialsNotLoaded(_) if cause.is_none() => {
                CredentialsError::not_loaded_no_source()
            }
            CredentialsError::CredentialsNotLoaded(_) => CredentialsError::not_loaded(self.clone()),
            CredentialsError::ProviderTimedOut(timed_out) => {
                CredentialsError::provider_timed_out(timed_out.timeout_duration())
            }
            CredentialsError::InvalidConfiguration(_) => {
                CredentialsError::invalid_configuration(self.clone())
            }
            CredentialsError::ProviderError(_) => CredentialsError::provider_error(self.clone()),
            _ => CredentialsError::unhandled(self.clone()),
        }
    }
}

/// Shows the cause instead of the error: the copy made by `to_error` already shows the error's own text.
impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.source() {
            Some(cause) => write!(f, "{cause}"),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Error for LoadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()?.source()
    }
}
