//! Receives the response to one request, within the read timeout and the body limit.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::Uri;
use tokio::time::sleep;

use super::TransportLimits;
use super::failure::Failure;
use super::last_use::LastUse;
use super::read_timer::ReadTimer;
use crate::error::{TransportError, TransportErrorKind};

/// A response whose body is still arriving.
pub(in crate::transport) trait Incoming: Send {
    /// Waits for the next part of the body. Returns `None` after the last one.
    fn chunk(&mut self) -> impl Future<Output = Result<Option<Bytes>, Failure>> + Send;

    /// Whether it is known that no part of the body is missing.
    fn is_complete(&self) -> bool;

    /// Returns the response with its whole body.
    fn with_body(self, body: Bytes) -> http::Response<Bytes>;
}

/// The parts of a body that have arrived. A body in one part is not copied.
enum Body {
    One(Bytes),
    Many(BytesMut),
}

impl Default for Body {
    fn default() -> Self {
        Self::One(Bytes::new())
    }
}

impl Body {
    fn len(&self) -> usize {
        match self {
            Self::One(part) => part.len(),
            Self::Many(parts) => parts.len(),
        }
    }

    fn push(&mut self, next: Bytes) {
        match self {
            Self::One(part) if part.is_empty() => *part = next,
            Self::One(part) => {
                let mut parts = BytesMut::with_capacity(2 * (part.len() + next.len()));
                parts.extend_from_slice(part);
                parts.extend_from_slice(&next);
                *self = Self::Many(parts);
            }
            Self::Many(parts) => parts.extend_from_slice(&next),
        }
    }

    fn finish(self) -> Bytes {
        match self {
            Self::One(part) => part,
            Self::Many(parts) => parts.freeze(),
        }
    }
}

/// A request that is being sent.
pub(in crate::transport) struct Exchange {
    pub(in crate::transport) uri: Uri,
    pub(in crate::transport) limits: TransportLimits,
    /// Whether the timeouts of the limits apply, not unknown ones of the application's own HTTP client.
    pub(in crate::transport) has_timeouts: bool,
    pub(in crate::transport) last_use: Arc<LastUse>,
}

impl Exchange {
    /// Receives the response and its body.
    #[expect(clippy::manual_async_fn, reason = "an async fn would hold its arguments twice")]
    pub(in crate::transport) fn receive<R: Incoming>(
        self,
        response: impl Future<Output = Result<R, Failure>> + Send,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
        async move {
            let start = (!self.has_timeouts).then(Instant::now);
            let error = |failure| self.error(failure, start);
            let read_timeout = self.has_timeouts.then_some(self.limits.read_timeout);
            let timer = pin!(read_timeout.map(sleep));
            let mut read_timer = read_timeout
                .zip(timer.as_pin_mut())
                .map(|(read_timeout, timer)| ReadTimer::new(read_timeout, timer));
            let response = self.next(&mut read_timer, pin!(response)).await?;
            let mut response = response.map_err(error)?;
            let mut body = Body::default();
            while !response.is_complete() {
                let chunk = self.next(&mut read_timer, pin!(response.chunk())).await?;
                let Some(chunk) = chunk.map_err(error)? else { break };
                if chunk.len() > self.limits.max_response_bytes - body.len() {
                    let kind = TransportErrorKind::ResponseTooLarge(self.limits.max_response_bytes);
                    return Err(TransportError::new(kind, &self.uri, None));
                }
                body.push(chunk);
            }
            self.last_use.response_arrived();
            Ok(response.with_body(body.finish()))
        }
    }

    /// Waits for the next part of the response, within the read timeout.
    async fn next<T>(
        &self,
        read_timer: &mut Option<ReadTimer<'_>>,
        next: Pin<&mut impl Future<Output = T>>,
    ) -> Result<T, TransportError> {
        let Some(read_timer) = read_timer else { return Ok(next.await) };
        read_timer.run(next).await.ok_or_else(|| {
            let kind = TransportErrorKind::ReadTimeout(self.limits.read_timeout);
            TransportError::new(kind, &self.uri, None)
        })
    }

    fn error(&self, failure: Failure, start: Option<Instant>) -> TransportError {
        let time = |limit: Duration| start.map_or(limit, |start| start.elapsed());
        let TransportLimits { connect_timeout, read_timeout, .. } = self.limits;
        let kind = failure.kind.with_timeouts(time(connect_timeout), time(read_timeout));
        TransportError::new(kind, &self.uri, Some(failure.source))
    }
}
