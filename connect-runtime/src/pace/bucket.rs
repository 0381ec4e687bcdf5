//! Counts requests against a pace.

use std::time::Duration;

use super::Pace;

/// How long a client holds back the last request of a burst.
///
/// Requests do not all take equally long to the service. Without this margin, a request that follows a slow one
/// would arrive before the service allows it.
const MARGIN: Duration = Duration::from_millis(100);

/// Counts requests against a pace, by the generic cell rate algorithm.
///
/// It allows what a bucket of `burst` tokens allows, which gets one token in each interval. This stores one number; a
/// count of tokens would need two. Times are since any start.
#[derive(Debug)]
pub(crate) struct Bucket {
    interval: Duration,
    /// How far `used_until` may be ahead of the time.
    tolerance: Duration,
    /// The time at which all tokens are back.
    used_until: Duration,
}

impl Bucket {
    pub(crate) fn new(pace: Pace) -> Self {
        let Pace { interval, burst } = pace;
        Self { interval, tolerance: interval.saturating_mul(burst), used_until: Duration::ZERO }
    }

    /// Creates a bucket for a client, which keeps a margin to what the service allows. A burst of 1 leaves none.
    pub(super) fn with_margin(pace: Pace) -> Self {
        let mut bucket = Self::new(pace);
        if pace.burst > 1 {
            bucket.tolerance = bucket.tolerance.saturating_sub(MARGIN.min(pace.interval));
        }
        bucket
    }

    /// Returns how long after `now` a request is allowed, if `ahead` others come before it.
    pub(crate) fn wait(&self, now: Duration, ahead: usize) -> Duration {
        let requests = u32::try_from(ahead).unwrap_or(u32::MAX).saturating_add(1);
        let used = self.used_until.max(now).saturating_add(self.interval.saturating_mul(requests));
        used.saturating_sub(self.tolerance).saturating_sub(now)
    }

    /// Counts a request.
    pub(crate) fn take(&mut self, now: Duration) {
        self.used_until = self.used_until.max(now).saturating_add(self.interval);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    /// The times at which a bucket allows `count` requests, if as many as possible are sent from `start` on.
    fn times(bucket: &mut Bucket, start: u64, count: usize) -> Vec<u128> {
        let mut now = ms(start);
        let mut times = Vec::new();
        for _ in 0..count {
            now += bucket.wait(now, 0);
            bucket.take(now);
            times.push(now.as_millis());
        }
        times
    }

    #[test]
    fn a_bucket_allows_a_burst_and_then_the_rate() {
        let bucket = &mut Bucket::new(Pace::new(2, 3));
        assert_eq!(times(bucket, 0, 5), [0, 0, 0, 500, 1000]);
        assert_eq!(times(bucket, 60_000, 4), [60_000, 60_000, 60_000, 60_500]);
        assert_eq!(times(&mut Bucket::new(Pace::new(2, 1)), 7, 3), [7, 507, 1007]);
        assert_eq!(times(&mut Bucket::new(Pace::every(Duration::ZERO, 1)), 7, 3), [7, 7, 7]);
    }

    #[test]
    fn a_client_holds_back_the_last_request_of_a_burst() {
        let bucket = &mut Bucket::with_margin(Pace::new(2, 3));
        assert_eq!(times(bucket, 0, 5), [0, 0, 100, 600, 1100]);
        assert_eq!(times(&mut Bucket::with_margin(Pace::new(2, 1)), 0, 3), [0, 500, 1000]);
        assert_eq!(times(&mut Bucket::with_margin(Pace::new(50, 2)), 0, 3), [0, 20, 40]);
    }

    #[test]
    fn requests_ahead_are_waited_for() {
        let mut bucket = Bucket::new(Pace::new(2, 2));
        assert_eq!([0, 1, 2, 9].map(|ahead| bucket.wait(ms(5), ahead)), [0, 0, 500, 4000].map(ms));
        bucket.take(ms(5));
        assert_eq!(bucket.wait(ms(5), 1), ms(500));
        assert!(bucket.wait(ms(5), usize::MAX) > Duration::from_hours(1000));
    }

    #[test]
    fn a_rate_of_0_allows_the_burst_alone() {
        for (burst, allowed) in [(0, 0), (2, 2)] {
            let mut bucket = Bucket::new(Pace::new(0, burst));
            for _ in 0..allowed {
                assert_eq!(bucket.wait(ms(1), 0), Duration::ZERO);
                bucket.take(ms(1));
            }
            assert!(bucket.wait(ms(1), 0) > Duration::from_hours(1000), "{burst}");
        }
    }
}
