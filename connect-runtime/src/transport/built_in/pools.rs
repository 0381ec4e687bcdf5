//! The connection pools of the transport, one for each tokio runtime.
//!
//! A connection makes progress only on the runtime that opened it. On a connection of another runtime, a call
//! would be lost when that runtime ends, and would wait for as long as nothing drives it. Each runtime therefore
//! has HTTP clients of its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use http::Uri;
use http::uri::{Authority, Scheme};
use tokio::runtime::{Handle, Id};
use tokio::sync::watch;

use super::build_client::{BuildClient, Settings};
use super::last_use::LastUse;
use super::purpose::Purpose;
use crate::error::ConfigurationError;
use crate::transport::BoxFuture;

/// The pools of all runtimes that the transport sends on.
pub(super) struct Pools<C> {
    /// The runtimes own their pools.
    of_runtimes: Mutex<Vec<(Id, Weak<Pool<C>>)>>,
    /// Tells the runtimes to drop their pools, when it is dropped.
    lifetime: watch::Sender<()>,
}

impl<C: BuildClient> Pools<C> {
    pub(super) fn new() -> Self {
        Self { of_runtimes: Mutex::default(), lifetime: watch::Sender::new(()) }
    }

    /// Returns the pool of a runtime, if it has one.
    pub(super) fn find(&self, runtime: &Handle) -> Option<Arc<Pool<C>>> {
        find(&lock(&self.of_runtimes), runtime.id())
    }

    /// Returns the pool of a runtime. Creates it if necessary.
    pub(super) fn find_or_create(&self, runtime: &Handle) -> Arc<Pool<C>> {
        let mut of_runtimes = lock(&self.of_runtimes);
        // Another thread of the runtime may have been faster.
        if let Some(pool) = find(&of_runtimes, runtime.id()) {
            return pool;
        }
        let pool = Arc::new(Pool::new());
        of_runtimes.retain(|(_, pool)| pool.strong_count() > 0);
        of_runtimes.push((runtime.id(), Arc::downgrade(&pool)));
        drop(of_runtimes);
        // A runtime that shuts down drops its tasks, and thereby the pool.
        let (owned, mut lifetime) = (Arc::clone(&pool), self.lifetime.subscribe());
        // Boxed like the other task of this crate, so that `tokio` compiles one kind of task.
        let hold: BoxFuture<'static, ()> = Box::pin(async move {
            // The transport sends nothing, so this waits until it is dropped.
            drop(lifetime.changed().await);
            drop(owned);
        });
        runtime.spawn(hold);
        pool
    }
}

fn find<C>(of_runtimes: &[(Id, Weak<Pool<C>>)], runtime: Id) -> Option<Arc<Pool<C>>> {
    of_runtimes.iter().find(|(id, _)| *id == runtime).and_then(|(_, pool)| pool.upgrade())
}

/// The connections of one runtime.
pub(super) struct Pool<C> {
    clients: Mutex<BuiltClients<C>>,
    last_use: Arc<LastUse>,
}

/// Each client is built on first use.
struct BuiltClients<C> {
    by_purpose: Vec<(Purpose, C)>,
    /// Consecutive requests usually go to the same host, whose purpose need not be found out again.
    last: Option<(Scheme, Authority, C)>,
}

impl<C> Default for BuiltClients<C> {
    fn default() -> Self {
        Self { by_purpose: Vec::new(), last: None }
    }
}

impl<C: BuildClient> BuiltClients<C> {
    fn find_last(&self, uri: &Uri) -> Option<C> {
        let (scheme, authority, client) = self.last.as_ref()?;
        let is_same = Some(authority.as_str()) == uri.authority().map(Authority::as_str)
            && Some(scheme) == uri.scheme();
        is_same.then(|| client.clone())
    }

    fn find(&mut self, purpose: Purpose, uri: &Uri) -> Option<C> {
        let (_, client) = self.by_purpose.iter().find(|(other, _)| *other == purpose)?;
        let client = client.for_host(uri);
        if let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) {
            self.last = Some((scheme.clone(), authority.clone(), client.clone()));
        }
        Some(client)
    }
}

impl<C: BuildClient> Pool<C> {
    fn new() -> Self {
        Self { clients: Mutex::default(), last_use: Arc::default() }
    }

    pub(super) fn last_use(&self) -> &Arc<LastUse> {
        &self.last_use
    }

    /// Returns the client for a URL.
    pub(super) fn client(&self, uri: &Uri, settings: &Settings) -> Result<C, ConfigurationError> {
        if let Some(client) = lock(&self.clients).find_last(uri) {
            return Ok(client);
        }
        let purpose = Purpose::of(uri);
        if let Some(client) = lock(&self.clients).find(purpose, uri) {
            return Ok(client);
        }
        let built = C::build(settings, purpose)?;
        let mut clients = lock(&self.clients);
        // If another thread was faster, its client is used.
        Ok(clients.find(purpose, uri).unwrap_or_else(|| {
            let client = built.for_host(uri);
            clients.by_purpose.push((purpose, built));
            client
        }))
    }

    /// Drops the clients with their connections. The next calls open new ones.
    pub(super) fn clear(&self) {
        let clients = std::mem::take(&mut *lock(&self.clients));
        drop(clients);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic cannot leave these lists inconsistent.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::runtime::{Builder, Runtime};

    use super::*;
    use crate::transport::built_in::trust::Trust;

    /// A client that opens no connections.
    #[derive(Clone)]
    struct Unconnected(Purpose);

    impl BuildClient for Unconnected {
        fn build(_: &Settings, purpose: Purpose) -> Result<Self, ConfigurationError> {
            Ok(Self(purpose))
        }
    }

    fn runtime() -> Runtime {
        Builder::new_current_thread().enable_all().build().unwrap()
    }

    #[test]
    fn each_runtime_has_a_pool_that_ends_with_it() {
        let pools = Pools::<Unconnected>::new();
        let kept = runtime();
        let pool = pools.find_or_create(kept.handle());
        for _ in 0..1000 {
            let ending = runtime();
            let other = Arc::downgrade(&pools.find_or_create(ending.handle()));
            let found = pools.find(ending.handle()).unwrap();
            assert!(Arc::ptr_eq(&found, &other.upgrade().unwrap()) && !Arc::ptr_eq(&found, &pool));
            drop((found, ending));
            assert_eq!(other.strong_count(), 0);
            assert!(lock(&pools.of_runtimes).len() <= 2);
        }
        assert!(Arc::ptr_eq(&pool, &pools.find(kept.handle()).unwrap()));
    }

    #[test]
    fn a_pool_ends_with_the_transport() {
        let (pools, runtime) = (Pools::<Unconnected>::new(), runtime());
        let pool = Arc::downgrade(&pools.find_or_create(runtime.handle()));
        drop(pools);
        runtime.block_on(async {
            while pool.strong_count() > 0 {
                tokio::task::yield_now().await;
            }
        });
        assert_eq!(runtime.metrics().num_alive_tasks(), 0);
    }

    #[test]
    fn each_url_has_the_client_for_its_purpose() {
        let pool = Pool::<Unconnected>::new();
        let settings =
            Settings { connect_timeout: Duration::from_secs(1), trust: Trust::default() };
        for (url, is_https, is_local) in [
            ("https://connect.us-west-2.amazonaws.com/users", true, false),
            ("http://connect.us-west-2.amazonaws.com/users", false, false),
            ("http://127.0.0.1:8080/users", false, true),
            ("https://127.0.0.1:8080/users", true, true),
            ("http://169.254.169.254/", false, true),
        ] {
            for _ in 0..2 {
                let Unconnected(purpose) = pool.client(&url.parse().unwrap(), &settings).unwrap();
                assert_eq!((purpose.is_https, purpose.is_local), (is_https, is_local), "{url}");
            }
        }
        assert_eq!(lock(&pool.clients).by_purpose.len(), 4);
    }
}
