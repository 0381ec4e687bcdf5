//! The limits of a call: timeouts, number of attempts, and error codes to wait out.

use std::sync::Arc;
use std::time::Duration;

use super::repeats::RepeatOn;
use crate::declaration::operation::Operation;

/// The limits set in one place: on the call, in its declaration or on the client. `None` defers to the next
/// place in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CallLimits {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_attempts: Option<u32>,
    /// Whether a request that may have arrived may be retried.
    pub(crate) is_idempotent: Option<bool>,
    /// The errors that the call waits out. Only a call itself sets them.
    pub(crate) repeat_on: Option<Arc<Vec<RepeatOn>>>,
}

impl CallLimits {
    /// The default limits of a client.
    pub(crate) const DEFAULT: Self = Self {
        timeout: Some(Duration::from_mins(2)),
        attempt_timeout: Some(Duration::from_mins(1)),
        max_attempts: Some(3),
        is_idempotent: None,
        repeat_on: None,
    };

    /// Returns the limits that the declaration sets.
    pub(crate) fn declared_by(operation: &Operation) -> Self {
        Self {
            timeout: operation.timeout(),
            attempt_timeout: None,
            max_attempts: operation.max_attempts(),
            is_idempotent: Some(operation.is_idempotent()),
            repeat_on: None,
        }
    }

    /// Fills each unset limit from `others`.
    pub(crate) fn or(self, others: Self) -> Self {
        Self {
            timeout: self.timeout.or(others.timeout),
            attempt_timeout: self.attempt_timeout.or(others.attempt_timeout),
            max_attempts: self.max_attempts.or(others.max_attempts),
            is_idempotent: self.is_idempotent.or(others.is_idempotent),
            repeat_on: self.repeat_on.or(others.repeat_on),
        }
    }

    pub(crate) fn has_timeout(&self) -> bool {
        self.timeout.is_some() || self.attempt_timeout.is_some()
    }

    /// One attempt without timeouts, for calls outside a tokio runtime with a timer.
    pub(crate) const ONE_ATTEMPT: Self = Self {
        timeout: None,
        attempt_timeout: None,
        max_attempts: Some(1),
        is_idempotent: None,
        repeat_on: None,
    };

    /// Limits the number of attempts to one.
    pub(crate) fn once(self) -> Self {
        Self { max_attempts: Some(1), ..self }
    }
}
