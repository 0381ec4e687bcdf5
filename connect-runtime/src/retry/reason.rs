//! The reason for a retry, with its delay and cost.
//!
//! Delays and costs are those of
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>.

use std::time::Duration;

use super::classifier::{FailedAttempt, RetryDecision};
use crate::error::ApiError;

/// The longest time that the service may add to the client's own delay.
const MAX_EXTRA_DELAY: Duration = Duration::from_secs(5);

/// Why an attempt is retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reason {
    is_throttling: bool,
    retry_after: Option<Duration>,
}

impl Reason {
    #[cfg(test)]
    pub(super) const TRANSIENT: Self = Self { is_throttling: false, retry_after: None };
    #[cfg(test)]
    pub(super) const THROTTLING: Self = Self { is_throttling: true, retry_after: None };

    /// Returns the reason for a decision to retry, or `None` for [`RetryDecision::Stop`].
    pub(super) fn of(decision: RetryDecision, attempt: &FailedAttempt<'_>) -> Option<Self> {
        let is_throttling = match decision {
            RetryDecision::Stop => return None,
            RetryDecision::Transient => false,
            RetryDecision::Throttling => true,
        };
        let retry_after = attempt.error().api().and_then(ApiError::retry_after);
        Some(Self { is_throttling, retry_after })
    }

    /// Returns how long to wait after the attempt with this number, from 1.
    pub(super) fn delay(self, attempt: u32, max_backoff: Duration, random: f64) -> Duration {
        let base = Duration::from_millis(if self.is_throttling { 1000 } else { 50 });
        let factor = 2_u32.saturating_pow(attempt.saturating_sub(1));
        let delay = base.saturating_mul(factor).min(max_backoff).mul_f64(random);
        self.retry_after.map_or(delay, |after| after.clamp(delay, delay + MAX_EXTRA_DELAY))
    }

    /// Returns the name for traces.
    pub(super) fn name(self) -> &'static str {
        if self.is_throttling { "throttling" } else { "transient" }
    }

    pub(super) fn cost(self) -> u32 {
        if self.is_throttling { 5 } else { 14 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_maximum() {
        let reason = |is_throttling, retry_after: Option<u64>| Reason {
            is_throttling,
            retry_after: retry_after.map(Duration::from_millis),
        };
        for (reason, attempt, random, milliseconds) in [
            (reason(false, None), 1, 1.0, 50),
            (reason(false, None), 2, 1.0, 100),
            (reason(false, None), 3, 0.5, 100),
            (reason(false, None), 20, 1.0, 20_000),
            (reason(false, None), u32::MAX, 0.5, 10_000),
            (reason(true, None), 1, 1.0, 1000),
            (reason(true, None), 2, 0.0, 0),
            (reason(true, Some(1500)), 1, 1.0, 1500),
            (reason(true, Some(10)), 1, 1.0, 1000),
            (reason(false, Some(60_000)), 1, 1.0, 5050),
        ] {
            let delay = reason.delay(attempt, Duration::from_secs(20), random);
            assert_eq!(delay, Duration::from_millis(milliseconds), "{reason:?} {attempt} {random}");
        }
        let delay = reason(true, None).delay(1, Duration::from_millis(10), 1.0);
        assert_eq!(delay, Duration::from_millis(10));
    }
}
