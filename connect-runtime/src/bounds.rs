//! How long a call may take, and how often it may be sent.

use std::time::Duration;

use crate::operation::Operation;

/// Bounds that are said in one place; what is not said there is said in another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_attempts: Option<u32>,
    /// Whether a request that may have arrived may be sent again.
    pub(crate) is_idempotent: Option<bool>,
}

impl Bounds {
    /// The bounds of a client that says nothing.
    pub(crate) const DEFAULT: Self = Self {
        timeout: Some(Duration::from_mins(2)),
        attempt_timeout: Some(Duration::from_mins(1)),
        max_attempts: Some(3),
        is_idempotent: None,
    };

    /// Those of the declaration.
    pub(crate) fn of_operation(operation: &Operation) -> Self {
        Self {
            timeout: operation.timeout(),
            attempt_timeout: None,
            max_attempts: operation.max_attempts(),
            is_idempotent: Some(operation.is_idempotent()),
        }
    }

    /// These, and where they say nothing, those of `others`.
    pub(crate) fn or(self, others: Self) -> Self {
        Self {
            timeout: self.timeout.or(others.timeout),
            attempt_timeout: self.attempt_timeout.or(others.attempt_timeout),
            max_attempts: self.max_attempts.or(others.max_attempts),
            is_idempotent: self.is_idempotent.or(others.is_idempotent),
        }
    }

    pub(crate) fn has_timeout(self) -> bool {
        self.timeout.is_some() || self.attempt_timeout.is_some()
    }

    /// Without timeouts and further attempts, where there is no timer.
    pub(crate) const ONE_ATTEMPT: Self =
        Self { timeout: None, attempt_timeout: None, max_attempts: Some(1), is_idempotent: None };

    /// The same, with one attempt.
    pub(crate) const fn once(self) -> Self {
        Self { max_attempts: Some(1), ..self }
    }
}
