//! The credentials of a client, loaded once for all its calls until they are about to expire.

use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::client::Client;
use crate::error::Error;
use crate::execute::has_timer;
use crate::operation::Operation;
use crate::retry::random;
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

/// The credentials to sign a request of `operation` with.
pub(crate) async fn load_credentials(
    client: &Client,
    operation: &Operation,
) -> Result<Credentials, Error> {
    let provided = match &client.parts().credentials {
        Some(cache) => cache.credentials(client.parts().clock.now()).await,
        None => Err(CredentialsError::not_loaded("the client was built without credentials")),
    };
    provided.map_err(|source| Error::Credentials { operation: operation.name(), source })
}

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
            (Err(error), _) => Err(LoadError(Arc::new(error))),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What is in it is whole at all times.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The failure of a load, for each of those who waited for it.
#[derive(Debug, Clone)]
struct LoadError(Arc<CredentialsError>);

impl LoadError {
    fn to_error(&self) -> CredentialsError {
        match *self.0 {
            CredentialsError::CredentialsNotLoaded(_) => CredentialsError::not_loaded(self.clone()),
            CredentialsError::ProviderTimedOut(_) => {
                CredentialsError::provider_timed_out(LOAD_TIMEOUT)
            }
            CredentialsError::InvalidConfiguration(_) => {
                CredentialsError::invalid_configuration(self.clone())
            }
            _ => CredentialsError::provider_error(self.clone()),
        }
    }
}

/// It stands for the cause, as the error that it becomes has the text of the original one.
impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.source() {
            Some(cause) => write!(f, "{cause}"),
            None => write!(f, "{}", self.0),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()?.source()
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use aws_credential_types::provider::future;
    use tokio::sync::Semaphore;

    use super::*;

    /// Gives credentials with the number of the load as their id, where there is a permit.
    #[derive(Debug, Clone)]
    struct Provider(Arc<Loads>);

    #[derive(Debug)]
    struct Loads {
        count: AtomicUsize,
        permits: Semaphore,
        lifetime: Option<Duration>,
        fails_from: usize,
    }

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    fn at(minutes: u64) -> SystemTime {
        NOW + Duration::from_mins(minutes)
    }

    impl ProvideCredentials for Provider {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            future::ProvideCredentials::new(async {
                let load = self.0.count.fetch_add(1, Ordering::Relaxed);
                self.0.permits.acquire().await.unwrap().forget();
                if load >= self.0.fails_from {
                    return Err(CredentialsError::not_loaded("out of order"));
                }
                let expiry = self.0.lifetime.map(|lifetime| NOW + lifetime);
                Ok(Credentials::new(load.to_string(), "secret", None, expiry, "test"))
            })
        }
    }

    fn cache(
        lifetime: Option<Duration>,
        permits: usize,
        fails_from: usize,
    ) -> (Arc<Loads>, Arc<CredentialsCache>) {
        let provider = Provider(Arc::new(Loads {
            count: AtomicUsize::new(0),
            permits: Semaphore::new(permits),
            lifetime,
            fails_from,
        }));
        let shared = SharedCredentialsProvider::new(provider.clone());
        (provider.0, Arc::new(CredentialsCache::new(shared)))
    }

    async fn id(cache: &CredentialsCache, now: SystemTime) -> String {
        cache.credentials(now).await.unwrap().access_key_id().to_owned()
    }

    /// Lets the loads that were begun come to their end, as far as they can.
    async fn settle() {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }

    fn spawn_calls(
        cache: &Arc<CredentialsCache>,
        number: usize,
        now: SystemTime,
    ) -> Vec<tokio::task::JoinHandle<Result<Credentials, CredentialsError>>> {
        let call = |_| {
            let cache = Arc::clone(cache);
            tokio::spawn(async move { cache.credentials(now).await })
        };
        (0..number).map(call).collect()
    }

    const HOUR: Option<Duration> = Some(Duration::from_hours(1));

    #[tokio::test]
    async fn they_are_loaded_once_until_they_are_about_to_expire() {
        let (provider, cache) = cache(HOUR, 9, 9);
        for minutes in [0, 1, 43] {
            assert_eq!(id(&cache, at(minutes)).await, "0");
        }
        assert_eq!(id(&cache, at(46)).await, "0");
        settle().await;
        assert_eq!(id(&cache, at(46)).await, "1");
        assert_eq!(provider.count.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn callers_wait_for_one_load_when_there_are_none() {
        let (provider, cache) = cache(HOUR, 0, 9);
        let calls = spawn_calls(&cache, 50, NOW);
        settle().await;
        provider.permits.add_permits(1);
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap().access_key_id(), "0");
        }
        assert_eq!(provider.count.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn callers_share_a_failure_and_its_cause() {
        let (provider, cache) = cache(HOUR, 0, 0);
        let calls = spawn_calls(&cache, 50, NOW);
        settle().await;
        provider.permits.add_permits(1);
        for call in calls {
            let error = call.await.unwrap().unwrap_err();
            assert!(matches!(error, CredentialsError::CredentialsNotLoaded(_)));
            assert_eq!(error.source().unwrap().to_string(), "out of order");
        }
        assert_eq!(provider.count.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn early_calls_go_on_while_new_ones_are_loaded() {
        let (provider, cache) = cache(HOUR, 1, 9);
        id(&cache, NOW).await;
        for _ in 0..5 {
            assert_eq!(id(&cache, at(46)).await, "0");
            settle().await;
        }
        assert_eq!(provider.count.load(Ordering::Relaxed), 2);
        provider.permits.add_permits(1);
        settle().await;
        assert_eq!(id(&cache, at(46)).await, "1");
    }

    #[tokio::test]
    async fn late_all_wait_for_the_one_load() {
        let (provider, cache) = cache(HOUR, 1, 9);
        id(&cache, NOW).await;
        let calls = spawn_calls(&cache, 5, at(51));
        settle().await;
        assert!(calls.iter().all(|call| !call.is_finished()));
        provider.permits.add_permits(1);
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap().access_key_id(), "1");
        }
        assert_eq!(provider.count.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn a_failed_refresh_keeps_what_is_still_valid() {
        let (provider, cache) = cache(HOUR, 99, 1);
        id(&cache, NOW).await;
        for _ in 0..3 {
            assert_eq!(id(&cache, at(46)).await, "0");
            settle().await;
        }
        assert_eq!(provider.count.load(Ordering::Relaxed), 2, "the provider is left alone");
        assert_eq!(id(&cache, at(59)).await, "0");
        assert_eq!(provider.count.load(Ordering::Relaxed), 3);
        assert!(cache.credentials(at(60)).await.is_err());
        assert!(cache.credentials(at(60)).await.is_err());
        assert_eq!(provider.count.load(Ordering::Relaxed), 5);
    }

    #[tokio::test]
    async fn credentials_without_an_expiry_outlast_a_failed_refresh() {
        let (provider, cache) = cache(None, 99, 1);
        id(&cache, NOW).await;
        assert_eq!(id(&cache, at(16)).await, "0");
        assert_eq!(id(&cache, at(60)).await, "0");
        assert_eq!(provider.count.load(Ordering::Relaxed), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_provider_that_hangs_is_given_up() {
        let (provider, cache) = cache(HOUR, 1, 9);
        id(&cache, NOW).await;
        let start = tokio::time::Instant::now();
        assert_eq!(id(&cache, at(51)).await, "0");
        assert_eq!(start.elapsed(), LOAD_TIMEOUT);
        assert_eq!(id(&cache, at(51)).await, "0");
        assert_eq!(start.elapsed(), LOAD_TIMEOUT, "the provider is left alone");
        let error = cache.credentials(at(61)).await.unwrap_err();
        assert!(matches!(error, CredentialsError::ProviderTimedOut(_)), "{error}");
        assert_eq!(provider.count.load(Ordering::Relaxed), 3);
    }

    #[tokio::test]
    async fn a_load_outlives_the_call_that_began_it() {
        let (provider, cache) = cache(HOUR, 0, 9);
        let given_up = tokio::time::timeout(Duration::from_millis(1), cache.credentials(NOW)).await;
        assert!(given_up.is_err());
        provider.permits.add_permits(1);
        assert_eq!(id(&cache, NOW).await, "0");
        assert_eq!(provider.count.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn a_load_that_ends_with_its_runtime_blocks_nobody() {
        let (provider, cache) = cache(HOUR, 0, 9);
        let runtime =
            || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime().block_on(async {
            let call = spawn_calls(&cache, 1, NOW);
            settle().await;
            drop(call);
        });
        provider.permits.add_permits(1);
        assert_eq!(runtime().block_on(id(&cache, NOW)), "1");
    }

    #[test]
    fn without_tokio_the_caller_loads() {
        let (_, cache) = cache(HOUR, 1, 9);
        let mut call = std::pin::pin!(cache.credentials(NOW));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let std::task::Poll::Ready(credentials) = call.as_mut().poll(&mut context) else {
            panic!("pending")
        };
        assert_eq!(credentials.unwrap().access_key_id(), "0");
    }

    #[tokio::test]
    async fn expired_ones_are_forgotten_unless_newer_ones_are_there() {
        let (provider, cache) = cache(HOUR, 9, 9);
        let first = cache.credentials(NOW).await.unwrap();
        cache.forget(&first);
        assert_eq!(id(&cache, NOW).await, "1");
        cache.forget(&first);
        assert_eq!(id(&cache, NOW).await, "1");
        assert_eq!(provider.count.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn lifetimes_that_are_short_or_not_said_are_used_for_their_most_part() {
        for lifetime in [None, Some(Duration::from_mins(15)), Some(Duration::from_mins(4))] {
            let (_, cache) = cache(lifetime, 99, 9);
            let minutes = lifetime.map_or(15, |lifetime| lifetime.as_secs() / 60);
            id(&cache, NOW).await;
            assert_eq!(id(&cache, at(minutes * 2 / 3)).await, "0");
            assert_eq!(id(&cache, at(minutes)).await, "1");
        }
    }
}
