//! Why a call has no credentials.

use std::error::Error;
use std::fmt;

use aws_credential_types::provider::error::CredentialsError;

/// A cause that the client itself finds. Its text is safe to show: it quotes no credentials.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CredentialsProblem {
    /// The client was built without a provider.
    NoProvider,
    Fault(CredentialsPart, CredentialsFault),
}

/// The parts of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CredentialsPart {
    AccessKeyId,
    SecretAccessKey,
    SessionToken,
}

/// What is wrong with a part of credentials.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CredentialsFault {
    Empty,
    /// It contains a character that is not visible ASCII.
    Unsendable,
}

impl fmt::Display for CredentialsPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccessKeyId => "access key id",
            Self::SecretAccessKey => "secret access key",
            Self::SessionToken => "session token",
        })
    }
}

impl fmt::Display for CredentialsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::Unsendable => "contains a character that cannot be sent, such as a line end",
        })
    }
}

impl fmt::Display for CredentialsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProvider => f.write_str(
                "the client was built without credentials; call `credentials(…)` on its builder",
            ),
            Self::Fault(part, fault) => write!(
                f,
                "nothing was sent, because the {part} {fault}; check where the credentials provider takes \
                 it from"
            ),
        }
    }
}

impl Error for CredentialsProblem {}

/// Writes the cause and the next step. Of the provider's own error it shows only the kind, because the text
/// may quote credentials.
pub(super) fn describe(error: &CredentialsError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let problem = error.source().and_then(<dyn Error>::downcast_ref::<CredentialsProblem>);
    if let Some(problem) = problem {
        return write!(f, "{problem}");
    }
    f.write_str(match error {
        CredentialsError::CredentialsNotLoaded(_) => {
            "no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or check the credentials \
             provider of the client"
        }
        CredentialsError::ProviderTimedOut(timed_out) => {
            return write!(
                f,
                "the credentials provider did not answer within {:?}; check what it waits for, or raise \
                 `credentials_timeout` of the client",
                timed_out.timeout_duration()
            );
        }
        CredentialsError::InvalidConfiguration(_) => {
            "the credentials provider is not configured correctly; see the cause, and check the profile \
             and the environment that it reads"
        }
        CredentialsError::ProviderError(_) => {
            "the credentials provider failed; see the cause, and check that it reaches its source"
        }
        _ => "the credentials provider failed unexpectedly; see the cause",
    })
}
