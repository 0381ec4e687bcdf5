//! Limits the request rate in the adaptive mode.
//!
//! The rate rises while the service answers and falls when it throttles, by the cubic rule of the AWS SDKs
//! (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

const MIN_RATE: f64 = 0.5;
const MIN_CAPACITY: f64 = 1.0;
/// The weight of a new measurement in the measured rate.
const SMOOTHING: f64 = 0.8;
/// The factor by which throttling lowers the rate.
const BETA: f64 = 0.7;
const SCALE: f64 = 0.4;
/// The rate is measured every half second.
const MEASUREMENTS_PER_SECOND: f64 = 2.0;

/// The rate limit of a client and its clones. It takes effect when the service first throttles.
pub(crate) struct RateLimiter {
    start: Instant,
    state: Mutex<State>,
}

/// The state of the limiter. Times are in seconds since the start, rates in requests per second.
#[derive(Debug)]
struct State {
    is_limiting: bool,
    /// The number of requests that may be sent at once. It is negative while requests wait.
    capacity: f64,
    max_capacity: f64,
    rate: f64,
    filled_at: Option<f64>,
    measured_rate: f64,
    measured_at: f64,
    answers: u32,
    /// The rate when the service last throttled, at `throttled_at`.
    max_rate: f64,
    throttled_at: f64,
}

impl RateLimiter {
    pub(crate) fn new(start: Instant) -> Self {
        Self { start, state: Mutex::new(State::new()) }
    }

    /// Reserves a turn for a request and returns how long to wait for it.
    ///
    /// Returns `None` and reserves nothing if the wait takes all of `time_left`.
    pub(crate) fn reserve(&self, now: Instant, time_left: Option<Duration>) -> Option<Duration> {
        let now = self.seconds(now);
        let mut state = self.state();
        if !state.is_limiting {
            return Some(Duration::ZERO);
        }
        state.refill(now);
        let missing = (1.0 - state.capacity).max(0.0);
        let delay = Duration::try_from_secs_f64(missing / state.rate).unwrap_or(Duration::MAX);
        if time_left.is_some_and(|left| delay >= left) {
            return None;
        }
        state.capacity -= 1.0;
        Some(delay)
    }

    /// Updates the rate after a response.
    pub(crate) fn record(&self, now: Instant, is_throttling: bool) {
        let now = self.seconds(now);
        self.state().record(now, is_throttling);
    }

    fn seconds(&self, now: Instant) -> f64 {
        now.saturating_duration_since(self.start).as_secs_f64()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn new() -> Self {
        Self {
            is_limiting: false,
            capacity: 0.0,
            max_capacity: MIN_CAPACITY,
            rate: MIN_RATE,
            filled_at: None,
            measured_rate: 0.0,
            measured_at: 0.0,
            answers: 0,
            max_rate: 0.0,
            throttled_at: 0.0,
        }
    }

    fn record(&mut self, now: f64, is_throttling: bool) {
        self.measure(now);
        let wanted = if is_throttling {
            let rate = if self.is_limiting {
                self.measured_rate.min(self.rate)
            } else {
                self.measured_rate
            };
            (self.max_rate, self.throttled_at, self.is_limiting) = (rate, now, true);
            rate * BETA
        } else {
            // The curve reaches the throttled rate again after this time, and is flat near it.
            let time_window = (self.max_rate * (1.0 - BETA) / SCALE).cbrt();
            SCALE * (now - self.throttled_at - time_window).powi(3) + self.max_rate
        };
        self.refill(now);
        let rate = wanted.min(2.0 * self.measured_rate);
        (self.rate, self.max_capacity) = (rate.max(MIN_RATE), rate.max(MIN_CAPACITY));
        self.capacity = self.capacity.min(self.max_capacity);
    }

    fn measure(&mut self, now: f64) {
        self.answers = self.answers.saturating_add(1);
        let bucket = (now * MEASUREMENTS_PER_SECOND).floor() / MEASUREMENTS_PER_SECOND;
        if bucket > self.measured_at {
            let rate = f64::from(self.answers) / (bucket - self.measured_at);
            self.measured_rate = rate * SMOOTHING + self.measured_rate * (1.0 - SMOOTHING);
            (self.answers, self.measured_at) = (0, bucket);
        }
    }

    fn refill(&mut self, now: f64) {
        let since = self.filled_at.map_or(0.0, |filled_at| now - filled_at);
        self.capacity = (self.capacity + since * self.rate).min(self.max_capacity);
        self.filled_at = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One response every 0.2 seconds: whether it is throttled, the measured rate and the rate limit.
    ///
    /// The rates come from botocore's implementation of the same rule.
    const ANSWERS: [(bool, f64, f64); 30] = [
        (false, 0.0, 0.5),
        (false, 0.0, 0.5),
        (false, 4.8, 0.5),
        (false, 4.8, 0.5),
        (false, 4.16, 0.5),
        (false, 4.16, 0.6912),
        (false, 4.16, 1.0976),
        (false, 5.632, 1.6384),
        (false, 5.632, 2.3328),
        (true, 4.3264, 3.02848),
        (false, 4.3264, 3.486_639),
        (true, 4.3264, 2.440_647),
        (false, 5.66528, 2.833_254),
        (false, 5.66528, 3.112_802),
        (false, 4.333_056, 3.298_489),
        (true, 4.333_056, 2.308_943),
        (true, 4.333_056, 1.616_26),
        (true, 5.666_611, 1.131_382),
        (false, 5.666_611, 1.356_253),
        (false, 4.333_322, 1.497_965),
        (false, 4.333_322, 1.575_718),
        (false, 4.333_322, 1.608_71),
        (false, 5.666_664, 1.616_143),
        (false, 5.666_664, 1.617_217),
        (false, 4.333_333, 1.631_131),
        (false, 4.333_333, 1.677_085),
        (false, 4.333_333, 1.774_279),
        (false, 5.666_667, 1.941_914),
        (false, 5.666_667, 2.199_19),
        (false, 4.333_333, 2.565_305),
    ];

    #[test]
    fn the_rate_matches_botocore() {
        let mut state = State::new();
        for (index, (is_throttling, measured_rate, rate)) in ANSWERS.into_iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let now = (index + 1) as f64 / 5.0;
            state.record(now, is_throttling);
            assert!((state.measured_rate - measured_rate).abs() < 1e-6, "{now}: {state:?}");
            assert!((state.rate - rate).abs() < 1e-6, "{now}: {state:?}");
        }
    }

    #[test]
    fn requests_wait_in_turn_once_the_service_throttles() {
        let start = Instant::now();
        let limiter = RateLimiter::new(start);
        for _ in 0..100 {
            assert_eq!(limiter.reserve(start, None), Some(Duration::ZERO));
        }
        limiter.record(start, true);
        let second = Duration::from_secs(1);
        // The rate is half a request per second, and no capacity is left.
        assert_eq!(limiter.reserve(start, None), Some(2 * second));
        assert_eq!(limiter.reserve(start, None), Some(4 * second));
        assert_eq!(limiter.reserve(start, Some(6 * second)), None, "and no turn is reserved");
        assert_eq!(limiter.reserve(start, Some(7 * second)), Some(6 * second));
        assert_eq!(limiter.reserve(start + 10 * second, None), Some(Duration::ZERO));
    }
}
