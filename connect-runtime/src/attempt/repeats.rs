//! Errors that a call waits out, because what it asks for is not there yet.

use std::time::Duration;

use tokio::time::Instant;

use crate::error::Error;
use crate::retry::random;

const FIRST_DELAY: Duration = Duration::from_millis(200);
const MAX_DELAY: Duration = Duration::from_secs(5);

/// An error code that a call waits out, for a time from its first attempt on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RepeatOn {
    code: String,
    for_how_long: Duration,
}

impl RepeatOn {
    pub(crate) fn new(code: &str, for_how_long: Duration) -> Self {
        Self { code: code.to_owned(), for_how_long }
    }
}

/// The repetitions of one call.
#[derive(Debug)]
pub(super) struct Repeats {
    /// When the first request was sent.
    start: Option<Instant>,
    made: u32,
    /// Returns a number from 0 to 1.
    random: fn() -> f64,
}

impl Repeats {
    pub(super) fn new() -> Self {
        Self { start: None, made: 0, random }
    }

    /// Starts the time when the first request is sent.
    pub(super) fn start(&mut self) {
        self.start.get_or_insert_with(Instant::now);
    }

    /// Returns how long to wait before the call is repeated, at least as long as the service asks for. Returns `None`
    /// if `error` is not one to wait out, or its time is over.
    pub(super) fn next(&mut self, rules: &[RepeatOn], error: &Error) -> Option<Duration> {
        let error = error.api()?;
        let code = error.code();
        // The last rule for a code replaces the others.
        let rule = rules.iter().rfind(|rule| rule.code == code)?;
        let asked_for = error.retry_after().unwrap_or_default();
        let left = rule.for_how_long.checked_sub(self.start?.elapsed())?;
        if left.is_zero() || asked_for > left {
            return None;
        }
        let factor = 2_u32.saturating_pow(self.made);
        self.made = self.made.saturating_add(1);
        let longest = FIRST_DELAY.saturating_mul(factor).min(MAX_DELAY);
        Some(longest.mul_f64(0.5 + 0.5 * (self.random)()).min(left).max(asked_for))
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use tokio::time::advance;

    use super::*;
    use crate::error::ApiError;

    fn answer(code: &str) -> Error {
        let response = http::Response::builder().status(404).header("x-amzn-errortype", code);
        Error::Api(ApiError::from_response(&response.body(Bytes::new()).unwrap()))
    }

    #[tokio::test(start_paused = true)]
    async fn delays_double_until_the_time_is_over() {
        let seconds = Duration::from_secs;
        let rules = [
            RepeatOn::new("A", seconds(1)),
            RepeatOn::new("B", seconds(1)),
            RepeatOn::new("B", seconds(20)),
        ];
        for (random, expected) in [
            ((|| 1.0) as fn() -> f64, &[200, 400, 800, 1600, 3200, 5000, 5000, 3800][..]),
            (|| 0.0, &[100, 200, 400, 800, 1600, 2500, 2500, 2500, 2500, 2500, 2500, 1900]),
        ] {
            let mut repeats = Repeats { random, ..Repeats::new() };
            repeats.start();
            let mut delays = Vec::new();
            while let Some(delay) = repeats.next(&rules, &answer("B")) {
                delays.push(delay.as_millis());
                advance(delay).await;
            }
            assert_eq!(delays, expected);
            assert_eq!(repeats.next(&rules, &answer("A")), None, "its time is over");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn other_errors_are_not_waited_out() {
        let rules = [RepeatOn::new("A", Duration::from_secs(1))];
        let mut repeats = Repeats::new();
        repeats.start();
        assert_eq!(repeats.next(&rules, &answer("AB")), None);
        assert_eq!(repeats.next(&rules, &Error::Unimplemented { operation: "Get" }), None);
        assert_eq!(repeats.next(&[], &answer("A")), None);
        assert!(repeats.next(&rules, &answer("A")).is_some());
    }
}
