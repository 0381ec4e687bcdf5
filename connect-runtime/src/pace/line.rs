//! The requests of one operation that wait for their turn.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

use super::Pace;
use super::bucket::Bucket;

/// A line of requests. Each call has a number, and the lowest number is sent first.
///
/// A call keeps its number for its retries, so these go before younger calls. A request is counted when it may be sent,
/// and is sent at once.
///
/// Whoever looks at the line lets all requests go whose time has come. A request that nobody polls therefore costs
/// those behind it one interval, and does not block them. One that is dropped while it waits leaves the line, and the
/// others move up. One that is dropped after it was let go still counts.
#[derive(Debug)]
pub(crate) struct Line {
    start: Instant,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    bucket: Bucket,
    next_number: u64,
    /// The calls that wait, by their numbers. A new call has the highest one.
    waiting: VecDeque<(u64, Waker)>,
}

/// A request that waits in a line. Ready when it may be sent.
pub(crate) struct Turn<'a> {
    line: &'a Line,
    number: u64,
    /// When to look at the line. Only the first one in the line knows its time exactly. `None` if it need not wait.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Line {
    pub(super) fn new(pace: Pace) -> Self {
        let state =
            State { bucket: Bucket::with_margin(pace), next_number: 0, waiting: VecDeque::new() };
        Self { start: Instant::now(), state: Mutex::new(state) }
    }

    /// Returns the number of a new call.
    pub(super) fn number(&self) -> u64 {
        let mut state = self.state();
        state.next_number += 1;
        state.next_number
    }

    /// Returns how long the next request of the call `number` would wait from now on.
    pub(super) fn wait(&self, number: u64) -> Duration {
        let now = self.now();
        let mut state = self.state();
        let woken = state.let_go(now);
        let wait = state.wait(now, number);
        drop(state);
        wake(woken);
        wait
    }

    /// Takes the place of the call `number` for one request.
    ///
    /// # Errors
    ///
    /// Returns how long the wait would be if that is not less than `time_left`.
    pub(super) fn enter(
        &self,
        number: u64,
        time_left: Option<Duration>,
    ) -> Result<Turn<'_>, Duration> {
        let now = self.now();
        let mut state = self.state();
        let woken = state.let_go(now);
        let wait = state.wait(now, number);
        let is_too_late = !wait.is_zero() && time_left.is_some_and(|left| wait >= left);
        if wait.is_zero() {
            state.bucket.take(now);
        } else if !is_too_late {
            state.insert(number);
        }
        drop(state);
        wake(woken);
        if is_too_late {
            return Err(wait);
        }
        let timer = (!wait.is_zero()).then(|| Box::pin(sleep_until(self.time(now + wait))));
        Ok(Turn { line: self, number, timer })
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
    /// Returns how long the call `number` would wait behind those with lower numbers.
    fn wait(&self, now: Duration, number: u64) -> Duration {
        self.bucket.wait(now, self.ahead_of(number))
    }

    /// Returns how many calls wait before the call `number`, which is its place if it waits.
    fn ahead_of(&self, number: u64) -> usize {
        self.waiting.partition_point(|(other, _)| *other < number)
    }

    /// Returns the place of the call `number` if it waits.
    fn place_of(&self, number: u64) -> Option<usize> {
        let place = self.ahead_of(number);
        self.waiting.get(place).is_some_and(|(other, _)| *other == number).then_some(place)
    }

    fn insert(&mut self, number: u64) {
        self.waiting.insert(self.ahead_of(number), (number, Waker::noop().clone()));
    }

    /// Lets the requests go whose time has come. Returns whom to wake: these, and the next one, which looks at its
    /// time again.
    fn let_go(&mut self, now: Duration) -> Vec<Waker> {
        let mut woken = Vec::new();
        while !self.waiting.is_empty() && self.bucket.wait(now, 0).is_zero() {
            self.bucket.take(now);
            woken.extend(self.waiting.pop_front().map(|(_, waker)| waker));
        }
        if !woken.is_empty() {
            woken.extend(self.first());
        }
        woken
    }

    fn first(&self) -> Option<Waker> {
        self.waiting.front().map(|(_, waker)| waker.clone())
    }
}

/// Wakes tasks, without a lock, because a waker may run code of another executor.
fn wake(wakers: impl IntoIterator<Item = Waker>) {
    wakers.into_iter().for_each(Waker::wake);
}

impl Turn<'_> {
    /// Whether the request may have to wait.
    pub(crate) fn is_waiting(&self) -> bool {
        self.timer.is_some()
    }
}

impl Future for Turn<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Self { line, number, timer } = &mut *self;
        loop {
            let Some(running) = timer else { return Poll::Ready(()) };
            let now = line.now();
            let mut state = line.state();
            let woken = state.let_go(now);
            let place = state.place_of(*number);
            if let Some((_, waker)) = place.and_then(|place| state.waiting.get_mut(place)) {
                waker.clone_from(context.waker());
            }
            let wait = state.wait(now, *number);
            drop(state);
            wake(woken);
            let Some(place) = place else {
                *timer = None;
                return Poll::Ready(());
            };
            if place == 0 {
                running.as_mut().reset(line.time(now + wait));
            }
            if running.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            // Others went before it.
            running.as_mut().reset(line.time(now + wait));
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if self.timer.is_none() {
            return;
        }
        let mut state = self.line.state();
        if let Some(place) = state.place_of(self.number) {
            state.waiting.remove(place);
        }
        // The wait of all behind it is shorter now. The first one sets its timer again.
        let first = state.first();
        drop(state);
        wake(first);
    }
}

impl fmt::Debug for Turn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turn").field("number", &self.number).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::sync::Arc;

    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    fn line(per_second: u32, burst: u32) -> Arc<Line> {
        Arc::new(Line::new(Pace::new(per_second, burst)))
    }

    /// Waits for the turn of a new call, and returns the time in milliseconds.
    async fn send(line: &Line) -> u128 {
        send_as(line, line.number()).await
    }

    async fn send_as(line: &Line, number: u64) -> u128 {
        line.enter(number, None).unwrap().await;
        line.now().as_millis()
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_to_come_is_the_first_to_be_sent() {
        let line = line(2, 3);
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let (number, line) = (line.number(), line.clone());
                tokio::spawn(async move { send_as(&line, number).await })
            })
            .collect();
        let mut times = Vec::new();
        for task in tasks {
            times.push(task.await.unwrap());
        }
        assert_eq!(times, [0, 0, 100, 600, 1100, 1600]);
    }

    #[tokio::test(start_paused = true)]
    async fn an_older_call_goes_before_younger_ones() {
        let line = line(1, 1);
        let older = line.number();
        send(&line).await;
        let younger: Vec<_> = (0..3)
            .map(|_| {
                let line = line.clone();
                tokio::spawn(async move { send(&line).await })
            })
            .collect();
        tokio::time::sleep(ms(10)).await;
        assert_eq!((line.wait(older), line.wait(u64::MAX)), (ms(990), ms(3990)));
        assert_eq!(send_as(&line, older).await, 1000);
        let mut times = Vec::new();
        for task in younger {
            times.push(task.await.unwrap());
        }
        assert_eq!(times, [2000, 3000, 4000]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_too_long_is_refused_and_takes_no_place() {
        let line = line(2, 1);
        assert_eq!(send(&line).await, 0);
        assert_eq!(line.enter(line.number(), Some(ms(500))).map(drop), Err(ms(500)));
        let first = line.enter(line.number(), Some(ms(501))).unwrap();
        assert_eq!(line.enter(line.number(), Some(ms(501))).map(drop), Err(ms(1000)));
        drop(first);
        assert_eq!(send(&line).await, 500);
    }

    #[tokio::test(start_paused = true)]
    async fn those_behind_a_dropped_request_move_up() {
        let line = line(1, 1);
        send(&line).await;
        let dropped: Vec<_> = (0..1000).map(|_| line.enter(line.number(), None).unwrap()).collect();
        let last = {
            let line = line.clone();
            tokio::spawn(async move { send(&line).await })
        };
        tokio::time::sleep(ms(10)).await;
        drop(dropped);
        assert_eq!(last.await.unwrap(), 1000);
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_that_nobody_polls_does_not_block_the_others() {
        let line = line(1, 1);
        send(&line).await;
        let mut idle = line.enter(line.number(), None).unwrap();
        assert_eq!(send(&line).await, 3000);
        assert_eq!(send(&line).await, 4000);
        poll_fn(|context| Pin::new(&mut idle).poll(context)).await;
        assert_eq!(line.now().as_millis(), 4000);
    }
}
