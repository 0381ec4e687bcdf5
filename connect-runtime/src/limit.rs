//! Until when a call or an attempt may go on.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::error::{Error, TimeoutKind};
use crate::operation::Operation;

/// When a time is over, and what it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    operation: &'static str,
    kind: TimeoutKind,
    after: Duration,
    at: Instant,
}

impl Limit {
    /// None for what is not limited, and for a time that is too long to be over.
    pub(crate) fn new(
        operation: &Operation,
        kind: TimeoutKind,
        after: Option<Duration>,
    ) -> Option<Self> {
        let after = after?;
        let at = Instant::now().checked_add(after)?;
        Some(Self { operation: operation.name(), kind, after, at })
    }

    /// The one that ends first. A call has one timer at a time, as they are not cheap.
    pub(crate) fn earlier(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        one.into_iter().chain(other).min_by_key(|limit| limit.at)
    }

    pub(crate) fn time_left(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// Ends `future` when its time is over.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`] then.
    pub(crate) async fn keep<T>(
        limit: Option<Self>,
        future: impl Future<Output = T>,
    ) -> Result<T, Error> {
        let Some(Self { operation, kind, after, at }) = limit else { return Ok(future.await) };
        timeout_at(at, future).await.map_err(|_| Error::Timeout { operation, kind, after })
    }
}
