//! The time that requests are signed for: that of the machine, unless the service disagrees.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{AGE, DATE};

use crate::response::header_text;
use crate::timestamp::HttpDate;

/// The service refuses signatures that are 5 minutes off; 4 leave room for the trip.
const TOLERATED_SECONDS: u64 = 4 * 60;
/// The date of an answer that took longer says nothing of now.
const MAX_TRIP: Duration = Duration::from_mins(15);

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
        shifted(SystemTime::now(), self.ahead.load(Ordering::Relaxed))
    }

    /// Takes over the service's time, where `ahead`, as measured with an answer that may complain of
    /// the time, is too far from what is known; whether it was.
    pub(crate) fn correct(&self, ahead: i64) -> bool {
        let known = self.ahead.load(Ordering::Relaxed);
        if !self.is_corrected || ahead.saturating_sub(known).unsigned_abs() <= TOLERATED_SECONDS {
            return false;
        }
        self.ahead.store(ahead, Ordering::Relaxed);
        true
    }
}

/// How many seconds the service was ahead of the machine's time in the middle of the trip; none where
/// the answer does not tell, as one from a cache does not.
pub(crate) fn seconds_ahead(
    headers: &HeaderMap,
    sent: SystemTime,
    received: SystemTime,
) -> Option<i64> {
    let trip = received.duration_since(sent).ok().filter(|trip| *trip <= MAX_TRIP)?;
    if headers.contains_key(AGE) {
        return None;
    }
    let date: HttpDate = header_text(headers, DATE.as_str())?.parse().ok()?;
    let middle = sent.checked_add(trip / 2)?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let middle = i64::try_from(middle.as_secs()).ok()?;
    date.timestamp().unix_seconds().checked_sub(middle)
}

fn shifted(time: SystemTime, seconds: i64) -> SystemTime {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let shifted = if seconds < 0 { time.checked_sub(distance) } else { time.checked_add(distance) };
    shifted.unwrap_or(time)
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
            (None, false, 0, 0, None),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(date) = date {
                headers.insert(DATE, date.parse().unwrap());
            }
            if age {
                headers.insert(AGE, "7".parse().unwrap());
            }
            assert_eq!(seconds_ahead(&headers, at(sent), at(received)), ahead, "{date:?} {sent}");
        }
    }

    #[test]
    fn a_clock_is_corrected_where_it_is_far_off() {
        let clock = Clock::new(true);
        assert!(!clock.correct(240) && !clock.correct(-240));
        assert!(clock.correct(241));
        assert!(!clock.correct(241), "it is known already");
        assert!(clock.now() > SystemTime::now() + Duration::from_secs(230));
        assert!(clock.correct(-3600));
        assert!(clock.now() < SystemTime::now() - Duration::from_mins(50));
        assert!(clock.correct(i64::MIN) && clock.correct(i64::MAX));
        let _ = clock.now();
        assert!(!Clock::new(false).correct(3600));
    }
}
