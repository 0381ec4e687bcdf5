//! How many requests of each operation a client sends in a second.

mod bucket;
mod line;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

#[cfg(any(feature = "testing", test))]
pub(crate) use self::bucket::Bucket;
use self::line::Line;
pub(crate) use self::line::Turn;
use crate::declaration::operation::Operation;

/// A number of requests per second, and how many may be sent at once.
///
/// [`ClientBuilder::pace`](crate::ClientBuilder::pace) keeps a client to a pace for each operation. The
/// stand-in of the module `testing` takes requests at a pace.
///
/// The default is the [quota that Amazon Connect documents][quotas] for most of its operations: 2 requests
/// a second, and up to 5 at once.
///
/// ```
/// use std::time::Duration;
///
/// use connect_runtime::Pace;
///
/// assert_eq!(Pace::default(), Pace::new(2, 5));
/// assert_eq!(Pace::new(2, 5), Pace::every(Duration::from_millis(500), 5));
/// ```
///
/// [quotas]: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    interval: Duration,
    burst: u32,
}

/// The interval between requests at a rate of 0. Any burst of it still fits in a `Duration`.
const NEVER: Duration = Duration::from_secs(u32::MAX as u64);

impl Default for Pace {
    fn default() -> Self {
        Self::new(2, 5)
    }
}

impl Pace {
    /// Allows `burst` requests at once, but at least one, and then `per_second` requests in each second.
    ///
    /// With 0 `per_second`, only the burst is ever allowed, which may be 0 then.
    pub const fn new(per_second: u32, burst: u32) -> Self {
        match 1_000_000_000_u64.checked_div(per_second as u64) {
            // Rounded up, so that the pace is never faster than the rate.
            Some(nanoseconds) => {
                let rest = (1_000_000_000 % per_second as u64 > 0) as u64;
                Self::every(Duration::from_nanos(nanoseconds + rest), burst)
            }
            None => Self { interval: NEVER, burst },
        }
    }

    /// Allows `burst` requests at once, but at least one, and then one request in each `interval`.
    ///
    /// This is for rates below one request a second. An interval of 0 allows any number of requests.
    pub const fn every(interval: Duration, burst: u32) -> Self {
        let interval = if interval.as_secs() < NEVER.as_secs() { interval } else { NEVER };
        Self { interval, burst: if burst == 0 { 1 } else { burst } }
    }
}

/// The paces that a client is set to.
#[derive(Debug, Default)]
pub(crate) struct Paces {
    pub(crate) default: Option<Pace>,
    /// By the name of the operation. The last one counts.
    of_operation: Vec<(String, Pace)>,
}

impl Paces {
    pub(crate) fn set(&mut self, operation: String, pace: Pace) {
        self.of_operation.push((operation, pace));
    }

    fn of(&self, operation: &Operation) -> Option<Pace> {
        let own = self.of_operation.iter().rev().find(|(name, _)| name == operation.name());
        own.map(|(_, pace)| *pace).or(self.default)
    }
}

/// The names of a service and an operation.
type OperationKey = (&'static str, &'static str);

/// Keeps the requests of a client and its clones to their paces.
#[derive(Debug)]
pub(crate) struct Pacer {
    paces: Paces,
    lines: Mutex<Vec<(OperationKey, Arc<Line>)>>,
}

impl Pacer {
    /// Returns `None` if no pace is set.
    pub(crate) fn new(paces: Paces) -> Option<Self> {
        let is_on = paces.default.is_some() || !paces.of_operation.is_empty();
        is_on.then(|| Self { paces, lines: Mutex::default() })
    }

    /// Whether the operation has a pace.
    pub(crate) fn is_pacing(&self, operation: &Operation) -> bool {
        self.paces.of(operation).is_some()
    }

    /// Gives a new call its place among the calls of its operation. Returns `None` if the operation has no pace.
    pub(crate) fn place(&self, operation: &'static Operation) -> Option<Place> {
        let pace = self.paces.of(operation)?;
        let key = (operation.service().name(), operation.name());
        let line = {
            let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
            match lines.iter().find(|(other, _)| *other == key) {
                Some((_, line)) => Arc::clone(line),
                None => {
                    let line = Arc::new(Line::new(pace));
                    lines.push((key, Arc::clone(&line)));
                    line
                }
            }
        };
        Some(Place { number: line.number(), line })
    }
}

/// The place of a call among the calls of its operation, in the order in which they came.
#[derive(Debug)]
pub(crate) struct Place {
    line: Arc<Line>,
    number: u64,
}

impl Place {
    /// Returns how long the next request of the call would wait from now on.
    pub(crate) fn wait(&self) -> Duration {
        self.line.wait(self.number)
    }

    /// Lets one request of the call wait for its turn.
    ///
    /// # Errors
    ///
    /// Returns how long the wait would be if that is not less than `time_left`.
    pub(crate) fn enter(&self, time_left: Option<Duration>) -> Result<Turn<'_>, Duration> {
        self.line.enter(self.number, time_left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_that_does_not_divide_a_second_is_rounded_down() {
        for (pace, interval, burst) in [
            (Pace::new(3, 0), Duration::from_nanos(333_333_334), 1),
            (Pace::new(2, 5), Duration::from_millis(500), 5),
            (Pace::new(0, 0), NEVER, 0),
            (Pace::every(Duration::MAX, 0), NEVER, 1),
            (Pace::every(Duration::from_secs(10), 2), Duration::from_secs(10), 2),
        ] {
            assert_eq!((pace.interval, pace.burst), (interval, burst), "{pace:?}");
        }
    }

    #[test]
    fn the_last_pace_of_an_operation_counts() {
        let mut paces = Paces { default: Some(Pace::default()), ..Paces::default() };
        for (operation, pace) in [("ListUsers", 1), ("ListQueues", 7), ("ListUsers", 3)] {
            paces.set(operation.to_owned(), Pace::new(pace, 1));
        }
        for (name, pace) in [
            ("ListUsers", Pace::new(3, 1)),
            ("ListQueues", Pace::new(7, 1)),
            ("Other", Pace::default()),
        ] {
            assert_eq!(
                paces.of(&Operation::new(name, http::Method::GET, "/")),
                Some(pace),
                "{name}"
            );
        }
    }
}
