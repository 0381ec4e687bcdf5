//! The file format of transport failures.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::TransportErrorKind;

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Failure {
    NoRuntime,
    Connect,
    NotSent,
    Tls,
    ConnectTimeout { milliseconds: u64 },
    ReadTimeout { milliseconds: u64 },
    Interrupted,
    ResponseTooLarge { bytes: usize },
    Refused,
    Middleware,
}

impl From<TransportErrorKind> for Failure {
    fn from(kind: TransportErrorKind) -> Self {
        let milliseconds = |after: Duration| u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
        match kind {
            TransportErrorKind::NoRuntime => Self::NoRuntime,
            TransportErrorKind::Connect => Self::Connect,
            TransportErrorKind::NotSent => Self::NotSent,
            TransportErrorKind::Tls => Self::Tls,
            TransportErrorKind::ConnectTimeout(after) => {
                Self::ConnectTimeout { milliseconds: milliseconds(after) }
            }
            TransportErrorKind::ReadTimeout(after) => {
                Self::ReadTimeout { milliseconds: milliseconds(after) }
            }
            TransportErrorKind::Interrupted => Self::Interrupted,
            TransportErrorKind::ResponseTooLarge(bytes) => Self::ResponseTooLarge { bytes },
            TransportErrorKind::Refused => Self::Refused,
            TransportErrorKind::Middleware => Self::Middleware,
        }
    }
}

impl From<Failure> for TransportErrorKind {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NoRuntime => Self::NoRuntime,
            Failure::Connect => Self::Connect,
            Failure::NotSent => Self::NotSent,
            Failure::Tls => Self::Tls,
            Failure::ConnectTimeout { milliseconds } => {
                Self::ConnectTimeout(Duration::from_millis(milliseconds))
            }
            Failure::ReadTimeout { milliseconds } => {
                Self::ReadTimeout(Duration::from_millis(milliseconds))
            }
            Failure::Interrupted => Self::Interrupted,
            Failure::ResponseTooLarge { bytes } => Self::ResponseTooLarge(bytes),
            Failure::Refused => Self::Refused,
            Failure::Middleware => Self::Middleware,
        }
    }
}
