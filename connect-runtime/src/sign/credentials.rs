//! The credentials cache of a client.
//!
//! Refreshes have two stages, as in the AWS SDK for Python. When an advisory refresh is due, one call starts
//! it in the background, and all calls go on with the cached credentials. When a mandatory refresh is due,
//! all calls wait for one shared load.

mod load_error;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use tokio::runtime::Handle;
use tokio::sync::watch;

use self::load_error::LoadError;
use crate::retry::random;
use crate::time::deadline::has_timer;
use crate::transport::BoxFuture;

/// How long before expiry an advisory refresh is due.
const ADVISORY_REFRESH: Duration = Duration::from_mins(15);
/// How long before expiry a mandatory refresh is due.
const MANDATORY_REFRESH: Duration = Duration::from_mins(10);
/// The maximum random shift of an advisory refresh, so that many machines do not refresh at once.
const JITTER: Duration = Duration::from_mins(1);
/// The assumed lifetime of credentials without an expiry. Such credentials may still be replaced.
const DEFAULT_LIFETIME: Duration = Duration::from_mins(15);
/// How long a provider may take, as in the AWS SDKs.
const LOAD_TIMEOUT: Duration = Duration::from_secs(5);
/// How long the cache waits after a failed refresh while the cached credentials are valid.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(30);

/// Caches the credentials of a provider.
pub(crate) struct CredentialsCache(Arc<Shared>);

struct Shared {
    provider: SharedCredentialsProvider,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    cached: Option<Cached>,
    /// The load in progress. All calls that need new credentials wait for its outcome.
    load: Option<watch::Receiver<Option<Outcome>>>,
}

type Outcome = Result<Credentials, LoadError>;

#[derive(Clone)]
struct Cached {
    credentials: Credentials,
    advisory_refresh_at: SystemTime,
    mandatory_refresh_at: SystemTime,
    /// The earliest time of the next refresh, after one has failed.
    paused_until: Option<SystemTime>,
}

enum RefreshDue {
    No,
    Advisory,
    Mandatory,
}

impl Cached {
    fn new(credentials: Credentials, now: SystemTime) -> Self {
        let expiry = credentials.expiry().unwrap_or(now + DEFAULT_LIFETIME);
        // The fractions let short-lived credentials be used for most of their lifetime.
        let lifetime = expiry.duration_since(now).unwrap_or_default();
        let jitter = JITTER.min(lifetime / 16).mul_f64(random());
        let advisory_refresh_at = expiry - ADVISORY_REFRESH.min(lifetime / 4) - jitter;
        let mandatory_refresh_at = expiry - MANDATORY_REFRESH.min(lifetime / 6);
        Self { credentials, advisory_refresh_at, mandatory_refresh_at, paused_until: None }
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.credentials.expiry().is_none_or(|expiry| now < expiry)
    }

    fn refresh_due(&self, now: SystemTime) -> RefreshDue {
        let is_paused = self.paused_until.is_some_and(|until| now < until) && self.is_valid(now);
        if now < self.advisory_refresh_at || is_paused {
            RefreshDue::No
        } else if now < self.mandatory_refresh_at {
            RefreshDue::Advisory
        } else {
            RefreshDue::Mandatory
        }
    }
}

/// How a call gets its credentials.
enum Step {
    Use(Credentials),
    /// Wait for the load in progress.
    Wait(watch::Receiver<Option<Outcome>>),
    /// Start a load.
    Start {
        load: BoxFuture<'static, ()>,
        outcome: watch::Receiver<Option<Outcome>>,
        /// The credentials to use instead of waiting for the load.
        usable: Option<Credentials>,
    },
}

impl CredentialsCache {
    pub(crate) fn new(provider: SharedCredentialsProvider) -> Self {
        Self(Arc::new(Shared { provider, state: Mutex::default() }))
    }

    /// Returns credentials to use at `now`, and loads or refreshes them if necessary.
    ///
    /// # Errors
    ///
    /// Returns an error if the provider fails and no cached credentials are valid.
    pub(crate) async fn credentials(
        &self,
        now: SystemTime,
    ) -> Result<Credentials, CredentialsError> {
        // A load is lost if the runtime it runs on shuts down. The second iteration starts another one.
        for _ in 0..2 {
            let mut outcome = match self.step(now) {
                Step::Use(credentials) => return Ok(credentials),
                Step::Wait(outcome) => outcome,
                Step::Start { load, outcome, usable } => match Handle::try_current() {
                    // The load runs in its own task, so that it survives the call that started it.
                    Ok(runtime) => {
                        runtime.spawn(load);
                        if let Some(credentials) = usable {
                            return Ok(credentials);
                        }
                        outcome
                    }
                    Err(_) => {
                        load.await;
                        outcome
                    }
                },
            };
            if let Ok(outcome) = outcome.wait_for(Option::is_some).await
                && let Some(outcome) = &*outcome
            {
                return outcome.clone().map_err(|error| error.to_error());
            }
        }
        Err(CredentialsError::unhandled("the provider was cancelled before it returned"))
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

    fn step(&self, now: SystemTime) -> Step {
        let mut state = self.0.state();
        let cached = state
            .cached
            .as_ref()
            .map(|cached| (cached.refresh_due(now), cached.credentials.clone()));
        // A load without a sender was dropped before it completed.
        let in_progress = state.load.clone().filter(|load| load.has_changed().is_ok());
        let usable = match (cached, in_progress) {
            (Some((RefreshDue::No, credentials)), _)
            | (Some((RefreshDue::Advisory, credentials)), Some(_)) => {
                return Step::Use(credentials);
            }
            (_, Some(outcome)) => return Step::Wait(outcome),
            (Some((RefreshDue::Advisory, credentials)), None) => Some(credentials),
            (Some((RefreshDue::Mandatory, _)) | None, None) => None,
        };
        let (sender, outcome) = watch::channel(None);
        state.load = Some(outcome.clone());
        let load = Box::pin(Arc::clone(&self.0).load(now, sender));
        Step::Start { load, outcome, usable }
    }
}

impl Shared {
    async fn load(self: Arc<Self>, now: SystemTime, sender: watch::Sender<Option<Outcome>>) {
        let load = self.provider.provide_credentials();
        let provided = if has_timer() {
            tokio::time::timeout(LOAD_TIMEOUT, load)
                .await
                .unwrap_or_else(|_| Err(CredentialsError::provider_timed_out(LOAD_TIMEOUT)))
        } else {
            load.await
        };
        let outcome = self.store(provided, now);
        // Sending fails if no call waits any more.
        drop(sender.send(Some(outcome)));
    }

    /// Caches loaded credentials. After a failed load, keeps cached ones that are still valid and pauses
    /// refreshes.
    fn store(&self, provided: Result<Credentials, CredentialsError>, now: SystemTime) -> Outcome {
        let mut state = self.state();
        state.load = None;
        match (provided, &mut state.cached) {
            (Ok(credentials), cached) => {
                *cached = Some(Cached::new(credentials.clone(), now));
                Ok(credentials)
            }
            (Err(_), Some(cached)) if cached.is_valid(now) => {
                cached.paused_until = Some(now + PAUSE_AFTER_FAILURE);
                Ok(cached.credentials.clone())
            }
            (Err(error), _) => Err(LoadError::new(error)),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic cannot leave the state inconsistent.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
