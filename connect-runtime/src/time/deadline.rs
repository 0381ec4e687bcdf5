//! The deadline of a call or an attempt.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Id;
use tokio::time::{Instant, Sleep, sleep, sleep_until};

use crate::declaration::operation::Operation;
use crate::error::{Error, TimeoutKind};
use crate::time::driver::Driver;

/// A timer that fires later than this was held up: the process was stopped, or the thread was blocked.
const LATE: Duration = Duration::from_millis(100);

/// The time by which a call or an attempt must be done, and the timeout that sets it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    operation: &'static str,
    kind: TimeoutKind,
    after: Duration,
    at: Instant,
}

impl Deadline {
    /// Starts a timeout. Returns `None` if `after` is `None` or too long to represent.
    pub(crate) fn new(
        operation: &Operation,
        kind: TimeoutKind,
        after: Option<Duration>,
    ) -> Option<Self> {
        let after = after?;
        let at = Instant::now().checked_add(after)?;
        Some(Self { operation: operation.name(), kind, after, at })
    }

    /// Returns the earlier deadline. A call runs one timer at a time, because timers are not cheap.
    pub(crate) fn earlier(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        one.into_iter().chain(other).min_by_key(|deadline| deadline.at)
    }

    pub(crate) fn time_left(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// Runs `future` until its deadline, if it has one.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Timeout`] when the deadline passes.
    pub(crate) fn enforce<T>(
        deadline: Option<Self>,
        future: Pin<&mut impl Future<Output = T>>,
    ) -> impl Future<Output = Result<T, Error>> {
        Self::enforce_polled(deadline, None, future)
    }

    /// Runs `future` in the same way, given that it wakes itself within `max_poll_interval`.
    ///
    /// Each wake-up checks the deadline, so a timer starts only once less time than the interval is left.
    pub(crate) fn enforce_polled<T>(
        deadline: Option<Self>,
        max_poll_interval: Option<Duration>,
        mut future: Pin<&mut impl Future<Output = T>>,
    ) -> impl Future<Output = Result<T, Error>> {
        // Most calls end before they need the timer, so it takes no room in their futures.
        let mut timer: Option<Pin<Box<Sleep>>> = None;
        let mut is_extended = false;
        poll_fn(move |context| {
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(value));
            }
            let Some(Self { operation, kind, after, at }) = deadline else { return Poll::Pending };
            if timer.is_none() {
                let left = at.saturating_duration_since(Instant::now());
                if max_poll_interval.is_some_and(|interval| interval < left) {
                    return Poll::Pending;
                }
                timer = Some(Box::pin(sleep_until(at)));
            }
            while let Some(running) = &mut timer {
                if running.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                let extension = if is_extended { None } else { extension_if_late(at) };
                is_extended = true;
                timer = extension.map(|until| Box::pin(sleep_until(until)));
            }
            Poll::Ready(Err(Error::Timeout { operation, kind, after, may_act_twice: false }))
        })
    }
}

/// Returns until when to extend a wait that should have ended at `end`.
///
/// While the process stands still, time passes but nothing is received. What arrived meanwhile is read only after
/// the timers have fired. Returns `None` if the timer is on time.
pub(crate) fn extension_if_late(end: Instant) -> Option<Instant> {
    let now = Instant::now();
    (now.saturating_duration_since(end) > LATE).then(|| now + LATE)
}

/// Whether the current thread belongs to a tokio runtime with a timer.
pub(crate) fn has_timer() -> bool {
    thread_local!(static FOUND: Cell<Option<Id>> = const { Cell::new(None) });
    static TIMER: Driver = Driver::new(|| drop(sleep(Duration::ZERO)), &FOUND);
    TIMER.is_available()
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::atomic::{AtomicU32, Ordering};

    use http::Method;
    use tokio::time::{advance, interval};

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn deadline(seconds: u32) -> Option<Deadline> {
        let operation = Operation::new("Name", Method::GET, "/");
        Deadline::new(&operation, TimeoutKind::Attempt, Some(seconds * SECOND))
    }

    #[tokio::test(start_paused = true)]
    async fn a_future_ends_at_its_deadline() {
        for max_poll_interval in [None, Some(SECOND), Some(3 * SECOND), Some(7 * SECOND)] {
            let start = Instant::now();
            let polls = AtomicU32::new(0);
            let forever = async {
                let mut wakes = interval(max_poll_interval.unwrap_or(100 * SECOND));
                loop {
                    wakes.tick().await;
                    polls.fetch_add(1, Ordering::Relaxed);
                }
            };
            let outcome: Result<(), Error> =
                Deadline::enforce_polled(deadline(5), max_poll_interval, pin!(forever)).await;
            assert!(matches!(outcome, Err(Error::Timeout { after, .. }) if after == 5 * SECOND));
            assert_eq!(start.elapsed(), 5 * SECOND, "{max_poll_interval:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_late_timer_leaves_time_for_what_arrived_meanwhile() {
        for (needed, is_in_time) in [(LATE / 2, true), (2 * LATE, false)] {
            let late = async {
                advance(20 * SECOND).await;
                sleep(needed).await;
            };
            let outcome = Deadline::enforce(deadline(5), pin!(late)).await;
            assert_eq!(outcome.is_ok(), is_in_time, "{needed:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_future_that_is_in_time_completes() {
        assert!(Deadline::enforce(deadline(5), pin!(sleep(4 * SECOND))).await.is_ok());
        assert!(Deadline::enforce(None, pin!(sleep(400 * SECOND))).await.is_ok());
        assert!(Deadline::enforce(deadline(0), pin!(async {})).await.is_ok());
    }
}
