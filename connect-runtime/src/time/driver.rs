//! Tells which drivers the current tokio runtime has.
//!
//! The builder of a runtime can leave out the drivers of I/O and timers. Tokio cannot be asked about them, and
//! panics when a missing one is used. A [`Driver`] therefore uses it once and catches the panic.

use std::cell::Cell;
use std::panic::catch_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread::LocalKey;

use tokio::runtime::{Handle, Id};

/// A runtime that is forgotten is only probed again.
const MAX_MISSING: usize = 64;

/// A driver that a runtime may lack.
pub(crate) struct Driver {
    /// Uses the driver of the current runtime.
    probe: fn(),
    /// The runtime that had the driver when this thread last asked, so that most calls need no lock.
    found: &'static LocalKey<Cell<Option<Id>>>,
    /// The last runtimes without the driver. Few programs have one, and an id is never used again.
    missing: Mutex<Vec<Id>>,
}

impl Driver {
    pub(crate) const fn new(probe: fn(), found: &'static LocalKey<Cell<Option<Id>>>) -> Self {
        Self { probe, found, missing: Mutex::new(Vec::new()) }
    }

    /// Whether there is a current runtime, and it has the driver.
    pub(crate) fn is_available(&self) -> bool {
        let Ok(runtime) = Handle::try_current() else { return false };
        let id = runtime.id();
        self.found.get() == Some(id) || self.find(id)
    }

    #[cold]
    fn find(&self, id: Id) -> bool {
        let missing = || self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        if missing().contains(&id) {
            return false;
        }
        // The lock is not held here, because the panic hook of the application may make calls, too.
        let is_available = catch_unwind(self.probe).is_ok();
        if is_available {
            self.found.set(Some(id));
        } else {
            let mut missing = missing();
            if missing.len() == MAX_MISSING {
                missing.remove(0);
            }
            missing.push(id);
        }
        is_available
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::runtime::Builder;

    use super::*;

    #[test]
    fn a_driver_is_looked_up_for_each_runtime() {
        thread_local!(static FOUND: Cell<Option<Id>> = const { Cell::new(None) });
        static TIMER: Driver = Driver::new(|| drop(tokio::time::sleep(Duration::ZERO)), &FOUND);
        let with = Builder::new_current_thread().enable_time().build().unwrap();
        let without = Builder::new_current_thread().build().unwrap();
        for _ in 0..2 {
            assert!(!TIMER.is_available());
            for _ in 0..2 {
                assert!(with.block_on(async { TIMER.is_available() }));
                assert!(!without.block_on(async { TIMER.is_available() }));
            }
        }
        assert_eq!(TIMER.missing.lock().unwrap().len(), 1, "each runtime is probed once");
    }
}
