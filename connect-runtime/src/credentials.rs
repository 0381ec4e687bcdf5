//! The credentials of a client, loaded once for all its calls until they are about to expire.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};

use crate::client::Client;
use crate::error::Error;
use crate::operation::Operation;
use crate::retry::random;

/// From this long before they expire, one call loads new ones while the others go on.
const EARLY: Duration = Duration::from_mins(15);
/// From this long before they expire, all calls wait for the new ones.
const LATE: Duration = Duration::from_mins(10);
/// Spreads the refreshes of many machines.
const JITTER: Duration = Duration::from_mins(1);
/// How long credentials are used that do not say when they expire: they may be replaced all the same.
const DEFAULT_LIFETIME: Duration = Duration::from_mins(15);
/// How long a provider that failed is left alone while there are credentials.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(30);

/// The credentials to sign a request of `operation` with.
pub(crate) async fn load_credentials(
    client: &Client,
    operation: &Operation,
) -> Result<Credentials, Error> {
    let provided = match &client.parts().credentials {
        Some(cache) => cache.credentials(SystemTime::now()).await,
        None => Err(CredentialsError::not_loaded("the client was built without credentials")),
    };
    provided.map_err(|source| Error::Credentials { operation: operation.name(), source })
}

/// A provider, and what it gave last.
pub(crate) struct CredentialsCache {
    provider: SharedCredentialsProvider,
    cached: Mutex<Option<Cached>>,
    /// Held by the one call that loads.
    loading: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Cached {
    credentials: Credentials,
    early: SystemTime,
    late: SystemTime,
    expiry: SystemTime,
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
        let before_expiry = |window: Duration| expiry - window.min(lifetime / 4);
        let early = before_expiry(EARLY + JITTER.mul_f64(random()));
        let late = expiry - LATE.min(lifetime / 6);
        Self { credentials, early, late, expiry, paused_until: None }
    }

    fn age(&self, now: SystemTime) -> Age {
        let is_paused = self.paused_until.is_some_and(|until| now < until && now < self.expiry);
        if now < self.early || is_paused {
            Age::Fresh
        } else if now < self.late {
            Age::Early
        } else {
            Age::Late
        }
    }
}

impl CredentialsCache {
    pub(crate) fn new(provider: SharedCredentialsProvider) -> Self {
        Self { provider, cached: Mutex::default(), loading: tokio::sync::Mutex::default() }
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
        let cached = self.cached().clone();
        let _loading = match cached.as_ref().map(|cached| (cached, cached.age(now))) {
            Some((cached, Age::Fresh)) => return Ok(cached.credentials.clone()),
            Some((cached, Age::Early)) => match self.loading.try_lock() {
                Ok(loading) => loading,
                Err(_) => return Ok(cached.credentials.clone()),
            },
            Some((_, Age::Late)) | None => self.loading.lock().await,
        };
        // Another call may have loaded them in the meantime.
        if let Some(cached) = &*self.cached()
            && matches!(cached.age(now), Age::Fresh)
        {
            return Ok(cached.credentials.clone());
        }
        let provided = self.provider.provide_credentials().await;
        self.keep(provided, now)
    }

    /// Forgets credentials that the service calls expired, unless newer ones are there.
    pub(crate) fn forget(&self, expired: &Credentials) {
        let mut cached = self.cached();
        if cached.as_ref().is_some_and(|cached| cached.credentials == *expired) {
            *cached = None;
        }
    }

    fn keep(
        &self,
        provided: Result<Credentials, CredentialsError>,
        now: SystemTime,
    ) -> Result<Credentials, CredentialsError> {
        let mut cached = self.cached();
        match (provided, &mut *cached) {
            (Ok(credentials), _) => {
                *cached = Some(Cached::new(credentials.clone(), now));
                Ok(credentials)
            }
            (Err(_), Some(still_valid)) if now < still_valid.expiry => {
                still_valid.paused_until = Some(now + PAUSE_AFTER_FAILURE);
                Ok(still_valid.credentials.clone())
            }
            (Err(error), _) => Err(error),
        }
    }

    fn cached(&self) -> MutexGuard<'_, Option<Cached>> {
        // What is in it is whole at all times.
        self.cached.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
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

    const HOUR: Option<Duration> = Some(Duration::from_hours(1));

    #[tokio::test]
    async fn they_are_loaded_once_until_they_are_about_to_expire() {
        let (provider, cache) = cache(HOUR, 9, 9);
        for minutes in [0, 1, 43] {
            assert_eq!(id(&cache, at(minutes)).await, "0");
        }
        assert_eq!(id(&cache, at(46)).await, "1");
        assert_eq!(provider.count.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn callers_wait_for_one_load_when_there_are_none() {
        let (provider, cache) = cache(HOUR, 0, 9);
        let calls: Vec<_> = (0..50)
            .map(|_| {
                let cache = Arc::clone(&cache);
                tokio::spawn(async move { id(&cache, NOW).await })
            })
            .collect();
        tokio::task::yield_now().await;
        provider.permits.add_permits(1);
        for call in calls {
            assert_eq!(call.await.unwrap(), "0");
        }
        assert_eq!(provider.count.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn early_one_caller_loads_and_the_others_go_on() {
        let (provider, cache) = cache(HOUR, 1, 9);
        id(&cache, NOW).await;
        let refreshing = {
            let cache = Arc::clone(&cache);
            tokio::spawn(async move { id(&cache, at(46)).await })
        };
        while provider.count.load(Ordering::Relaxed) < 2 {
            tokio::task::yield_now().await;
        }
        assert_eq!(id(&cache, at(46)).await, "0");
        provider.permits.add_permits(1);
        assert_eq!(refreshing.await.unwrap(), "1");
    }

    #[tokio::test]
    async fn late_all_wait() {
        let (provider, cache) = cache(HOUR, 1, 9);
        id(&cache, NOW).await;
        let calls: Vec<_> = (0..5)
            .map(|_| {
                let cache = Arc::clone(&cache);
                tokio::spawn(async move { id(&cache, at(51)).await })
            })
            .collect();
        while provider.count.load(Ordering::Relaxed) < 2 {
            tokio::task::yield_now().await;
        }
        assert!(calls.iter().all(|call| !call.is_finished()));
        // The same expiry comes again, so that each caller loads in turn.
        provider.permits.add_permits(5);
        for call in calls {
            assert_ne!(call.await.unwrap(), "0");
        }
    }

    #[tokio::test]
    async fn a_failed_refresh_keeps_what_is_still_valid() {
        let (provider, cache) = cache(HOUR, 99, 1);
        id(&cache, NOW).await;
        assert_eq!(id(&cache, at(46)).await, "0");
        assert_eq!(id(&cache, at(46)).await, "0");
        assert_eq!(provider.count.load(Ordering::Relaxed), 2, "the provider is left alone");
        assert_eq!(id(&cache, at(59)).await, "0");
        assert_eq!(provider.count.load(Ordering::Relaxed), 3);
        assert!(cache.credentials(at(60)).await.is_err());
        assert!(cache.credentials(at(60)).await.is_err());
        assert_eq!(provider.count.load(Ordering::Relaxed), 5);
    }

    #[tokio::test]
    async fn a_load_that_is_given_up_blocks_nobody() {
        let (provider, cache) = cache(HOUR, 0, 9);
        let given_up = tokio::time::timeout(Duration::from_millis(1), cache.credentials(NOW)).await;
        assert!(given_up.is_err());
        provider.permits.add_permits(1);
        assert_eq!(id(&cache, NOW).await, "1");
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
