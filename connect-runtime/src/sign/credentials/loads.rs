//! The loads in progress.
//!
//! A load advances only while its tokio runtime runs. A runtime may stand still for as long as it likes, for
//! example between two calls of `block_on`, so a call waits only for a load on its own runtime. The first load
//! to succeed ends the wait of all calls.
//!
//! A load that stands still may hold a lock of the provider, such as that around the token of an EC2 instance.
//! Each load therefore has a [`Slot`], from which another runtime can drop it.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use tokio::runtime;
use tokio::sync::watch;

use super::load_error::LoadError;
use crate::transport::BoxFuture;

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
    slot: Slot,
}

/// What a call does about the load of its runtime.
pub(super) enum Joined {
    /// Wait for its outcome.
    Waiting(watch::Receiver<Option<Outcome>>),
    /// Start it, too.
    Starting(watch::Receiver<Option<Outcome>>, u64, Slot),
}

/// The future of a load, until somebody drops it.
#[derive(Clone)]
pub(super) struct Slot(Arc<Mutex<Option<Provided>>>);

type Provided = BoxFuture<'static, Result<Credentials, CredentialsError>>;

impl Slot {
    fn new(provider: SharedCredentialsProvider) -> Self {
        let load: Provided = Box::pin(async move { provider.provide_credentials().await });
        Self(Arc::new(Mutex::new(Some(load))))
    }

    /// Runs the load. Returns `None` if it is dropped from elsewhere.
    pub(super) async fn run(&self) -> Option<Result<Credentials, CredentialsError>> {
        poll_fn(|context| {
            let mut load = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match load.as_mut() {
                Some(load) => load.as_mut().poll(context).map(Some),
                None => Poll::Ready(None),
            }
        })
        .await
    }

    /// Drops the load, unless its runtime is running it at this moment.
    pub(super) fn clear(&self) {
        // The provider's code runs when its future is dropped, so the lock must be free by then.
        let load = self.0.try_lock().ok().and_then(|mut load| load.take());
        drop(load);
    }
}

impl Loads {
    /// Joins the load of `runtime`. If there is none, returns what the caller must start.
    pub(super) fn join(
        &mut self,
        runtime: runtime::Id,
        now: SystemTime,
        provider: &SharedCredentialsProvider,
    ) -> Joined {
        if let Some(load) = self.in_progress.iter().find(|load| load.runtime == runtime) {
            return Joined::Waiting(load.outcome.subscribe());
        }
        self.started += 1;
        let (outcome, receiver) = watch::channel(None);
        let (number, slot) = (self.started, Slot::new(provider.clone()));
        let load = Load { number, runtime, started_at: now, outcome, slot: slot.clone() };
        self.in_progress.push(load);
        Joined::Starting(receiver, number, slot)
    }

    /// Ends the loads that are older than `limit`, which stand still. Returns their slots, to be cleared.
    pub(super) fn give_up(&mut self, now: SystemTime, limit: Duration) -> Vec<Slot> {
        let is_old =
            |load: &mut Load| now.duration_since(load.started_at).is_ok_and(|age| age >= limit);
        self.in_progress.extract_if(.., is_old).map(|load| load.slot).collect()
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
