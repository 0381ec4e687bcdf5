//! How far a run of calls is, and how fast.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

/// How far back the rate looks. At 2 calls a second, this is 40 calls.
const WINDOW: Duration = Duration::from_secs(20);
/// The time between two marks, so that a fast run keeps few of them.
const MARK_EVERY: Duration = Duration::from_millis(500);

/// How far a run of [`Many`](crate::Many) calls is.
///
/// `Display` writes a line for a log, such as `120 of 500, 3 failed, 2.0/s, 3 min 10 s left`.
///
/// ```
/// use connect_runtime::Many;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let mut lines = Vec::new();
/// let run = Many::over(1..=3, |number| async move { if number == 2 { Err(number) } else { Ok(number) } });
/// run.on_progress(|progress| lines.push(format!("{} {}", progress.done(), progress.failed())))
///     .collect_all()
///     .await;
/// assert_eq!(lines, ["1 0", "2 1", "3 1"]);
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    done: usize,
    failed: usize,
    of: Option<usize>,
    rate: f64,
    elapsed: Duration,
    has_ended: bool,
}

impl Progress {
    /// Returns the number of results so far, including errors.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Returns the number of errors so far, including that of a page.
    pub fn failed(&self) -> usize {
        self.failed
    }

    /// Returns the number of all items. Returns `None` while it is unknown, and after a page failed.
    pub fn of(&self) -> Option<usize> {
        self.of
    }

    /// Returns the results per second, over the last 20 seconds or so. Returns 0 if no time has passed.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// Returns the time from the first poll of the run until now, or until its last result.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Estimates the time until the last result, by the [rate](Self::rate).
    ///
    /// Returns `None` while the number of items is unknown, and while there is no rate to go by.
    pub fn left(&self) -> Option<Duration> {
        match self.of?.saturating_sub(self.done) {
            0 => Some(Duration::ZERO),
            // Infinity and what is too long are errors of the conversion.
            left => Duration::try_from_secs_f64(as_f64(left) / self.rate).ok(),
        }
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            Some(of) => write!(f, "{} of {of}", self.done)?,
            None => write!(f, "{} done", self.done)?,
        }
        if self.failed > 0 {
            write!(f, ", {} failed", self.failed)?;
        }
        if self.has_ended {
            return write!(f, ", in {}", Rough(self.elapsed));
        }
        write!(f, ", {:.1}/s", self.rate)?;
        self.left().map_or(Ok(()), |left| write!(f, ", {} left", Rough(left)))
    }
}

/// Writes a duration with its two largest units, rounded up to whole seconds.
struct Rough(Duration);

impl fmt::Display for Rough {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs().saturating_add(u64::from(self.0.subsec_nanos() > 0));
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
        match (days, hours, minutes) {
            (0, 0, 0) => write!(f, "{seconds} s"),
            (0, 0, _) => write!(f, "{minutes} min {} s", seconds % 60),
            (0, _, _) => write!(f, "{hours} h {} min", minutes % 60),
            _ => write!(f, "{days} d {} h", hours % 24),
        }
    }
}

/// Counts results.
#[derive(Debug, Default)]
pub(super) struct Tally {
    done: usize,
    failed: usize,
    started_at: Option<Instant>,
    last_at: Option<Instant>,
    /// The first one is the last before the window, or the start. Each is a moment and the results until then.
    marks: VecDeque<(Instant, usize)>,
}

impl Tally {
    /// Starts the time of the run, unless it is running.
    pub(super) fn start(&mut self) {
        if self.started_at.is_none() {
            let now = Instant::now();
            self.started_at = Some(now);
            self.marks.push_back((now, 0));
        }
    }

    pub(super) fn add(&mut self, is_ok: bool) {
        self.done += 1;
        self.failed += usize::from(!is_ok);
        let now = Instant::now();
        self.last_at = Some(now);
        if self.marks.back().is_none_or(|(at, _)| now.duration_since(*at) >= MARK_EVERY) {
            self.marks.push_back((now, self.done));
            while self.marks.get(1).is_some_and(|(at, _)| now.duration_since(*at) >= WINDOW) {
                self.marks.pop_front();
            }
        }
    }

    /// Returns the progress of a run over `of` items.
    ///
    /// The run has also ended if each item has a result, although the run may not have asked its source for another
    /// item yet.
    pub(super) fn progress(&self, of: Option<usize>, has_ended: bool) -> Progress {
        let has_ended = has_ended || of == Some(self.done);
        let end = if has_ended { self.last_at.or(self.started_at) } else { None };
        let now = end.unwrap_or_else(Instant::now);
        let elapsed = self.started_at.map_or(Duration::ZERO, |start| now.duration_since(start));
        let (done, failed, rate) = (self.done, self.failed, self.rate(now));
        Progress { done, failed, of, rate, elapsed, has_ended }
    }

    /// Returns the rate since the last mark before the window.
    fn rate(&self, now: Instant) -> f64 {
        let is_before = |(at, _): &&(Instant, usize)| now.duration_since(*at) >= WINDOW;
        let mark = self.marks.iter().take_while(is_before).last().or(self.marks.front());
        let Some((at, done)) = mark else { return 0.0 };
        let seconds = now.duration_since(*at).as_secs_f64();
        if seconds > 0.0 { as_f64(self.done - done) / seconds } else { 0.0 }
    }
}

#[allow(clippy::cast_precision_loss, reason = "an estimate needs no more than 52 bits")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    fn progress(done: usize, failed: usize, of: Option<usize>, rate: f64) -> Progress {
        let has_ended = of == Some(done);
        Progress { done, failed, of, rate, elapsed: Duration::from_secs(75), has_ended }
    }

    #[test]
    fn progress_is_written_as_a_line() {
        for (progress, line) in [
            (progress(0, 0, None, 0.0), "0 done, 0.0/s"),
            (progress(0, 0, Some(500), 0.0), "0 of 500, 0.0/s"),
            (progress(120, 0, Some(500), 2.0), "120 of 500, 2.0/s, 3 min 10 s left"),
            (progress(120, 3, Some(500), 9.96), "120 of 500, 3 failed, 10.0/s, 39 s left"),
            (progress(120, 0, None, 0.04), "120 done, 0.0/s"),
            (progress(1, 0, Some(7201), 2.0), "1 of 7201, 2.0/s, 1 h 0 min left"),
            (progress(0, 0, Some(100_000), 1.0), "0 of 100000, 1.0/s, 1 d 3 h left"),
            (progress(500, 0, Some(500), 2.0), "500 of 500, in 1 min 15 s"),
            (progress(0, 0, Some(0), 0.0), "0 of 0, in 1 min 15 s"),
            // An iterator with a wrong hint.
            (progress(7, 0, Some(5), 2.0), "7 of 5, 2.0/s, 0 s left"),
            (progress(1, 0, Some(2), f64::MIN_POSITIVE), "1 of 2, 0.0/s"),
        ] {
            assert_eq!(progress.to_string(), line);
        }
        let after_a_failed_page = Progress { has_ended: true, ..progress(7, 1, None, 2.0) };
        assert_eq!(after_a_failed_page.to_string(), "7 done, 1 failed, in 1 min 15 s");
    }

    #[test]
    fn durations_are_rounded_up_to_seconds() {
        for (millis, text) in [
            (0, "0 s"),
            (1, "1 s"),
            (59_000, "59 s"),
            (59_001, "1 min 0 s"),
            (3_599_999, "1 h 0 min"),
            (7_500_000, "2 h 5 min"),
            (90_000_000, "1 d 1 h"),
        ] {
            assert_eq!(Rough(Duration::from_millis(millis)).to_string(), text);
        }
        assert!(!Rough(Duration::MAX).to_string().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn the_rate_is_that_of_the_last_seconds() {
        let mut tally = Tally::default();
        let rate = |tally: &Tally| format!("{:.2}", tally.progress(None, false).rate());
        assert_eq!(
            (tally.progress(None, false).elapsed(), rate(&tally)),
            (Duration::ZERO, "0.00".into())
        );
        tally.start();
        tally.add(true);
        assert_eq!(rate(&tally), "0.00", "no time has passed");
        for _ in 0..100 {
            advance(Duration::from_millis(100)).await;
            tally.add(true);
        }
        assert_eq!(rate(&tally), "10.10");
        for _ in 0..60 {
            advance(Duration::from_millis(500)).await;
            tally.add(false);
        }
        assert_eq!(rate(&tally), "2.00", "30 seconds at the new pace");
        advance(40 * Duration::from_secs(1)).await;
        assert_eq!(rate(&tally), "0.00", "nothing ended for 40 seconds");
        assert_eq!((tally.done, tally.failed), (161, 60));
    }

    #[tokio::test(start_paused = true)]
    async fn a_fast_and_long_run_keeps_few_marks() {
        let mut tally = Tally::default();
        tally.start();
        for _ in 0..100_000 {
            advance(Duration::from_millis(1)).await;
            tally.add(true);
        }
        assert!(tally.marks.len() <= 42, "{}", tally.marks.len());
        assert!((tally.progress(None, false).rate() - 1000.0).abs() < 1.0);
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_ends_with_the_last_result() {
        let mut tally = Tally::default();
        tally.start();
        advance(Duration::from_secs(3)).await;
        tally.add(true);
        advance(Duration::from_secs(4)).await;
        for (of, has_ended, elapsed) in [
            (Some(1), false, 3),
            (Some(1), true, 3),
            (None, true, 3),
            (None, false, 7),
            (Some(2), false, 7),
        ] {
            let progress = tally.progress(of, has_ended);
            assert_eq!(progress.elapsed(), Duration::from_secs(elapsed), "{of:?} {has_ended}");
        }
    }
}
