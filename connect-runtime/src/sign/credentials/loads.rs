//! The loads in progress.
//!
//! A load advances only while its tokio runtime runs. A runtime may stand still for as long as it likes, for
//! example between two calls of `block_on`, so a call waits only for a load on its own runtime. The first load
//! to succeed ends the wait of all calls.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use tokio::runtime;
use tokio::sync::watch;

use super::load_error::LoadError;

pub(super) type Outcome = Result<Credentials, LoadError>;

/// The loads in progress, at most one for each runtime.
#[derive(Default)]
pub(super) struct Loads {
    started: u64,
    in_progress: Vec<Load>,
}

struct Load {
    number: u64,
    runtime: runtime::Id,
    started_at: SystemTime,
    /// Tells the waiting calls. Dropping it tells them that the load has ended without an outcome.
    outcome: watch::Sender<Option<Outcome>>,
}

impl Loads {
    /// Returns the outcome to wait for on `runtime`, and the number of a load that the caller must start.
    pub(super) fn join(
        &mut self,
        runtime: runtime::Id,
        now: SystemTime,
    ) -> (watch::Receiver<Option<Outcome>>, Option<u64>) {
        if let Some(load) = self.in_progress.iter().find(|load| load.runtime == runtime) {
            return (load.outcome.subscribe(), None);
        }
        self.started += 1;
        let (outcome, receiver) = watch::channel(None);
        self.in_progress.push(Load { number: self.started, runtime, started_at: now, outcome });
        (receiver, Some(self.started))
    }

    /// Whether a load is in progress that a background refresh on `runtime` need not double.
    ///
    /// The load of another runtime counts only for as long as loads usually take: that runtime may stand still.
    pub(super) fn is_refreshing(
        &self,
        runtime: Option<runtime::Id>,
        now: SystemTime,
        usual: Duration,
    ) -> bool {
        self.in_progress.iter().any(|load| {
            let age = now.duration_since(load.started_at);
            Some(load.runtime) == runtime || age.is_ok_and(|age| age < usual)
        })
    }

    pub(super) fn contains(&self, number: u64) -> bool {
        self.in_progress.iter().any(|load| load.number == number)
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.in_progress.is_empty()
    }

    /// Ends the load. Its waiting calls get `outcome`, or start another load if there is none.
    pub(super) fn end(&mut self, number: u64, outcome: Option<Outcome>) {
        if let Some(index) = self.in_progress.iter().position(|load| load.number == number) {
            self.in_progress.swap_remove(index).tell(outcome);
        }
    }

    /// Ends all loads, because one has loaded these credentials.
    pub(super) fn end_all(&mut self, credentials: &Credentials) {
        for load in self.in_progress.drain(..) {
            load.tell(Some(Ok(credentials.clone())));
        }
    }
}

impl Load {
    fn tell(self, outcome: Option<Outcome>) {
        if outcome.is_some() {
            // Sending fails if no call waits any more.
            drop(self.outcome.send(outcome));
        }
    }
}
