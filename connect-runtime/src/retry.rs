//! Decides whether and when to retry a request, by the retry modes of the AWS SDKs.
//!
//! The modes are described in
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>.

mod budget;
mod classifier;
mod random;
mod rate_limit;
mod reason;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use self::budget::Budget;
pub(crate) use self::budget::Payment;
pub use self::classifier::{FailedAttempt, RetryDecision};
pub(crate) use self::random::random;
use self::rate_limit::RateLimiter;
use self::reason::Reason;

/// How a client retries failed requests. Set it with
/// [`ClientBuilder::retry`](crate::ClientBuilder::retry).
///
/// In all modes but [`off`](Self::off), the client retries transient failures and throttling. A call has
/// 3 attempts unless [`max_attempts`](crate::ClientBuilder::max_attempts) says otherwise. A
/// [full quota](crate::ApiError::is_quota) is not retried.
///
/// The delay is random: up to 50 ms after a transient failure and up to 1 s after throttling. The limit
/// doubles with each further attempt, up to [`max_backoff`](Self::max_backoff). If the service asks for
/// a longer delay in `x-amz-retry-after`, the client waits up to 5 s longer.
///
/// A client and its clones share a budget of 500 for retries. A retry costs 14, or 5 after throttling,
/// and the cost is refunded if the retry succeeds. A first attempt that succeeds adds 1. When too little
/// is left, the call returns the error of its last attempt.
///
/// A request that may have reached the service is sent again only if that is
/// [safe](crate::Operation::is_idempotent).
///
/// ```
/// use std::time::Duration;
///
/// use connect_runtime::{Client, Retry, RetryDecision};
///
/// let retry = Retry::standard().max_backoff(Duration::from_secs(5)).classifier(|attempt| {
///     match attempt.error().code() {
///         // A new instance takes a while to be ready.
///         Some("ResourceNotReadyException") => RetryDecision::Throttling,
///         _ => attempt.standard_decision(),
///     }
/// });
/// let builder = Client::builder().retry(retry).max_attempts(5);
/// ```
#[derive(Clone)]
pub struct Retry {
    mode: Mode,
    max_backoff: Duration,
    classifier: Option<Classifier>,
    /// Returns a number from 0 to 1.
    random: fn() -> f64,
}

type Classifier = Arc<dyn Fn(&FailedAttempt<'_>) -> RetryDecision + Send + Sync>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Off,
    Standard,
    Adaptive,
}

impl Retry {
    /// Sends each request once, whatever number of attempts the client, declaration or call sets.
    pub fn off() -> Self {
        Self::new(Mode::Off)
    }

    /// Retries failed requests like the AWS SDKs' standard mode; the default.
    pub fn standard() -> Self {
        Self::new(Mode::Standard)
    }

    /// Retries failed requests, and limits the rate of all requests once the service throttles.
    ///
    /// The requests of a client and its clones then wait until the rate allows them.
    ///
    /// The rate falls by three tenths with each throttled response and rises again with the others. All
    /// operations share one rate. If you call several operations that have their own limits, use the
    /// standard mode or a client for each.
    pub fn adaptive() -> Self {
        Self::new(Mode::Adaptive)
    }

    fn new(mode: Mode) -> Self {
        Self { mode, max_backoff: Duration::from_secs(20), classifier: None, random }
    }

    /// Sets the longest delay before another attempt; default 20 seconds.
    ///
    /// `x-amz-retry-after` may extend it by up to 5 s.
    #[must_use]
    pub fn max_backoff(mut self, delay: Duration) -> Self {
        self.max_backoff = delay;
        self
    }

    /// Sets the function that decides which failed attempts to retry; default
    /// [`FailedAttempt::standard_decision`].
    ///
    /// A retry still needs remaining attempts, time and budget. The client does not call `classify` for
    /// expired credentials or a wrong clock as long as it can correct these itself.
    #[must_use]
    pub fn classifier(
        mut self,
        classify: impl Fn(&FailedAttempt<'_>) -> RetryDecision + Send + Sync + 'static,
    ) -> Self {
        self.classifier = Some(Arc::new(classify));
        self
    }

    #[cfg(test)]
    pub(crate) fn with_random(mut self, random: fn() -> f64) -> Self {
        self.random = random;
        self
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::standard()
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("mode", &self.mode)
            .field("max_backoff", &self.max_backoff)
            .field("has_classifier", &self.classifier.is_some())
            .finish_non_exhaustive()
    }
}

/// The retry state that a client and its clones share.
pub(crate) struct Retries {
    retry: Retry,
    budget: Budget,
    /// Present in the adaptive mode.
    rate: Option<RateLimiter>,
}

/// A retry that is paid for but not sent yet.
pub(crate) struct Planned<'a> {
    pub(crate) reason: &'static str,
    pub(crate) delay: Duration,
    pub(crate) payment: Payment<'a>,
}

impl Retries {
    pub(crate) fn new(retry: Retry) -> Self {
        let is_adaptive = retry.mode == Mode::Adaptive;
        let rate = is_adaptive.then(|| RateLimiter::new(Instant::now()));
        Self { retry, budget: Budget::default(), rate }
    }

    pub(crate) fn is_off(&self) -> bool {
        self.retry.mode == Mode::Off
    }

    /// Reserves a turn for an attempt that is not a retry, and returns how long to wait for it.
    pub(crate) fn turn(&self) -> Duration {
        self.rate_delay(None).unwrap_or_default()
    }

    /// Reserves a turn in the same way. Returns `None` and reserves nothing if the wait takes all of `time_left`.
    pub(crate) fn turn_within(&self, time_left: Option<Duration>) -> Option<Duration> {
        self.rate_delay(time_left)
    }

    /// Plans the retry of a failed attempt.
    ///
    /// Returns `None` if the outcome is final, a retry does not fit in `time_left`, or the budget is used up.
    pub(crate) fn plan(
        &self,
        attempt: &FailedAttempt<'_>,
        time_left: Option<Duration>,
    ) -> Option<Planned<'_>> {
        let decision = match &self.retry.classifier {
            Some(classify) => classify(attempt),
            None => attempt.standard_decision(),
        };
        let reason = Reason::of(decision, attempt)?;
        let backoff = reason.delay(attempt.number(), self.retry.max_backoff, (self.retry.random)());
        if time_left.is_some_and(|left| backoff >= left) {
            return None;
        }
        let payment = self.budget.pay(reason)?;
        let delay = backoff.max(self.rate_delay(time_left)?);
        Some(Planned { reason: reason.name(), delay, payment })
    }

    /// Updates the rate after an attempt that was sent.
    pub(crate) fn record(&self, is_throttling: bool) {
        if let Some(rate) = &self.rate {
            rate.record(Instant::now(), is_throttling);
        }
    }

    /// Updates the budget after a call that succeeded. `paid` is the cost of its last retry.
    pub(crate) fn succeeded(&self, paid: Option<u32>) {
        self.budget.give_back(paid);
    }

    fn rate_delay(&self, longest: Option<Duration>) -> Option<Duration> {
        match &self.rate {
            Some(rate) => rate.reserve(Instant::now(), longest),
            None => Some(Duration::ZERO),
        }
    }
}
