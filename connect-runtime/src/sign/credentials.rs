//! The credentials cache of a client.
//!
//! Refreshes have two stages, as in the AWS SDK for Python. When an advisory refresh is due, one call starts
//! it in the background, and all calls go on with the cached credentials. When a mandatory refresh is due,
//! all calls wait for a load, and those of one runtime share it.

mod cached;
mod load_error;
mod loads;
mod normal;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use self::cached::{Cached, RefreshDue};
use self::load_error::LoadError;
use self::loads::{Joined, Loads, Outcome, Slot};
pub(crate) use self::normal::{check, trimmed};
use crate::time::deadline::has_timer;
use crate::transport::BoxFuture;

/// How long a load may take, unless calls wait longer than that. Afterwards, a call starts another one.
const MAX_LOAD: Duration = Duration::from_mins(1);

/// Caches the credentials of a provider.
pub(crate) struct CredentialsCache(Arc<Shared>);

struct Shared {
    provider: SharedCredentialsProvider,
    /// How long a call waits.
    timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    cached: Option<Cached>,
    loads: Loads,
}

/// How a call gets its credentials.
enum Step {
    Use(Credentials),
    /// Wait for a load on this runtime.
    Wait(watch::Receiver<Option<Outcome>>),
    /// Load them in the call itself, because there is no runtime for a task.
    Load,
}

impl CredentialsCache {
    /// Creates an empty cache. A call waits for the provider for up to `timeout`.
    pub(crate) fn new(provider: SharedCredentialsProvider, timeout: Duration) -> Self {
        Self(Arc::new(Shared { provider, timeout, state: Mutex::default() }))
    }

    /// Returns credentials to use at `now`, and loads or refreshes them if necessary.
    ///
    /// # Errors
    ///
    /// Returns an error if the provider fails or takes too long, and no cached credentials are valid.
    pub(crate) async fn credentials(
        &self,
        now: SystemTime,
    ) -> Result<Credentials, CredentialsError> {
        if !has_timer() {
            return self.obtain(now).await;
        }
        match timeout(self.0.timeout, self.obtain(now)).await {
            Ok(outcome) => outcome,
            // The load goes on, for the next call.
            Err(_) => self
                .0
                .outlast_failure(now + self.0.timeout)
                .ok_or_else(|| CredentialsError::provider_timed_out(self.0.timeout)),
        }
    }

    /// Returns the cached credentials. Returns `None` if they are absent or due for a refresh.
    pub(super) fn fresh(&self, now: SystemTime) -> Option<Credentials> {
        let state = self.0.state();
        let cached = state.cached.as_ref()?;
        matches!(cached.refresh_due(now), RefreshDue::No).then(|| cached.credentials.clone())
    }

    /// Drops credentials that the service reported expired, unless newer ones replaced them already.
    pub(crate) fn forget(&self, expired: &Credentials) {
        let cached = &mut self.0.state().cached;
        if cached.as_ref().is_some_and(|cached| cached.credentials == *expired) {
            *cached = None;
        }
    }

    async fn obtain(&self, now: SystemTime) -> Result<Credentials, CredentialsError> {
        // A load is lost if the provider panics, or hangs. The second iteration starts another one.
        for _ in 0..2 {
            let mut outcome = match self.0.step(now) {
                Step::Use(credentials) => return Ok(credentials),
                Step::Wait(outcome) => outcome,
                Step::Load => {
                    let provided = self.0.provider.provide_credentials().await;
                    let outcome = self.0.state().store(None, provided, now);
                    return outcome.map_err(|error| error.to_error());
                }
            };
            if let Ok(outcome) = outcome.wait_for(Option::is_some).await
                && let Some(outcome) = &*outcome
            {
                return outcome.clone().map_err(|error| error.to_error());
            }
        }
        Err(CredentialsError::unhandled("the provider was cancelled before it returned"))
    }
}

impl Shared {
    fn step(self: &Arc<Self>, now: SystemTime) -> Step {
        let runtime = Handle::try_current().ok();
        let mut state = self.state();
        let State { cached, loads } = &mut *state;
        let due = cached.as_ref().map(|cached| (cached.refresh_due(now), &cached.credentials));
        let id = runtime.as_ref().map(Handle::id);
        let usable = match due {
            Some((RefreshDue::No, credentials)) => return Step::Use(credentials.clone()),
            Some((RefreshDue::Advisory, credentials)) => {
                if loads.is_refreshing(id, now, self.timeout) {
                    return Step::Use(credentials.clone());
                }
                Some(credentials.clone())
            }
            Some((RefreshDue::Mandatory, _)) | None => None,
        };
        let Some(runtime) = runtime else { return Step::Load };
        let given_up = loads.give_up(now, self.max_load());
        let joined = loads.join(runtime.id(), now, &self.provider);
        // Dropping a load, as a runtime that shuts down does at once, needs the state.
        drop(state);
        given_up.iter().for_each(Slot::clear);
        let outcome = match joined {
            Joined::Waiting(outcome) => outcome,
            Joined::Starting(outcome, number, slot) => {
                // The load runs in its own task, so that it survives the call that started it.
                // It is boxed like the other task of this crate, so that `tokio` compiles one kind of task.
                let load = LoadTask { shared: Arc::clone(self), number, slot };
                let load: BoxFuture<'static, ()> = Box::pin(load.run(now));
                runtime.spawn(load);
                outcome
            }
        };
        usable.map_or(Step::Wait(outcome), Step::Use)
    }

    /// Returns how long a load may take.
    fn max_load(&self) -> Duration {
        MAX_LOAD.max(self.timeout)
    }

    fn outlast_failure(&self, now: SystemTime) -> Option<Credentials> {
        self.state().cached.as_mut()?.outlast_failure(now)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic cannot leave the state inconsistent.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Caches loaded credentials. After a failed load, keeps cached ones that are still valid and pauses
    /// refreshes. Ends the load with this number, or all loads if this one succeeded.
    fn store(
        &mut self,
        number: Option<u64>,
        provided: Result<Credentials, CredentialsError>,
        now: SystemTime,
    ) -> Outcome {
        let error = match provided.and_then(normal::normal) {
            Ok(credentials) => {
                self.cached = Some(Cached::new(credentials.clone(), now));
                self.loads.end_all(&credentials);
                return Ok(credentials);
            }
            Err(error) => LoadError::new(error),
        };
        let usable = self.cached.as_mut().and_then(|cached| cached.outlast_failure(now));
        let outcome = usable.ok_or(error);
        if let Some(number) = number {
            self.loads.end(number, Some(outcome.clone()));
        }
        outcome
    }
}

/// A load in its own task. Dropping it, as a runtime does when it shuts down, ends the load.
struct LoadTask {
    shared: Arc<Shared>,
    number: u64,
    slot: Slot,
}

impl LoadTask {
    async fn run(self, now: SystemTime) {
        let start = Instant::now();
        let load = self.slot.run();
        let provided = if has_timer() {
            timeout(self.shared.max_load(), load).await.ok().flatten()
        } else {
            load.await
        };
        // What hangs is given up. A call that waits starts another load.
        let Some(provided) = provided else { return };
        let mut state = self.shared.state();
        // If another load was faster, what this one brings may be out of date.
        if state.loads.contains(self.number) {
            drop(state.store(Some(self.number), provided, now + start.elapsed()));
        }
    }
}

impl Drop for LoadTask {
    fn drop(&mut self) {
        self.shared.state().loads.end(self.number, None);
    }
}

#[cfg(test)]
mod tests;
