//! When a pool of connections was last used.
//!
//! A server closes connections that are idle. The I/O driver of the runtime reports this to the connection, which
//! then leaves the pool. The driver makes no progress while the process is stopped, the machine sleeps, or the
//! thread of the runtime is blocked. Without a precaution, the first request afterwards would go out on a closed
//! connection. The client could not tell whether it arrived, and could not repeat it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// After a longer time without calls, closed connections may be in the pool. It is short, because a server may keep
/// idle connections for a short time only, and longer than the pauses of a busy client.
const MAX_IDLE: Duration = Duration::from_millis(100);
/// A response proves that the driver made progress, unless the process may have stood still while the call waited
/// for it.
const MAX_TRIP: Duration = Duration::from_secs(1);

/// A time on both clocks. The monotonic clock may stop while the machine sleeps, and the other one may be set back.
#[derive(Debug, Clone, Copy)]
struct Moment {
    monotonic: Instant,
    wall: SystemTime,
}

impl Moment {
    fn now() -> Self {
        Self { monotonic: Instant::now(), wall: SystemTime::now() }
    }

    fn since(self, earlier: Self) -> Duration {
        let monotonic = self.monotonic.saturating_duration_since(earlier.monotonic);
        monotonic.max(self.wall.duration_since(earlier.wall).unwrap_or_default())
    }
}

/// The time of the last use; none before the first.
#[derive(Debug, Default)]
pub(in crate::transport) struct LastUse(Mutex<Option<Moment>>);

/// How long a pool was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::transport) enum Idle {
    /// Its connections are as good as the last time.
    No,
    /// The server may have closed connections, and the driver knows.
    AWhile,
    /// The pool must not use its connections any more.
    TooLong,
}

impl LastUse {
    /// Notes that a call starts, and returns how long there was none.
    ///
    /// After [`Idle::AWhile`], the call must [`settle`] before it notes its use with [`renew`](Self::renew).
    /// Other calls that start meanwhile have to do the same.
    pub(in crate::transport) fn call_starts(&self, pool_idle_timeout: Duration) -> Idle {
        match self.renew_within(MAX_IDLE) {
            idle if idle < MAX_IDLE => Idle::No,
            idle if idle < pool_idle_timeout => Idle::AWhile,
            _ => Idle::TooLong,
        }
    }

    /// Notes that a response arrived.
    pub(in crate::transport) fn response_arrived(&self) {
        self.renew_within(MAX_TRIP);
    }

    /// Notes a use.
    pub(in crate::transport) fn renew(&self) {
        self.renew_within(Duration::MAX);
    }

    /// Returns how long ago the last use was, and notes another one if that is less than `limit`.
    fn renew_within(&self, limit: Duration) -> Duration {
        let now = Moment::now();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = last.map_or(Duration::ZERO, |last| now.since(last));
        if idle < limit {
            *last = Some(now);
        }
        idle
    }
}

/// Lets the runtime notice which connections the server closed.
///
/// Only the driver ends a sleep, after it has woken the connections with news. The second sleep gives these the
/// time to run, because the driver wakes them together with the first one if the machine is busy.
pub(in crate::transport) async fn settle() {
    for _ in 0..2 {
        tokio::time::sleep(Duration::from_micros(1)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_clock_that_went_further_counts() {
        let then = Moment::now();
        for (monotonic, wall, idle) in [(3, 3, 3), (0, 3, 3), (3, 0, 3), (3, -3600, 3), (0, -1, 0)]
        {
            let now = Moment {
                monotonic: then.monotonic + monotonic * SECOND,
                wall: match u32::try_from(wall) {
                    Ok(ahead) => then.wall + ahead * SECOND,
                    Err(_) => then.wall - i32::unsigned_abs(wall) * SECOND,
                },
            };
            assert_eq!(now.since(then), idle * SECOND, "{monotonic} {wall}");
        }
    }

    #[test]
    fn a_pool_is_idle_until_a_call_has_settled() {
        let last_use = LastUse::default();
        let idle = || last_use.call_starts(20 * SECOND);
        assert_eq!(idle(), Idle::No, "the first call");
        for (seconds, expected) in [(0, Idle::No), (5, Idle::AWhile), (21, Idle::TooLong)] {
            let wall = SystemTime::now() - seconds * SECOND;
            *last_use.0.lock().unwrap() = Some(Moment { monotonic: Instant::now(), wall });
            assert_eq!(idle(), expected);
            // The call may have waited for this response while the process stood still.
            last_use.response_arrived();
            assert_eq!(idle(), expected);
            last_use.renew();
            assert_eq!(idle(), Idle::No);
        }
    }
}
