//! The calls of one operation that wait for their turn.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

use super::Pace;
use super::bucket::Bucket;

/// A line of requests. The first to come is the first to be sent.
///
/// Whoever looks at the line lets all requests go whose time has come. A request that nobody polls therefore costs
/// those behind it one interval, and does not block them. A dropped one leaves the line, and the others move up.
#[derive(Debug)]
pub(super) struct Line {
    start: Instant,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    bucket: Bucket,
    next_number: u64,
    waiting: BTreeMap<u64, Waker>,
}

/// A place in a line, and then the right to send one request. Dropped unspent, it goes to the next in the line.
pub(crate) struct Turn {
    line: Arc<Line>,
    number: u64,
    /// When to look at the line. Only the first one in the line knows its time exactly.
    timer: Option<Pin<Box<Sleep>>>,
    is_spent: bool,
}

impl Line {
    pub(super) fn new(pace: Pace) -> Self {
        let state =
            State { bucket: Bucket::with_margin(pace), next_number: 0, waiting: BTreeMap::new() };
        Self { start: Instant::now(), state: Mutex::new(state) }
    }

    /// Takes the last place in the line.
    ///
    /// # Errors
    ///
    /// Returns how long the wait would be if that is not less than `time_left`.
    pub(super) fn enter(self: Arc<Self>, time_left: Option<Duration>) -> Result<Turn, Duration> {
        let now = self.now();
        let mut state = self.state();
        let woken = state.let_go(now);
        let wait = state.bucket.wait(now, state.waiting.len());
        let number = state.next_number;
        let is_free = state.waiting.is_empty() && wait.is_zero();
        let is_too_late = !is_free && time_left.is_some_and(|left| wait >= left);
        if is_free {
            state.bucket.take(now);
        } else if !is_too_late {
            state.waiting.insert(number, Waker::noop().clone());
        }
        state.next_number += 1;
        drop(state);
        wake(woken);
        if is_too_late {
            return Err(wait);
        }
        let timer = (!is_free).then(|| Box::pin(sleep_until(self.time(now + wait))));
        Ok(Turn { line: self, number, timer, is_spent: false })
    }

    fn now(&self) -> Duration {
        Instant::now().saturating_duration_since(self.start)
    }

    fn time(&self, since_start: Duration) -> Instant {
        // Far enough for a time that cannot be represented.
        self.start.checked_add(since_start).unwrap_or_else(|| self.start + Duration::from_hours(24))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Lets the requests go whose time has come. Returns whom to wake: these, and the next one, which looks at its
    /// time again.
    fn let_go(&mut self, now: Duration) -> Vec<Waker> {
        let mut woken = Vec::new();
        while !self.waiting.is_empty() && self.bucket.wait(now, 0).is_zero() {
            self.bucket.take(now);
            woken.extend(self.waiting.pop_first().map(|(_, waker)| waker));
        }
        if !woken.is_empty() {
            woken.extend(self.first());
        }
        woken
    }

    fn first(&self) -> Option<Waker> {
        self.waiting.first_key_value().map(|(_, waker)| waker.clone())
    }
}

/// Wakes tasks, without a lock, because a waker may run code of another executor.
fn wake(wakers: impl IntoIterator<Item = Waker>) {
    wakers.into_iter().for_each(Waker::wake);
}

impl Turn {
    /// Whether the request may have to wait.
    pub(crate) fn is_waiting(&self) -> bool {
        self.timer.is_some()
    }

    /// Is ready when the request may be sent.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(timer) = &mut self.timer else { return Poll::Ready(()) };
        loop {
            let now = self.line.now();
            let mut state = self.line.state();
            let woken = state.let_go(now);
            let place = state.waiting.get_mut(&self.number);
            let is_waiting = place.map(|waker| waker.clone_from(context.waker())).is_some();
            let is_first = state.waiting.first_key_value().is_some_and(|(n, _)| *n == self.number);
            let first_wait = state.bucket.wait(now, 0);
            let interval = state.bucket.interval();
            drop(state);
            wake(woken);
            if !is_waiting {
                self.timer = None;
                return Poll::Ready(());
            }
            if is_first {
                timer.as_mut().reset(self.line.time(now + first_wait));
            }
            if timer.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            // Those before it were let go later than planned.
            timer.as_mut().reset(self.line.time(now + first_wait + interval));
        }
    }

    /// Uses the turn for a request that is sent now.
    pub(crate) fn spend(mut self) {
        self.is_spent = true;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.is_spent {
            return;
        }
        let mut state = self.line.state();
        if state.waiting.remove(&self.number).is_none() {
            state.bucket.give_back();
        }
        // The wait of all behind it is shorter now. The first one sets its timer again.
        let first = state.first();
        drop(state);
        wake(first);
    }
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turn").field("number", &self.number).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    fn line(per_second: u32, burst: u32) -> Arc<Line> {
        Arc::new(Line::new(Pace::new(per_second, burst)))
    }

    async fn come(turn: &mut Turn) {
        poll_fn(|context| turn.poll(context)).await;
    }

    /// Waits for a turn, spends it, and returns the time in milliseconds.
    async fn send(line: &Arc<Line>) -> u128 {
        let mut turn = line.clone().enter(None).unwrap();
        come(&mut turn).await;
        turn.spend();
        line.now().as_millis()
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_to_come_is_the_first_to_be_sent() {
        let line = line(2, 3);
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let turn = line.clone().enter(None).unwrap();
                let line = line.clone();
                tokio::spawn(async move {
                    let mut turn = turn;
                    come(&mut turn).await;
                    turn.spend();
                    line.now().as_millis()
                })
            })
            .collect();
        let mut times = Vec::new();
        for task in tasks {
            times.push(task.await.unwrap());
        }
        assert_eq!(times, [0, 0, 100, 600, 1100, 1600]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_too_long_is_refused_and_takes_no_place() {
        let line = line(2, 1);
        assert_eq!(send(&line).await, 0);
        assert_eq!(line.clone().enter(Some(ms(500))).map(drop), Err(ms(500)));
        let first = line.clone().enter(Some(ms(501))).unwrap();
        assert_eq!(line.clone().enter(Some(ms(501))).map(drop), Err(ms(1000)));
        drop(first);
        assert_eq!(send(&line).await, 500);
    }

    #[tokio::test(start_paused = true)]
    async fn those_behind_a_dropped_request_move_up() {
        let line = line(1, 1);
        send(&line).await;
        let dropped: Vec<_> = (0..1000).map(|_| line.clone().enter(None).unwrap()).collect();
        let last = {
            let line = line.clone();
            tokio::spawn(async move { send(&line).await })
        };
        tokio::time::sleep(ms(10)).await;
        drop(dropped);
        assert_eq!(last.await.unwrap(), 1000);
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_that_is_not_spent_goes_to_the_next() {
        let line = line(1, 1);
        let unspent = line.clone().enter(None).unwrap();
        let mut next = line.clone().enter(None).unwrap();
        drop(unspent);
        tokio::time::timeout(ms(1), come(&mut next)).await.expect("its turn has come");
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_that_nobody_polls_does_not_block_the_others() {
        let line = line(1, 1);
        send(&line).await;
        let mut idle = line.clone().enter(None).unwrap();
        assert_eq!(send(&line).await, 3000);
        assert_eq!(send(&line).await, 4000);
        come(&mut idle).await;
        assert_eq!(line.now().as_millis(), 4000);
    }
}
