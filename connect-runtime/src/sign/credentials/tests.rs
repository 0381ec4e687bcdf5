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

const TIMEOUT: Duration = Duration::from_secs(5);
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
    (provider.0, Arc::new(CredentialsCache::new(shared, TIMEOUT)))
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
async fn a_hanging_refresh_leaves_valid_credentials_in_use() {
    let (provider, cache) = cache(HOUR, 1, 9);
    id(&cache, NOW).await;
    let start = tokio::time::Instant::now();
    assert_eq!(id(&cache, at(51)).await, "0");
    assert_eq!(start.elapsed(), TIMEOUT);
    assert_eq!(id(&cache, at(51)).await, "0");
    assert_eq!(start.elapsed(), TIMEOUT, "refreshes are paused");
    for (now, loads) in [(at(61), 3), (at(61) + MAX_LOAD / 2, 3), (at(62), 4)] {
        let error = cache.credentials(now).await.unwrap_err();
        assert!(matches!(error, CredentialsError::ProviderTimedOut(_)), "{error}");
        assert_eq!(provider.count.load(Ordering::Relaxed), loads, "a load goes on for a minute");
    }
    provider.permits.add_permits(1);
    assert_eq!(id(&cache, at(62)).await, "3");
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
    start_load(&runtime(), &cache, NOW);
    provider.permits.add_permits(1);
    assert_eq!(runtime().block_on(id(&cache, NOW)), "1");
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Starts a load on the runtime, which then stands still.
fn start_load(runtime: &tokio::runtime::Runtime, cache: &Arc<CredentialsCache>, now: SystemTime) {
    runtime.block_on(async {
        drop(spawn_calls(cache, 1, now));
        settle().await;
    });
}

#[test]
fn an_idle_runtime_does_not_hold_up_a_refresh_on_another() {
    for (started, refreshed) in [(46, 47), (46, 51), (46, 59), (51, 51), (51, 59)] {
        let (provider, cache) = cache(HOUR, 1, 9);
        let (idle, other) = (runtime(), runtime());
        idle.block_on(id(&cache, NOW));
        start_load(&idle, &cache, at(started));
        assert_eq!(provider.count.load(Ordering::Relaxed), 2, "{started}");
        // The load of the idle runtime waits for the first permit, and never takes it.
        provider.permits.add_permits(2);
        other.block_on(async {
            id(&cache, at(refreshed)).await;
            settle().await;
            assert_eq!(id(&cache, at(refreshed)).await, "2", "{started} {refreshed}");
        });
        // What the idle runtime loads afterwards is older.
        idle.block_on(async {
            settle().await;
            assert_eq!(id(&cache, at(refreshed)).await, "2", "{started} {refreshed}");
        });
        assert_eq!(provider.count.load(Ordering::Relaxed), 3);
    }
}

/// Loads one after the other. The first load hangs.
#[derive(Debug, Default)]
struct Locking(tokio::sync::Mutex<()>, AtomicUsize);

impl ProvideCredentials for Locking {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let _locked = self.0.lock().await;
            if self.1.fetch_add(1, Ordering::Relaxed) == 0 {
                std::future::pending::<()>().await;
            }
            Ok(Credentials::new("AKID", "secret", None, None, "test"))
        })
    }
}

#[test]
fn a_load_on_an_idle_runtime_gives_the_locks_of_the_provider_back() {
    let provider = SharedCredentialsProvider::new(Locking::default());
    let cache = Arc::new(CredentialsCache::new(provider, Duration::from_millis(50)));
    let (idle, other) = (runtime(), runtime());
    start_load(&idle, &cache, NOW);
    assert!(other.block_on(cache.credentials(NOW)).is_err(), "the provider is locked");
    assert_eq!(other.block_on(id(&cache, NOW + MAX_LOAD)), "AKID");
    idle.block_on(settle());
    assert!(cache.0.state().loads.is_empty());
}

#[test]
fn the_first_load_to_succeed_serves_all_runtimes() {
    let (provider, cache) = cache(HOUR, 0, 9);
    let (one, other) = (runtime(), runtime());
    start_load(&one, &cache, NOW);
    let waiting = {
        let _context = other.enter();
        spawn_calls(&cache, 1, NOW)
    };
    other.block_on(settle());
    assert_eq!(provider.count.load(Ordering::Relaxed), 2);
    provider.permits.add_permits(1);
    one.block_on(async { assert_eq!(id(&cache, NOW).await, "0") });
    for call in waiting {
        assert_eq!(other.block_on(call).unwrap().unwrap().access_key_id(), "0");
    }
}

#[test]
fn a_failure_on_one_runtime_does_not_fail_the_calls_of_another() {
    let (provider, cache) = cache(HOUR, 0, 1);
    let (one, other) = (runtime(), runtime());
    start_load(&one, &cache, NOW);
    start_load(&other, &cache, NOW);
    // The second load fails, on the runtime that takes the first permit.
    let waiting = {
        let _context = one.enter();
        spawn_calls(&cache, 1, NOW)
    };
    one.block_on(settle());
    provider.permits.add_permits(2);
    assert!(other.block_on(cache.credentials(NOW)).is_err());
    for call in waiting {
        assert_eq!(one.block_on(call).unwrap().unwrap().access_key_id(), "0");
    }
}

#[test]
fn runtimes_that_come_and_go_leave_nothing_behind() {
    let (provider, cache) = cache(HOUR, 0, 99);
    for _ in 0..20 {
        start_load(&runtime(), &cache, NOW);
    }
    assert_eq!(provider.count.load(Ordering::Relaxed), 20);
    assert!(cache.0.state().loads.is_empty());
    // A runtime that shuts down drops the load before it starts.
    let ended = {
        let runtime = runtime();
        let handle = runtime.handle().clone();
        drop(runtime);
        handle
    };
    let _context = ended.enter();
    assert!(matches!(cache.0.step(NOW), Step::Wait(_)));
    assert!(cache.0.state().loads.is_empty());
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
