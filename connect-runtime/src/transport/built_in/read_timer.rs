//! The read timeout: how long a server may stay silent.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, Sleep};

use crate::time::deadline::extension_if_late;

/// Enforces the read timeout with one timer for the whole response.
///
/// Resetting a timer is not cheap, so the timer is reset only when it fires, not each time data arrives.
pub(super) struct ReadTimer<'a> {
    timeout: Duration,
    last_read: Instant,
    is_extended: bool,
    timer: Pin<&'a mut Sleep>,
}

impl<'a> ReadTimer<'a> {
    /// Creates a read timer from `timer`, which must fire `timeout` from now.
    pub(super) fn new(timeout: Duration, timer: Pin<&'a mut Sleep>) -> Self {
        let last_read = timer.deadline() - timeout;
        Self { timeout, last_read, is_extended: false, timer }
    }

    /// Waits for the next part of the response. Returns `None` if the timeout passes first.
    pub(super) async fn run<T>(
        &mut self,
        mut next: Pin<&mut impl Future<Output = T>>,
    ) -> Option<T> {
        let mut has_waited = false;
        poll_fn(|context| {
            if let Poll::Ready(part) = next.as_mut().poll(context) {
                // A part that was there already came with the one before.
                if has_waited {
                    self.last_read = Instant::now();
                }
                self.is_extended = false;
                return Poll::Ready(Some(part));
            }
            has_waited = true;
            while self.timer.as_mut().poll(context).is_ready() {
                let expires_at = self.last_read + self.timeout;
                if Instant::now() < expires_at {
                    self.timer.as_mut().reset(expires_at);
                    continue;
                }
                match extension_if_late(expires_at) {
                    Some(extension) if !self.is_extended => self.timer.as_mut().reset(extension),
                    _ => return Poll::Ready(None),
                }
                self.is_extended = true;
            }
            Poll::Pending
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use tokio::time::{advance, sleep};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn each_part_of_a_response_restarts_the_timeout() {
        let second = Duration::from_secs(1);
        let timer = pin!(sleep(3 * second));
        let mut read_timer = ReadTimer::new(3 * second, timer);
        for pause in [2, 2, 0, 2] {
            let part = read_timer.run(pin!(sleep(pause * second))).await;
            assert!(part.is_some(), "after {pause} s");
        }
        // The process stands still, and finds the part afterwards.
        let late = pin!(async {
            advance(10 * second).await;
            sleep(second / 20).await;
        });
        assert!(read_timer.run(late).await.is_some());
        let start = Instant::now();
        assert!(read_timer.run(pin!(sleep(4 * second))).await.is_none());
        assert_eq!(start.elapsed(), 3 * second);
    }
}
