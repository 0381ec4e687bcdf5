//! How long a server may say nothing.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, Sleep};

/// The time since a server last said something, with one timer for all of a response: it is set anew when it
/// has run out, not whenever something arrives.
pub(super) struct Silence<'a> {
    longest: Duration,
    since: Instant,
    timer: Pin<&'a mut Sleep>,
}

impl<'a> Silence<'a> {
    /// `timer` runs for `longest` from now on.
    pub(super) fn new(longest: Duration, timer: Pin<&'a mut Sleep>) -> Self {
        Self { longest, since: Instant::now(), timer }
    }

    /// The next thing that the server says; none where it is silent for too long.
    pub(super) async fn end<T>(
        &mut self,
        mut next: Pin<&mut impl Future<Output = T>>,
    ) -> Option<T> {
        poll_fn(|context| {
            if let Poll::Ready(said) = next.as_mut().poll(context) {
                self.since = Instant::now();
                return Poll::Ready(Some(said));
            }
            while self.timer.as_mut().poll(context).is_ready() {
                let end = self.since + self.longest;
                if end <= Instant::now() {
                    return Poll::Ready(None);
                }
                self.timer.as_mut().reset(end);
            }
            Poll::Pending
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use tokio::time::sleep;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_time_starts_anew_with_each_thing_said() {
        let second = Duration::from_secs(1);
        let timer = pin!(sleep(3 * second));
        let mut silence = Silence::new(3 * second, timer);
        for pause in [2, 2, 0, 2] {
            let said = silence.end(pin!(sleep(pause * second))).await;
            assert!(said.is_some(), "after {pause} s");
        }
        let start = Instant::now();
        assert!(silence.end(pin!(sleep(4 * second))).await.is_none());
        assert_eq!(start.elapsed(), 3 * second);
    }
}
