//! The time that requests are signed for: that of the machine, unless the service disagrees.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{AGE, DATE};

use crate::protocol::headers::header_text;
use crate::protocol::timestamp::HttpDate;

/// The service refuses signatures that are 5 minutes off; 4 leave room for the trip.
const TOLERATED_SECONDS: u64 = 4 * 60;
/// The date of an answer that took longer says nothing of now.
const MAX_TRIP: Duration = Duration::from_mins(15);

/// A machine without a clock of its own may start in 1970. A date that is further off is wrong itself,
/// and one near the year 9999 would leave signatures no room.
const BELIEVED_SECONDS: u64 = 100 * 366 * 24 * 60 * 60;

/// What a client and its clones know of the service's time.
#[derive(Debug)]
pub(crate) struct Clock {
    /// How far the service's time is ahead of the machine's, in seconds.
    ahead: AtomicI64,
    is_corrected: bool,
}

impl Clock {
    pub(crate) fn new(is_corrected: bool) -> Self {
        Self { ahead: AtomicI64::new(0), is_corrected }
    }

    /// The time to sign for.
    pub(crate) fn now(&self) -> SystemTime {
        self.reading().time()
    }

    /// What the clock shows, for a signature that may turn out to be of a wrong time.
    pub(crate) fn reading(&self) -> Reading {
        Reading { ahead: self.ahead.load(Ordering::Relaxed), machine: SystemTime::now() }
    }

    /// Takes over the service's time, where `ahead`, as measured with an answer that may complain of
    /// the time, is too far from what the request was signed for; whether it was. That another call
    /// has corrected the clock in the meantime makes no difference to this one.
    pub(crate) fn correct(&self, signed: Reading, ahead: i64) -> bool {
        let error = ahead.saturating_sub(signed.ahead).unsigned_abs();
        if !self.is_corrected || error <= TOLERATED_SECONDS {
            return false;
        }
        self.ahead.store(ahead, Ordering::Relaxed);
        true
    }
}

/// A time, and how far it was taken to be ahead of the machine's.
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

    /// How many seconds the service was ahead of the machine's time in the middle of the trip of a request
    /// that was signed then; none where the answer does not tell, as one from a cache does not.
    pub(crate) fn seconds_ahead(self, received: SystemTime, headers: &HeaderMap) -> Option<i64> {
        let trip = received.duration_since(self.machine).ok()?;
        if trip > MAX_TRIP || headers.contains_key(AGE) {
            return None;
        }
        let date: HttpDate = header_text(headers, &DATE)?.parse().ok()?;
        let middle = self.machine.checked_add(trip / 2)?;
        let middle = middle.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let middle = i64::try_from(middle.as_secs()).ok()?;
        let ahead = date.timestamp().unix_seconds().checked_sub(middle)?;
        (ahead.unsigned_abs() <= BELIEVED_SECONDS).then_some(ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn the_date_is_compared_with_the_middle_of_the_trip() {
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
    fn a_clock_is_corrected_where_it_is_far_off() {
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
