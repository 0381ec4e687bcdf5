//! What the transports over `reqwest` and `hyper` share: connection pools, timeouts, TLS and the body limit.

mod build_client;
mod clients;
mod exchange;
mod failure;
mod last_use;
mod pools;
mod proxy;
mod purpose;
mod read_timer;
mod runtime;
#[cfg(feature = "__rustls")]
mod tls;
mod trust;

use std::time::Duration;

use http::Uri;

pub(super) use self::build_client::{BuildClient, POOL_IDLE_TIMEOUT, Settings};
pub(super) use self::clients::{Clients, Lent};
pub(super) use self::exchange::{Exchange, Incoming};
#[cfg(feature = "hyper")]
pub(super) use self::failure::is_timeout;
pub(super) use self::failure::{Failure, FailureKind};
#[cfg(feature = "reqwest")]
pub(super) use self::last_use::{Idle, LastUse};
#[cfg(feature = "reqwest")]
pub(super) use self::proxy::ALL_SCHEMES;
#[cfg(feature = "hyper")]
pub(super) use self::proxy::HTTP_SCHEMES;
pub(super) use self::proxy::check_variables;
pub(super) use self::purpose::Purpose;
#[cfg(feature = "reqwest")]
pub(super) use self::runtime::current_runtime;
#[cfg(all(test, feature = "__rustls", feature = "http2", feature = "testing"))]
pub(super) use self::tls::trusting_nothing;
pub(crate) use self::trust::{CaBundle, Trust};
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// The timeouts and the maximum response size.
#[derive(Clone, Copy)]
pub(crate) struct TransportLimits {
    pub(crate) connect_timeout: Duration,
    pub(crate) read_timeout: Duration,
    pub(crate) max_response_bytes: usize,
}

impl Default for TransportLimits {
    fn default() -> Self {
        Self {
            // The default of the AWS SDKs.
            connect_timeout: Duration::from_millis(3100),
            read_timeout: Duration::from_secs(30),
            max_response_bytes: 16 * 1024 * 1024,
        }
    }
}

/// The error for a request that the transport refuses.
pub(super) fn refused(uri: &Uri, source: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::Refused, uri, Some(source.into()))
}
