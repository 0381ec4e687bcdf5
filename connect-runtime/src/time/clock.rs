//! The signing time: the machine's clock, corrected if the service disagrees.
//!
//! The rules are those of the AWS SDKs, whose test vectors are in the crate `aws-runtime`
//! (`test-data/clock-skew-test-cases.json`): every response tells the service's time, so a correction also
//! ends when the machine's clock is set right.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{AGE, DATE};

use super::date_header;

/// The service refuses signatures that are 5 minutes off. This limit leaves room for the round trip.
const TOLERATED_SECONDS: u64 = 4 * 60;
/// The date of a response is not compared with the clock if the round trip took longer.
const MAX_ROUND_TRIP: Duration = Duration::from_mins(15);
/// A date has no fraction of a second.
const RESOLUTION_SECONDS: u64 = 1;

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

    /// Reads the clock for a signature, so that the response can tell whether the time was right.
    pub(crate) fn reading(&self) -> Reading {
        Reading { ahead: self.ahead.load(Ordering::Relaxed), machine: machine_time() }
    }

    /// Learns the service's time from the `Date` of a response that has just arrived.
    ///
    /// Returns how far the service was ahead of the machine, in seconds. Returns `None` if the response does
    /// not tell, for example because it comes from a cache.
    pub(crate) fn learn(&self, signed: Reading, headers: &HeaderMap) -> Option<i64> {
        if !self.is_correction_enabled {
            return None;
        }
        let Measurement { ahead, uncertainty } = signed.compare(machine_time(), headers)?;
        // A date within the round trip confirms the present correction. Without this rule, a slow response
        // would shift the clock, and all calls would write to the same memory.
        if ahead.abs_diff(self.ahead.load(Ordering::Relaxed)) > uncertainty {
            self.ahead.store(ahead, Ordering::Relaxed);
        }
        Some(ahead)
    }

    /// Adopts the service's time if a refused request was signed with a time too far from it.
    ///
    /// `ahead` is what the refusal [told](Self::learn). Returns whether the request should be signed again.
    /// That is so even if another call has corrected the clock since.
    pub(crate) fn correct(&self, signed: Reading, ahead: i64) -> bool {
        if !self.is_correction_enabled || ahead.abs_diff(signed.ahead) <= TOLERATED_SECONDS {
            return false;
        }
        self.ahead.store(ahead, Ordering::Relaxed);
        true
    }

    #[cfg(test)]
    pub(crate) fn seconds_ahead(&self) -> i64 {
        self.ahead.load(Ordering::Relaxed)
    }
}

/// A reading of the machine's clock, and the correction at that time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    ahead: i64,
    machine: SystemTime,
}

/// What a response tells about the service's time.
#[derive(Debug, PartialEq, Eq)]
struct Measurement {
    /// How many seconds the `Date` is ahead of the middle of the round trip.
    ahead: i64,
    /// How far the difference may be wrong, in seconds.
    uncertainty: u64,
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

    /// Compares the `Date` of a response with the machine's clock.
    ///
    /// Returns `None` if the response does not tell the service's time.
    fn compare(self, received: SystemTime, headers: &HeaderMap) -> Option<Measurement> {
        let date = headers.get(DATE)?;
        let (sent, received) = (unix_seconds(self.machine)?, unix_seconds(received)?);
        let trip = received.checked_sub(sent)?;
        if trip > MAX_ROUND_TRIP.as_secs() || headers.contains_key(AGE) {
            return None;
        }
        let middle = i64::try_from(sent + trip / 2).ok()?;
        let ahead = date_header::unix_seconds(date)?.checked_sub(middle)?;
        let uncertainty = trip / 2 + RESOLUTION_SECONDS;
        (ahead.unsigned_abs() <= MAX_PLAUSIBLE_SECONDS)
            .then_some(Measurement { ahead, uncertainty })
    }
}

/// Returns whole seconds, because a `Date` has no fractions either.
fn unix_seconds(time: SystemTime) -> Option<u64> {
    Some(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs())
}

fn machine_time() -> SystemTime {
    #[cfg(test)]
    if let Some(time) = MACHINE_TIME.get() {
        return time;
    }
    SystemTime::now()
}

#[cfg(test)]
thread_local! {
    /// The time that the tests of this thread set on the machine's clock.
    pub(crate) static MACHINE_TIME: std::cell::Cell<Option<SystemTime>> =
        const { std::cell::Cell::new(None) };
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
            let measured = signed.compare(at(received), &headers);
            assert_eq!(measured.map(|measured| measured.ahead), ahead, "{date:?} {sent}");
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
