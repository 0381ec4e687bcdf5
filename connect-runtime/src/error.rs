//! The errors of a call and of building a client.

mod api;
mod classify;
mod configuration;
mod construction;
mod credentials;
mod decode;
mod explanation;
mod hint;
mod items;
mod meaning;
mod one_line;
mod redact;
mod text;
mod transport;

use std::fmt;
use std::time::Duration;

use aws_credential_types::provider::error::CredentialsError;

pub use self::api::ApiError;
pub use self::configuration::ConfigurationError;
pub use self::construction::ConstructionError;
pub(crate) use self::credentials::{CredentialsFault, CredentialsPart, CredentialsProblem};
pub use self::decode::DecodeError;
use self::hint::CHECK_EFFECT;
pub(crate) use self::text::ErrorText;
pub use self::transport::{TransportError, TransportErrorKind};

/// A `Result` whose error type defaults to [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The boxed cause of another error.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// An error of a call or of building a client.
///
/// `Display` writes one line with the operation, what failed and what to do next.
/// [`source`](std::error::Error::source) returns the cause.
///
/// Neither `Display` nor `Debug` shows credentials. Of a response body, they show only the code of
/// an error, the text that [`ApiError::message`] returns, and the members that [explain](ApiError) an error. The
/// client removes the secrets of the call from these, because the service quotes signed headers.
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
    /// A setting of the client is missing or wrong.
    Configuration(ConfigurationError),
    /// An argument could not be encoded; nothing was sent.
    Construction(ConstructionError),
    /// A fake does not implement the method; nothing was sent.
    ///
    /// See [`connect_api`](macro@crate::connect_api#fakes) for partial fakes.
    #[non_exhaustive]
    Unimplemented {
        /// The operation that was called.
        operation: &'static str,
    },
    /// The credentials provider returned no usable credentials in time; nothing was sent.
    #[non_exhaustive]
    Credentials {
        /// The operation that was called.
        operation: &'static str,
        /// What the provider reported.
        source: CredentialsError,
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
    /// The call or one of its attempts took longer than its timeout.
    #[non_exhaustive]
    Timeout {
        /// The operation that was called.
        operation: &'static str,
        /// Which timeout passed.
        kind: TimeoutKind,
        /// The length of the timeout.
        after: Duration,
        /// Whether repeating the call may act twice: a request was sent, and the call is not
        /// [idempotent](crate::Operation::is_idempotent).
        may_act_twice: bool,
    },
    /// The client's [pace](crate::ClientBuilder::pace) allows the request only after the timeout of the call;
    /// nothing was sent.
    #[non_exhaustive]
    Pace {
        /// The operation that was called.
        operation: &'static str,
        /// How long the request would have waited for its turn from then on.
        wait: Duration,
    },
    /// The service sent a page token that it had sent before, so the pages would never end.
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

/// The timeout that an [`Error::Timeout`] reports.
///
/// Connect and read timeouts are a [`TransportErrorKind`](crate::TransportErrorKind) instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// The timeout of the call with all its attempts and the delays between them.
    Operation,
    /// The timeout of one attempt, from sending the request to receiving the whole response.
    Attempt,
}

impl Error {
    /// Returns the name of the operation that was called.
    ///
    /// It is `None` for [`Error::Configuration`], and for an [`ApiError`] or [`DecodeError`] that no call
    /// returned.
    pub fn operation(&self) -> Option<&str> {
        match self {
            Self::Configuration(_) => None,
            Self::Construction(error) => Some(error.operation()),
            Self::Unimplemented { operation }
            | Self::Credentials { operation, .. }
            | Self::Signing { operation, .. }
            | Self::Transport { operation, .. }
            | Self::Timeout { operation, .. }
            | Self::Pace { operation, .. }
            | Self::Paging { operation } => Some(operation),
            Self::Api(error) => error.operation(),
            Self::Decode(error) => error.operation(),
        }
    }

    /// Returns the name of the variant, for traces.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Configuration(_) => "configuration",
            Self::Construction(_) => "construction",
            Self::Unimplemented { .. } => "unimplemented",
            Self::Credentials { .. } => "credentials",
            Self::Signing { .. } => "signing",
            Self::Transport { .. } => "transport",
            Self::Timeout { .. } => "timeout",
            Self::Pace { .. } => "pace",
            Self::Paging { .. } => "paging",
            Self::Api(_) => "api",
            Self::Decode(_) => "decode",
        }
    }

    /// Marks an error of a call that may act twice if it is repeated.
    pub(crate) fn of_unrepeatable_call(self) -> Self {
        match self {
            Self::Transport { operation, source } => {
                Self::Transport { operation, source: source.of_unrepeatable_call() }
            }
            Self::Timeout { operation, kind, after, .. } => {
                Self::Timeout { operation, kind, after, may_act_twice: true }
            }
            other => other,
        }
    }

    /// Returns the service's error code, or `None` if the service did not answer with an error.
    pub fn code(&self) -> Option<&str> {
        self.api().map(ApiError::code)
    }

    /// Returns the request id that the service assigned, to quote to AWS support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            _ => None,
        }
    }

    /// Returns the service's error response, if there is one.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Whether a timeout passed: that of the operation, of an attempt, of the transport or for the
    /// credentials provider.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout { .. } => true,
            Self::Credentials { source, .. } => {
                matches!(source, CredentialsError::ProviderTimedOut(_))
            }
            Self::Transport { source, .. } => source.is_timeout(),
            _ => false,
        }
    }

    /// Whether the service throttled the call, see [`ApiError::is_throttling`].
    pub fn is_throttling(&self) -> bool {
        self.api().is_some_and(ApiError::is_throttling)
    }

    /// Whether a quota is full, so that retrying will not help, see [`ApiError::is_quota`].
    pub fn is_quota(&self) -> bool {
        self.api().is_some_and(ApiError::is_quota)
    }

    /// Whether sending the same call again may succeed.
    ///
    /// This is true for transient failures of the network or the service, attempt timeouts and throttling. It is
    /// false for a [full quota](Self::is_quota).
    ///
    /// It does not mean that repeating the call is safe. A call whose response was lost may have taken
    /// effect, and Connect creates users and starts calls with `PUT` as well as `POST`.
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
            Self::Unimplemented { operation } => write!(
                f,
                "{operation}: nothing was sent: the fake does not implement this method; add it to the \
                 `impl` block, or implement only `ConnectClient` for a type with a client"
            ),
            Self::Credentials { operation, source } => {
                write!(f, "{operation}: ")?;
                credentials::describe(source, f)
            }
            Self::Signing { operation, .. } => write!(
                f,
                "{operation}: the request could not be signed; check its headers for characters that \
                 are not ASCII"
            ),
            Self::Transport { operation, source } => write!(f, "{operation}: {source}"),
            Self::Timeout { operation, kind, after, may_act_twice } => {
                let (what, setting) = match kind {
                    TimeoutKind::Operation => ("the call was", "its `timeout`"),
                    TimeoutKind::Attempt => ("an attempt was", "the `attempt_timeout`"),
                };
                write!(f, "{operation}: {what} not done after {after:?}; ")?;
                if *may_act_twice {
                    write!(f, "raise {setting}; {CHECK_EFFECT}")
                } else {
                    write!(f, "try again, or raise {setting}")
                }
            }
            Self::Pace { operation, wait } => write!(
                f,
                "{operation}: nothing was sent: the client's `pace` would let the call wait {wait:.1?}, and \
                 less time is left to it; make fewer calls at once, or raise its `timeout`"
            ),
            Self::Paging { operation } => write!(
                f,
                "{operation}: the service sent a page token that it had sent before, so its pages \
                 would never end; start again, or stop at the last page"
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
            // `Display` already includes the transport error, so the source is the cause of that error.
            Self::Transport { source, .. } => source.source(),
            Self::Unimplemented { .. }
            | Self::Timeout { .. }
            | Self::Pace { .. }
            | Self::Paging { .. }
            | Self::Api(_)
            | Self::Decode(_) => None,
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
