//! The connection pools of the transport, one for each tokio runtime.
//!
//! A connection makes progress only on the runtime that opened it. On a connection of another runtime, a call
//! would be lost when that runtime ends, and would wait for as long as nothing drives it. Each runtime therefore
//! has `reqwest` clients of its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use reqwest::Client;
use tokio::runtime::{Handle, Id};
use tokio::sync::watch;

use super::factory::{ClientFactory, Purpose};
use super::last_use::LastUse;
use crate::error::ConfigurationError;

/// The pools of all runtimes that the transport sends on.
pub(super) struct Pools {
    /// The runtimes own their pools.
    of_runtimes: Mutex<Vec<(Id, Weak<Pool>)>>,
    /// Tells the runtimes to drop their pools, when it is dropped.
    lifetime: watch::Sender<()>,
}

impl Pools {
    pub(super) fn new() -> Self {
        Self { of_runtimes: Mutex::default(), lifetime: watch::Sender::new(()) }
    }

    /// Returns the pool of a runtime, if it has one.
    pub(super) fn find(&self, runtime: &Handle) -> Option<Arc<Pool>> {
        find(&lock(&self.of_runtimes), runtime.id())
    }

    /// Returns the pool of a runtime. Creates it if necessary.
    pub(super) fn find_or_create(&self, runtime: &Handle) -> Arc<Pool> {
        let mut of_runtimes = lock(&self.of_runtimes);
        // Another thread of the runtime may have been faster.
        if let Some(pool) = find(&of_runtimes, runtime.id()) {
            return pool;
        }
        let pool = Arc::new(Pool::default());
        of_runtimes.retain(|(_, pool)| pool.strong_count() > 0);
        of_runtimes.push((runtime.id(), Arc::downgrade(&pool)));
        drop(of_runtimes);
        // A runtime that shuts down drops its tasks, and thereby the pool.
        let (owned, mut lifetime) = (Arc::clone(&pool), self.lifetime.subscribe());
        runtime.spawn(async move {
            // The transport sends nothing, so this waits until it is dropped.
            drop(lifetime.changed().await);
            drop(owned);
        });
        pool
    }
}

fn find(of_runtimes: &[(Id, Weak<Pool>)], runtime: Id) -> Option<Arc<Pool>> {
    of_runtimes.iter().find(|(id, _)| *id == runtime).and_then(|(_, pool)| pool.upgrade())
}

/// The connections of one runtime.
#[derive(Default)]
pub(super) struct Pool {
    /// Each is built on first use.
    clients: Mutex<Vec<(Purpose, Client)>>,
    last_use: Arc<LastUse>,
}

impl Pool {
    pub(super) fn last_use(&self) -> &Arc<LastUse> {
        &self.last_use
    }

    /// Returns the client for a purpose.
    pub(super) fn client(
        &self,
        purpose: Purpose,
        factory: &ClientFactory,
    ) -> Result<Client, ConfigurationError> {
        let client = |clients: &[(Purpose, Client)]| {
            clients.iter().find(|(other, _)| *other == purpose).map(|(_, client)| client.clone())
        };
        if let Some(client) = client(&lock(&self.clients)) {
            return Ok(client);
        }
        let built = factory.build(purpose)?;
        let mut clients = lock(&self.clients);
        // If another thread was faster, its client is used.
        Ok(client(&clients).unwrap_or_else(|| {
            clients.push((purpose, built.clone()));
            built
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
    use tokio::runtime::{Builder, Runtime};

    use super::*;

    fn runtime() -> Runtime {
        Builder::new_current_thread().enable_all().build().unwrap()
    }

    #[test]
    fn each_runtime_has_a_pool_that_ends_with_it() {
        let pools = Pools::new();
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
        let (pools, runtime) = (Pools::new(), runtime());
        let pool = Arc::downgrade(&pools.find_or_create(runtime.handle()));
        drop(pools);
        runtime.block_on(async {
            while pool.strong_count() > 0 {
                tokio::task::yield_now().await;
            }
        });
        assert_eq!(runtime.metrics().num_alive_tasks(), 0);
    }
}
