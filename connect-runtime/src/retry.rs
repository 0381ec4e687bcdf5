//! When a request is sent again, and after which delay: the standard mode of the AWS SDKs.
//!
//! Rule: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::error::{ApiError, Error};
use crate::operation::Operation;
use crate::transport::TransportErrorKind;

const MAX_DELAY: Duration = Duration::from_secs(20);
/// How much longer than the delay of our own the service may ask to wait.
const MAX_EXTRA_DELAY: Duration = Duration::from_secs(5);

/// Why an attempt may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reason {
    is_throttling: bool,
    retry_after: Option<Duration>,
}

impl Reason {
    /// The reason in the outcome of an attempt, an answer with the error that it means or none at
    /// all; none where another attempt makes no sense or is not safe.
    pub(crate) fn of(
        outcome: Result<Option<&ApiError>, &Error>,
        operation: &Operation,
    ) -> Option<Self> {
        match outcome {
            Ok(None) => None,
            Ok(Some(error)) => error.is_retryable().then(|| Self {
                is_throttling: error.is_throttling(),
                retry_after: error.retry_after(),
            }),
            Err(error) => {
                let is_safe = operation.is_idempotent() || !may_have_arrived(error);
                (error.is_retryable() && is_safe)
                    .then_some(Self { is_throttling: false, retry_after: None })
            }
        }
    }

    /// How long to wait after the attempt of this number, from 1.
    pub(crate) fn delay(self, attempt: u32, random: f64) -> Duration {
        let base = Duration::from_millis(if self.is_throttling { 1000 } else { 50 });
        let factor = 2_u32.saturating_pow(attempt.saturating_sub(1));
        let delay = base.saturating_mul(factor).min(MAX_DELAY).mul_f64(random);
        self.retry_after.map_or(delay, |after| after.clamp(delay, delay + MAX_EXTRA_DELAY))
    }

    /// What it is called in traces.
    pub(crate) fn name(self) -> &'static str {
        if self.is_throttling { "throttling" } else { "transient" }
    }

    fn cost(self) -> u32 {
        if self.is_throttling { 5 } else { 14 }
    }
}

/// Whether the service may have acted on a request whose answer did not come.
fn may_have_arrived(error: &Error) -> bool {
    use TransportErrorKind::{Interrupted, ReadTimeout};
    match error {
        Error::Transport { source, .. } => matches!(source.kind(), Interrupted | ReadTimeout(_)),
        Error::Timeout { .. } => true,
        _ => false,
    }
}

/// A number from 0 to 1.
pub(crate) fn random() -> f64 {
    // The hasher of the standard library is seeded anew each time.
    let bits = RandomState::new().build_hasher().finish() >> 11;
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    let number = bits as f64;
    number / 9_007_199_254_740_992.0
}

/// What all calls of a client and its clones may spend on retries, so that an outage is not made
/// worse by them.
#[derive(Debug)]
pub(crate) struct Budget(Mutex<u32>);

const BUDGET: u32 = 500;

impl Default for Budget {
    fn default() -> Self {
        Self(Mutex::new(BUDGET))
    }
}

impl Budget {
    /// Pays for a retry; none where too little is left.
    pub(crate) fn pay(&self, reason: Reason) -> Option<u32> {
        self.change(|left| left.checked_sub(reason.cost())).then_some(reason.cost())
    }

    /// Gives back what was paid for the retry that succeeded, or 1 for a first attempt that did.
    pub(crate) fn give_back(&self, paid: Option<u32>) {
        self.change(|left| Some(left.saturating_add(paid.unwrap_or(1)).min(BUDGET)));
    }

    fn change(&self, change: impl FnOnce(u32) -> Option<u32>) -> bool {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match change(*left) {
            Some(changed) => {
                *left = changed;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{Method, Response};

    use super::*;
    use crate::transport::TransportError;

    type Outcome = Result<Option<ApiError>, Error>;

    fn answer(status: u16, code: &str) -> Outcome {
        let response = Response::builder().status(status).header("x-amzn-errortype", code);
        let response = response.header("x-amz-retry-after", "1500").body(Bytes::new());
        response.map(|response| Some(ApiError::from_response(&response))).map_err(|e| panic!("{e}"))
    }

    fn failure(kind: TransportErrorKind) -> Outcome {
        let source = TransportError::new(kind, &"http://127.0.0.1/".parse().unwrap(), None);
        Err(Error::Transport { operation: "Name", source })
    }

    #[test]
    fn a_reason_is_throttling_or_transient_and_safe() {
        use TransportErrorKind::{Connect, ConnectTimeout, Interrupted, ReadTimeout, Tls};
        let second = Duration::from_secs(1);
        let (get, put) =
            (Operation::new("G", Method::GET, "/"), Operation::new("P", Method::PUT, "/"));
        // outcome, throttling or transient for GET, whether PUT has it too
        for (outcome, is_throttling, also_put) in [
            (Ok(None), None, true),
            (answer(400, "ValidationException"), None, true),
            (answer(402, "ServiceQuotaExceededException"), None, true),
            (answer(429, ""), Some(true), true),
            (answer(400, "ThrottlingException:http://x/"), Some(true), true),
            (answer(500, "InternalServiceException"), Some(false), true),
            (answer(501, ""), None, true),
            (answer(503, ""), Some(false), true),
            (failure(Connect), Some(false), true),
            (failure(ConnectTimeout(second)), Some(false), true),
            (failure(Tls), None, true),
            (failure(ReadTimeout(second)), Some(false), false),
            (failure(Interrupted), Some(false), false),
        ] {
            let reason = |operation: &Operation| {
                let outcome = outcome.as_ref().map(Option::as_ref);
                Reason::of(outcome, operation).map(|reason| reason.is_throttling)
            };
            assert_eq!(reason(&get), is_throttling, "{outcome:?}");
            assert_eq!(reason(&put), is_throttling.filter(|_| also_put), "{outcome:?}");
            assert_eq!(reason(&put.clone().with_idempotency_token()), is_throttling, "{outcome:?}");
        }
        assert_eq!(
            Reason::of(Ok(answer(503, "").unwrap().as_ref()), &get).unwrap().retry_after,
            Some(Duration::from_millis(1500))
        );
    }

    #[test]
    fn delays_double_up_to_the_longest() {
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
            let delay = reason.delay(attempt, random);
            assert_eq!(delay, Duration::from_millis(milliseconds), "{reason:?} {attempt} {random}");
        }
    }

    #[test]
    fn random_numbers_differ_and_are_below_one() {
        let numbers: Vec<f64> = (0..100).map(|_| random()).collect();
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
        assert!(numbers.windows(2).any(|pair| pair[0] < pair[1]));
        assert!(numbers.windows(2).any(|pair| pair[0] > pair[1]));
    }

    #[test]
    fn the_budget_ends_and_comes_back() {
        let (transient, throttling) = (
            Reason { is_throttling: false, retry_after: None },
            Reason { is_throttling: true, retry_after: None },
        );
        let budget = Budget::default();
        for _ in 0..35 {
            assert_eq!(budget.pay(transient), Some(14));
        }
        assert_eq!((budget.pay(transient), budget.pay(throttling)), (None, Some(5)));
        budget.give_back(Some(14));
        assert_eq!(budget.pay(transient), Some(14));
        for _ in 0..10_000 {
            budget.give_back(None);
        }
        assert_eq!(*budget.0.lock().unwrap(), 500);
    }
}
