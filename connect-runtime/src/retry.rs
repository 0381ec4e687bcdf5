//! How often and when a request is sent again: the modes of the AWS SDKs.
//!
//! Rule: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>.

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

/// How the requests of a client are sent again, see
/// [`ClientBuilder::retry`](crate::ClientBuilder::retry).
///
/// In all modes but [`off`](Self::off), a transient failure and throttling are followed by another
/// attempt, 3 in all unless [`max_attempts`](crate::ClientBuilder::max_attempts) says otherwise. Its
/// delay is random, up to 50 ms after a transient failure and 1 s after throttling, twice as much
/// after each further attempt, and at least what the service asks for in `x-amz-retry-after`, if that
/// is not more than 5 s longer. A client and its clones have a budget of 500 for retries: one costs 14,
/// or 5 after throttling, and what it cost comes back when it succeeds; a first attempt that succeeds
/// gives 1. A request that may have arrived is sent again only where that is
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
    /// A number from 0 to 1.
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
    /// Sends each request once, whatever client, declaration and call say of attempts.
    pub fn off() -> Self {
        Self::new(Mode::Off)
    }

    /// Sends failed requests again, as the AWS SDKs' standard mode does; the default.
    pub fn standard() -> Self {
        Self::new(Mode::Standard)
    }

    /// Sends failed requests again and, once the service throttles, lets all requests of a client and
    /// its clones wait so that they are sent at the rate which the service bears.
    ///
    /// The rate falls by three tenths with each throttled answer and rises again with others. It is
    /// one rate for all operations: a client that calls several with limits of their own is better
    /// off with the standard mode, or with a client for each.
    pub fn adaptive() -> Self {
        Self::new(Mode::Adaptive)
    }

    fn new(mode: Mode) -> Self {
        Self { mode, max_backoff: Duration::from_secs(20), classifier: None, random }
    }

    /// The longest delay before another attempt, without what the service asks for; default 20
    /// seconds.
    #[must_use]
    pub fn max_backoff(mut self, delay: Duration) -> Self {
        self.max_backoff = delay;
        self
    }

    /// Decides which failed attempts are followed by another one; default
    /// [`FailedAttempt::standard_decision`].
    ///
    /// A decision for another attempt is subject to the attempts, the time and the budget that are left.
    /// `classify` is not asked of credentials that the service calls expired and of a clock that is
    /// wrong, as long as new ones may help.
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

/// What a client and its clones have for retries.
pub(crate) struct Retries {
    retry: Retry,
    budget: Budget,
    /// In the adaptive mode.
    rate: Option<RateLimiter>,
}

/// A retry that is paid, but not sent yet.
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

    /// How long an attempt waits for its turn that is no retry.
    pub(crate) fn turn(&self) -> Duration {
        self.rate_delay(None).unwrap_or_default()
    }

    /// The retry after an attempt; none where its outcome stands, where it could not be sent within
    /// `time_left` and where the budget is used up.
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

    /// Takes account of an attempt that was sent: what it means for the rate.
    pub(crate) fn record(&self, is_throttling: bool) {
        if let Some(rate) = &self.rate {
            rate.record(Instant::now(), is_throttling);
        }
    }

    /// Takes account of a call that succeeded, after a retry that cost what was `paid`.
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
