//! What can go wrong with a call, from declaration to decoding.

mod api;
mod classify;
mod configuration;
mod construction;
mod decode;
mod transport;

use std::fmt;
use std::time::Duration;

pub use self::api::ApiError;
pub use self::configuration::ConfigurationError;
pub use self::construction::ConstructionError;
pub use self::decode::DecodeError;
pub use self::transport::{TransportError, TransportErrorKind};

/// A result whose error is [`Error`] unless another one is named.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The cause of another error.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The error of a call or of building a client.
///
/// `Display` is one line that names the operation, what failed and what to do next. The cause
/// below it is [`source`](std::error::Error::source). Neither `Display` nor `Debug` contains the
/// credentials, or more of a response body than code and message of an error; the secrets of the
/// call are taken out of these, since the service quotes signed headers.
///
/// ```
/// use connect_runtime::{Client, Error};
///
/// let error = Client::builder().build().unwrap_err();
/// assert!(matches!(error, Error::Configuration(_)));
/// assert!(error.to_string().contains("region"));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client's settings do not make a client.
    Configuration(ConfigurationError),
    /// An argument cannot be sent; nothing was sent.
    Construction(ConstructionError),
    /// The credentials provider had no credentials; nothing was sent.
    #[non_exhaustive]
    Credentials {
        /// The operation that was called.
        operation: &'static str,
        /// What the provider reported.
        source: aws_credential_types::provider::error::CredentialsError,
    },
    /// The request could not be signed; nothing was sent.
    #[non_exhaustive]
    Signing {
        /// The operation that was called.
        operation: &'static str,
        /// What the signer reported.
        source: BoxError,
    },
    /// No complete response arrived.
    #[non_exhaustive]
    Transport {
        /// The operation that was called.
        operation: &'static str,
        /// What the transport reported.
        source: TransportError,
    },
    /// The call was not done when the time ran out that it, its declaration or the client gives it.
    #[non_exhaustive]
    Timeout {
        /// The operation that was called.
        operation: &'static str,
        /// What had that time.
        kind: TimeoutKind,
        /// The time.
        after: Duration,
    },
    /// The service sent a page token that it had sent before, so that the pages would never end.
    #[non_exhaustive]
    Paging {
        /// The operation that was called.
        operation: &'static str,
    },
    /// The service answered with an error.
    Api(ApiError),
    /// The service answered with something that is not the declared output.
    Decode(DecodeError),
}

/// What a timeout of [`Error::Timeout`] is for. Those of the connection are a
/// [`TransportErrorKind`](crate::TransportErrorKind).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// The call with all its attempts and the time between them.
    Operation,
    /// One attempt, from sending it to having the whole response.
    Attempt,
}

impl Error {
    /// The name of the operation that was called, none for a [`Error::Configuration`].
    pub fn operation(&self) -> Option<&str> {
        match self {
            Self::Configuration(_) => None,
            Self::Construction(error) => Some(error.operation()),
            Self::Credentials { operation, .. }
            | Self::Signing { operation, .. }
            | Self::Transport { operation, .. }
            | Self::Timeout { operation, .. }
            | Self::Paging { operation } => Some(operation),
            Self::Api(error) => error.operation(),
            Self::Decode(error) => error.operation(),
        }
    }

    /// The name of the kind of error, for traces.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Configuration(_) => "configuration",
            Self::Construction(_) => "construction",
            Self::Credentials { .. } => "credentials",
            Self::Signing { .. } => "signing",
            Self::Transport { .. } => "transport",
            Self::Timeout { .. } => "timeout",
            Self::Paging { .. } => "paging",
            Self::Api(_) => "api",
            Self::Decode(_) => "decode",
        }
    }

    /// The error code of the service, none where the service did not answer with an error.
    pub fn code(&self) -> Option<&str> {
        self.api().map(ApiError::code)
    }

    /// The id that the service gave the request, to quote to AWS support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            _ => None,
        }
    }

    /// The service's answer, where it is one.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Whether a timeout fired: that of the operation, of an attempt or one of the transport's.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout { .. } => true,
            Self::Transport { source, .. } => source.is_timeout(),
            _ => false,
        }
    }

    /// Whether the service asked to be called less often, see [`ApiError::is_throttling`].
    pub fn is_throttling(&self) -> bool {
        self.api().is_some_and(ApiError::is_throttling)
    }

    /// Whether the same call may succeed when it is sent again: a transient failure of the network
    /// or of the service, or throttling.
    ///
    /// Whether it is safe to repeat the call is another question: one whose answer was lost may have
    /// taken effect, and Connect starts calls and creates users by `PUT` as well as by `POST`.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport { source, .. } => source.is_transient(),
            Self::Timeout { kind, .. } => *kind == TimeoutKind::Attempt,
            Self::Api(error) => error.is_retryable(),
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration(error) => error.fmt(f),
            Self::Construction(error) => error.fmt(f),
            Self::Credentials { operation, .. } => write!(
                f,
                "{operation}: no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or \
                 check the credentials provider of the client"
            ),
            Self::Signing { operation, .. } => write!(
                f,
                "{operation}: the request could not be signed; check the credentials for stray \
                 characters such as a line end"
            ),
            Self::Transport { operation, source } => write!(f, "{operation}: {source}"),
            Self::Timeout { operation, kind: TimeoutKind::Operation, after } => write!(
                f,
                "{operation}: the call was not done after {after:?}; try again, or raise its `timeout`"
            ),
            Self::Timeout { operation, kind: TimeoutKind::Attempt, after } => write!(
                f,
                "{operation}: an attempt was not done after {after:?}; try again, or raise the \
                 `attempt_timeout`"
            ),
            Self::Paging { operation } => write!(
                f,
                "{operation}: the service sent a page token that it had sent before, so its pages \
                 would never end; start anew, or stop at the last page"
            ),
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Configuration(error) => error.source(),
            Self::Construction(error) => error.source(),
            Self::Credentials { source, .. } => Some(source),
            Self::Signing { source, .. } => Some(&**source),
            // `Display` already says what the transport error says, so its cause comes next.
            Self::Transport { source, .. } => source.source(),
            Self::Timeout { .. } | Self::Paging { .. } | Self::Api(_) | Self::Decode(_) => None,
        }
    }
}

impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Self {
        Self::Configuration(error)
    }
}

impl From<ConstructionError> for Error {
    fn from(error: ConstructionError) -> Self {
        Self::Construction(error)
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}
