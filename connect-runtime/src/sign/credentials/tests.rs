use std::error::Error as _;
use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_credential_types::provider::future;
use tokio::sync::Semaphore;

use super::*;

/// Returns credentials whose access key id is the number of the load. Each load waits for a permit.
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

/// Lets started loads make all the progress they can.
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
async fn credentials_are_loaded_once_until_shortly_before_they_expire() {
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
async fn concurrent_callers_share_the_first_load() {
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
async fn concurrent_callers_share_a_failure_and_its_cause() {
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
async fn calls_go_on_during_an_advisory_refresh() {
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
async fn calls_wait_for_a_mandatory_refresh() {
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
async fn a_failed_refresh_keeps_valid_credentials() {
    let (provider, cache) = cache(HOUR, 99, 1);
    id(&cache, NOW).await;
    for _ in 0..3 {
        assert_eq!(id(&cache, at(46)).await, "0");
        settle().await;
    }
    assert_eq!(provider.count.load(Ordering::Relaxed), 2, "refreshes are paused");
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
async fn a_hanging_provider_times_out() {
    let (provider, cache) = cache(HOUR, 1, 9);
    id(&cache, NOW).await;
    let start = tokio::time::Instant::now();
    assert_eq!(id(&cache, at(51)).await, "0");
    assert_eq!(start.elapsed(), LOAD_TIMEOUT);
    assert_eq!(id(&cache, at(51)).await, "0");
    assert_eq!(start.elapsed(), LOAD_TIMEOUT, "refreshes are paused");
    let error = cache.credentials(at(61)).await.unwrap_err();
    assert!(matches!(error, CredentialsError::ProviderTimedOut(_)), "{error}");
    assert_eq!(provider.count.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_load_survives_the_call_that_started_it() {
    let (provider, cache) = cache(HOUR, 0, 9);
    let given_up = tokio::time::timeout(Duration::from_millis(1), cache.credentials(NOW)).await;
    assert!(given_up.is_err());
    provider.permits.add_permits(1);
    assert_eq!(id(&cache, NOW).await, "0");
    assert_eq!(provider.count.load(Ordering::Relaxed), 1);
}

#[test]
fn a_load_lost_with_its_runtime_is_restarted() {
    let (provider, cache) = cache(HOUR, 0, 9);
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime().block_on(async {
        let call = spawn_calls(&cache, 1, NOW);
        settle().await;
        drop(call);
    });
    provider.permits.add_permits(1);
    assert_eq!(runtime().block_on(id(&cache, NOW)), "1");
}

#[test]
fn without_tokio_the_caller_runs_the_load() {
    let (_, cache) = cache(HOUR, 1, 9);
    let mut call = std::pin::pin!(cache.credentials(NOW));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(credentials) = call.as_mut().poll(&mut context) else {
        panic!("pending")
    };
    assert_eq!(credentials.unwrap().access_key_id(), "0");
}

#[tokio::test]
async fn expired_credentials_are_dropped_unless_already_replaced() {
    let (provider, cache) = cache(HOUR, 9, 9);
    let first = cache.credentials(NOW).await.unwrap();
    cache.forget(&first);
    assert_eq!(id(&cache, NOW).await, "1");
    cache.forget(&first);
    assert_eq!(id(&cache, NOW).await, "1");
    assert_eq!(provider.count.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn short_and_unknown_lifetimes_are_mostly_used() {
    for lifetime in [None, Some(Duration::from_mins(15)), Some(Duration::from_mins(4))] {
        let (_, cache) = cache(lifetime, 99, 9);
        let minutes = lifetime.map_or(15, |lifetime| lifetime.as_secs() / 60);
        id(&cache, NOW).await;
        assert_eq!(id(&cache, at(minutes * 2 / 3)).await, "0");
        assert_eq!(id(&cache, at(minutes)).await, "1");
    }
}
