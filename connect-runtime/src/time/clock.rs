//! The signing time: the machine's clock, corrected if the service disagrees.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{AGE, DATE};

use crate::protocol::headers::header_text;
use crate::protocol::timestamp::HttpDate;

/// The service refuses signatures that are 5 minutes off. This limit leaves room for the round trip.
const TOLERATED_SECONDS: u64 = 4 * 60;
/// The date of a response is not compared with the clock if the round trip took longer.
const MAX_ROUND_TRIP: Duration = Duration::from_mins(15);

/// A larger difference means that the date of the response is wrong: a machine's clock may start in 1970,
/// but not earlier. A date near the year 9999 would leave no room for signatures.
const MAX_PLAUSIBLE_SECONDS: u64 = 100 * 366 * 24 * 60 * 60;

/// The clock that a client and its clones sign with.
#[derive(Debug)]
pub(crate) struct Clock {
    /// How far the service's time is ahead of the machine's, in seconds.
    ahead: AtomicI64,
    is_correction_enabled: bool,
}

impl Clock {
    pub(crate) fn new(is_correction_enabled: bool) -> Self {
        Self { ahead: AtomicI64::new(0), is_correction_enabled }
    }

    /// Returns the time to sign with.
    pub(crate) fn now(&self) -> SystemTime {
        self.reading().time()
    }

    /// Reads the clock for a signature, so that [`correct`](Self::correct) can check the time afterwards.
    pub(crate) fn reading(&self) -> Reading {
        Reading { ahead: self.ahead.load(Ordering::Relaxed), machine: SystemTime::now() }
    }

    /// Adopts the service's time if the request was signed with a time too far from it.
    ///
    /// `ahead` is measured with the response, which may be a complaint about the time. Returns whether the
    /// request should be signed again. That is so even if another call has corrected the clock since.
    pub(crate) fn correct(&self, signed: Reading, ahead: i64) -> bool {
        let error = ahead.saturating_sub(signed.ahead).unsigned_abs();
        if !self.is_correction_enabled || error <= TOLERATED_SECONDS {
            return false;
        }
        self.ahead.store(ahead, Ordering::Relaxed);
        true
    }
}

/// A reading of the machine's clock, and the correction at that time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    ahead: i64,
    machine: SystemTime,
}

impl Reading {
    pub(crate) fn time(self) -> SystemTime {
        let distance = Duration::from_secs(self.ahead.unsigned_abs());
        let shifted = if self.ahead < 0 {
            self.machine.checked_sub(distance)
        } else {
            self.machine.checked_add(distance)
        };
        shifted.unwrap_or(self.machine)
    }

    /// Returns how many seconds the `Date` of the response is ahead of the middle of the round trip.
    ///
    /// Returns `None` if the response does not tell, for example because it comes from a cache.
    pub(crate) fn seconds_ahead(self, received: SystemTime, headers: &HeaderMap) -> Option<i64> {
        let trip = received.duration_since(self.machine).ok()?;
        if trip > MAX_ROUND_TRIP || headers.contains_key(AGE) {
            return None;
        }
        let date: HttpDate = header_text(headers, &DATE)?.parse().ok()?;
        let middle = self.machine.checked_add(trip / 2)?;
        let middle = middle.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let middle = i64::try_from(middle.as_secs()).ok()?;
        let ahead = date.timestamp().unix_seconds().checked_sub(middle)?;
        (ahead.unsigned_abs() <= MAX_PLAUSIBLE_SECONDS).then_some(ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn the_date_is_compared_with_the_middle_of_the_round_trip() {
        let date = "Thu, 01 Jan 1970 01:00:00 GMT";
        for (date, age, sent, received, ahead) in [
            (Some(date), false, 3600, 3600, Some(0)),
            (Some(date), false, 3500, 3600, Some(50)),
            (Some(date), false, 7200, 7210, Some(-3605)),
            (Some(date), true, 0, 0, None),
            (Some(date), false, 0, 901, None),
            (Some(date), false, 10, 9, None),
            (Some("yesterday"), false, 0, 0, None),
            (Some("Fri, 31 Dec 9999 23:59:59 GMT"), false, 0, 0, None),
            (Some("Thu, 01 Jan 2026 00:00:00 GMT"), false, 0, 0, Some(1_767_225_600)),
            (None, false, 0, 0, None),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(date) = date {
                headers.insert(DATE, date.parse().unwrap());
            }
            if age {
                headers.insert(AGE, "7".parse().unwrap());
            }
            let signed = Reading { ahead: 7, machine: at(sent) };
            assert_eq!(signed.seconds_ahead(at(received), &headers), ahead, "{date:?} {sent}");
        }
    }

    #[test]
    fn a_clock_is_corrected_if_it_is_far_off() {
        let clock = Clock::new(true);
        let first = clock.reading();
        assert!(!clock.correct(first, 240) && !clock.correct(first, -240));
        assert!(clock.correct(first, 241));
        assert!(clock.correct(first, 242), "another call that was signed for the old time");
        assert!(!clock.correct(clock.reading(), 242), "one that was signed for the new time");
        assert!(clock.now() > SystemTime::now() + Duration::from_secs(230));
        assert!(clock.correct(clock.reading(), -3600));
        assert!(clock.now() < SystemTime::now() - Duration::from_mins(50));
        assert!(!Clock::new(false).correct(first, 3600));
    }
}
