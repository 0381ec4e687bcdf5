//! Reads the causes of `reqwest`'s errors.

use std::error::Error;

/// Whether the connection closed before `hyper` wrote any part of the request.
///
/// `hyper` repeats most such requests itself, but not those on a new connection.
pub(super) fn was_not_sent(error: &reqwest::Error) -> bool {
    error.is_request()
        && causes(error)
            .filter_map(|cause| cause.downcast_ref::<hyper::Error>())
            .any(|error| error.is_canceled() || error.is_closed())
}

#[cfg(feature = "__rustls")]
pub(super) fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(<dyn Error>::is::<rustls::Error>)
}

#[cfg(not(feature = "__rustls"))]
pub(super) fn is_tls(_: &reqwest::Error) -> bool {
    false
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| {
        // `io::Error::source` skips the inner error and returns its cause.
        match cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(inner) => Some(inner as _),
            None => cause.source(),
        }
    })
}
