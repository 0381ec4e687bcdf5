//! The credentials of a client, loaded once for all its calls until they are about to expire.

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

/// From this long before they expire, new ones are loaded while calls go on.
const EARLY: Duration = Duration::from_mins(15);
/// From this long before they expire, all calls wait for the new ones.
const LATE: Duration = Duration::from_mins(10);
/// Spreads the refreshes of many machines.
const JITTER: Duration = Duration::from_mins(1);
/// How long credentials are used that do not say when they expire: they may be replaced all the same.
const DEFAULT_LIFETIME: Duration = Duration::from_mins(15);
/// How long a provider may take, as in the AWS SDKs.
const LOAD_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a provider that failed is left alone while there are credentials.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(30);

/// A provider, and what it gave last.
pub(crate) struct CredentialsCache(Arc<Shared>);

struct Shared {
    provider: SharedCredentialsProvider,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    cached: Option<Cached>,
    /// The load that is under way, which all calls that need its outcome wait for.
    load: Option<watch::Receiver<Option<Outcome>>>,
}

type Outcome = Result<Credentials, LoadError>;

#[derive(Clone)]
struct Cached {
    credentials: Credentials,
    early: SystemTime,
    late: SystemTime,
    /// After a refresh that failed, the time before which there is no other.
    paused_until: Option<SystemTime>,
}

enum Age {
    Fresh,
    Early,
    Late,
}

impl Cached {
    fn new(credentials: Credentials, now: SystemTime) -> Self {
        let expiry = credentials.expiry().unwrap_or(now + DEFAULT_LIFETIME);
        // Short-lived credentials are used for most of their life all the same.
        let lifetime = expiry.duration_since(now).unwrap_or_default();
        let jitter = JITTER.min(lifetime / 16).mul_f64(random());
        let early = expiry - EARLY.min(lifetime / 4) - jitter;
        let late = expiry - LATE.min(lifetime / 6);
        Self { credentials, early, late, paused_until: None }
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.credentials.expiry().is_none_or(|expiry| now < expiry)
    }

    fn age(&self, now: SystemTime) -> Age {
        let is_paused = self.paused_until.is_some_and(|until| now < until) && self.is_valid(now);
        if now < self.early || is_paused {
            Age::Fresh
        } else if now < self.late {
            Age::Early
        } else {
            Age::Late
        }
    }
}

/// What a call is to do for its credentials.
enum Step {
    Use(Credentials),
    Wait(watch::Receiver<Option<Outcome>>),
    /// No load is under way.
    Begin {
        load: BoxFuture<'static, ()>,
        outcome: watch::Receiver<Option<Outcome>>,
        /// What to use meanwhile.
        until_then: Option<Credentials>,
    },
}

impl CredentialsCache {
    pub(crate) fn new(provider: SharedCredentialsProvider) -> Self {
        Self(Arc::new(Shared { provider, state: Mutex::default() }))
    }

    /// The credentials to use at `now`.
    ///
    /// # Errors
    ///
    /// Where the provider fails and there are none that are still valid.
    pub(crate) async fn credentials(
        &self,
        now: SystemTime,
    ) -> Result<Credentials, CredentialsError> {
        // The second round is for a load that ended with the runtime that it ran on.
        for _ in 0..2 {
            let mut outcome = match self.step(now) {
                Step::Use(credentials) => return Ok(credentials),
                Step::Wait(outcome) => outcome,
                Step::Begin { load, outcome, until_then } => match Handle::try_current() {
                    // A task of its own, so that it does not end with the call that began it.
                    Ok(runtime) => {
                        runtime.spawn(load);
                        if let Some(credentials) = until_then {
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
        Err(CredentialsError::unhandled("the provider ended without an answer"))
    }

    /// Returns the cached credentials, unless it is time to refresh them.
    pub(super) fn fresh(&self, now: SystemTime) -> Option<Credentials> {
        let state = self.0.state();
        let cached = state.cached.as_ref().filter(|cached| matches!(cached.age(now), Age::Fresh));
        cached.map(|cached| cached.credentials.clone())
    }

    /// Forgets credentials that the service calls expired, unless newer ones are there.
    pub(crate) fn forget(&self, expired: &Credentials) {
        let cached = &mut self.0.state().cached;
        if cached.as_ref().is_some_and(|cached| cached.credentials == *expired) {
            *cached = None;
        }
    }

    fn step(&self, now: SystemTime) -> Step {
        let mut state = self.0.state();
        let age = state.cached.as_ref().map(|cached| (cached.age(now), cached.credentials.clone()));
        // A load whose sender is gone was given up.
        let under_way = state.load.clone().filter(|load| load.has_changed().is_ok());
        let until_then = match (age, under_way) {
            (Some((Age::Fresh, credentials)), _) | (Some((Age::Early, credentials)), Some(_)) => {
                return Step::Use(credentials);
            }
            (_, Some(outcome)) => return Step::Wait(outcome),
            (Some((Age::Early, credentials)), None) => Some(credentials),
            (Some((Age::Late, _)) | None, None) => None,
        };
        let (sender, outcome) = watch::channel(None);
        state.load = Some(outcome.clone());
        let load = Box::pin(Arc::clone(&self.0).load(now, sender));
        Step::Begin { load, outcome, until_then }
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
        let outcome = self.keep(provided, now);
        // Those who wait may have given up.
        drop(sender.send(Some(outcome)));
    }

    fn keep(&self, provided: Result<Credentials, CredentialsError>, now: SystemTime) -> Outcome {
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
        // What is in it is whole at all times.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
