//! How an HTTP client failed to get a response.

use std::error::Error;
use std::time::Duration;

use crate::error::{BoxError, TransportErrorKind};

/// The failure of an HTTP client.
pub(in crate::transport) struct Failure {
    pub(in crate::transport) kind: FailureKind,
    /// Must not quote the path and query of a URL, which may contain secrets.
    pub(in crate::transport) source: BoxError,
}

/// A [`TransportErrorKind`] without the timeouts, which the HTTP client does not report.
#[derive(Clone, Copy)]
pub(in crate::transport) enum FailureKind {
    Connect,
    ConnectTimeout,
    Interrupted,
    NotSent,
    ReadTimeout,
    #[cfg(feature = "reqwest")]
    Refused,
    Tls,
}

impl FailureKind {
    /// Returns why no connection was made.
    pub(in crate::transport) fn of_connecting(
        error: &(dyn Error + 'static),
        is_timeout: bool,
    ) -> Self {
        match is_timeout {
            true => Self::ConnectTimeout,
            false if is_tls(error) => Self::Tls,
            false => Self::Connect,
        }
    }

    /// Returns why no response came on a connection.
    pub(in crate::transport) fn of_sending(
        error: &(dyn Error + 'static),
        is_timeout: bool,
    ) -> Self {
        match is_timeout {
            true => Self::ReadTimeout,
            false if was_not_sent(error) => Self::NotSent,
            false => Self::Interrupted,
        }
    }

    /// Returns why the body did not arrive in full.
    pub(in crate::transport) fn of_reading(is_timeout: bool) -> Self {
        if is_timeout { Self::ReadTimeout } else { Self::Interrupted }
    }

    pub(super) fn with_timeouts(self, connect: Duration, read: Duration) -> TransportErrorKind {
        match self {
            Self::Connect => TransportErrorKind::Connect,
            Self::ConnectTimeout => TransportErrorKind::ConnectTimeout(connect),
            Self::Interrupted => TransportErrorKind::Interrupted,
            Self::NotSent => TransportErrorKind::NotSent,
            Self::ReadTimeout => TransportErrorKind::ReadTimeout(read),
            #[cfg(feature = "reqwest")]
            Self::Refused => TransportErrorKind::Refused,
            Self::Tls => TransportErrorKind::Tls,
        }
    }
}

/// Whether the connection closed before `hyper` wrote any part of the request.
///
/// `hyper-util` repeats most such requests itself, but not those on a new connection.
fn was_not_sent(error: &(dyn Error + 'static)) -> bool {
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<hyper::Error>())
        .any(|error| error.is_canceled() || error.is_closed())
}

#[cfg(feature = "__rustls")]
fn is_tls(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(<dyn Error>::is::<rustls::Error>)
}

#[cfg(not(feature = "__rustls"))]
fn is_tls(_: &(dyn Error + 'static)) -> bool {
    false
}

/// Whether the operating system or a timer reported that the time is up.
#[cfg(feature = "hyper")]
pub(in crate::transport) fn is_timeout(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| {
        let of_io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        of_io == Some(std::io::ErrorKind::TimedOut)
            || cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_timeout)
    })
}

/// Returns an error and its causes.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&cause| {
        // `io::Error::source` skips the inner error and returns its cause.
        match cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(inner) => Some(inner as _),
            None => cause.source(),
        }
    })
}
