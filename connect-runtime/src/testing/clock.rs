//! The clock of what the stand-in keeps, which tests can move.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::lock;

/// Tells the time of things, the lag and the pace. Signatures and the `date` header have the machine's time.
#[derive(Debug, Default)]
pub(super) struct Clock {
    state: Mutex<ClockState>,
}

#[derive(Debug, Default)]
struct ClockState {
    /// How far tests have moved the clock, in milliseconds.
    moved: i64,
    /// The time at which the clock stands.
    stopped_at: Option<i64>,
}

impl Clock {
    /// Returns the milliseconds since 1970. `machine` is the time if nobody moves the clock.
    pub(super) fn now(&self, machine: SystemTime) -> i64 {
        let state = lock(&self.state);
        state.stopped_at.unwrap_or_else(|| milliseconds(machine)).saturating_add(state.moved)
    }

    pub(super) fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let mut state = lock(&self.state);
        state.moved = state.moved.saturating_add(by);
    }

    pub(super) fn stop(&self, machine: SystemTime) {
        lock(&self.state).stopped_at.get_or_insert(milliseconds(machine));
    }
}

fn milliseconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
