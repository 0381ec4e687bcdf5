//! Until when a call or an attempt may go on.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::error::{Error, TimeoutKind};
use crate::operation::Operation;

/// When a time is over, and what it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    operation: &'static str,
    kind: TimeoutKind,
    after: Duration,
    at: Instant,
}

impl Limit {
    /// None for what is not limited, and for a time that is too long to be over.
    pub(crate) fn new(
        operation: &Operation,
        kind: TimeoutKind,
        after: Option<Duration>,
    ) -> Option<Self> {
        let after = after?;
        let at = Instant::now().checked_add(after)?;
        Some(Self { operation: operation.name(), kind, after, at })
    }

    /// The one that ends first. A call has one timer at a time, as they are not cheap.
    pub(crate) fn earlier(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        one.into_iter().chain(other).min_by_key(|limit| limit.at)
    }

    pub(crate) fn time_left(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// Ends `future` when its time is over.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`] then.
    pub(crate) async fn keep<T>(
        limit: Option<Self>,
        future: Pin<&mut impl Future<Output = T>>,
    ) -> Result<T, Error> {
        Self::keep_woken(limit, None, future).await
    }

    /// The same for a future that is sure to be polled again within a time, or ready: there is a timer for what
    /// is left when that time is too long.
    pub(crate) async fn keep_woken<T>(
        limit: Option<Self>,
        wakes_within: Option<Duration>,
        mut future: Pin<&mut impl Future<Output = T>>,
    ) -> Result<T, Error> {
        let Some(Self { operation, kind, after, at }) = limit else { return Ok(future.await) };
        let mut timer = pin!(None);
        poll_fn(|context| {
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(value));
            }
            if timer.is_none() {
                let left = at.saturating_duration_since(Instant::now());
                if wakes_within.is_some_and(|time| time < left) {
                    return Poll::Pending;
                }
                timer.set(Some(sleep_until(at)));
            }
            match timer.as_mut().as_pin_mut().map(|timer| timer.poll(context)) {
                Some(Poll::Pending) => Poll::Pending,
                Some(Poll::Ready(())) | None => {
                    Poll::Ready(Err(Error::Timeout { operation, kind, after }))
                }
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use http::Method;
    use tokio::time::{interval, sleep};

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn limit(seconds: u32) -> Option<Limit> {
        let operation = Operation::new("Name", Method::GET, "/");
        Limit::new(&operation, TimeoutKind::Attempt, Some(seconds * SECOND))
    }

    #[tokio::test(start_paused = true)]
    async fn a_future_ends_at_its_limit() {
        for wakes_within in [None, Some(SECOND), Some(3 * SECOND), Some(7 * SECOND)] {
            let start = Instant::now();
            let polls = AtomicU32::new(0);
            let forever = async {
                let mut wakes = interval(wakes_within.unwrap_or(100 * SECOND));
                loop {
                    wakes.tick().await;
                    polls.fetch_add(1, Ordering::Relaxed);
                }
            };
            let outcome: Result<(), Error> =
                Limit::keep_woken(limit(5), wakes_within, pin!(forever)).await;
            assert!(matches!(outcome, Err(Error::Timeout { after, .. }) if after == 5 * SECOND));
            assert_eq!(start.elapsed(), 5 * SECOND, "{wakes_within:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_in_time_or_not_limited_is_kept() {
        assert!(Limit::keep(limit(5), pin!(sleep(4 * SECOND))).await.is_ok());
        assert!(Limit::keep(None, pin!(sleep(400 * SECOND))).await.is_ok());
        assert!(Limit::keep(limit(0), pin!(async {})).await.is_ok());
    }
}
