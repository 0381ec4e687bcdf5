//! What carries a signed request to the service and its response back.

#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;
#[cfg(feature = "tower")]
pub(crate) mod tower;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::error::TransportError;

/// A boxed future, as [`Transport`] returns.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one signed request and returns the whole response, whatever its status.
///
/// An implementation sends method, URI and body byte for byte as given, since they are signed, and
/// the given headers, to which it may add others. It follows no redirect: the headers hold
/// credentials. It does not repeat the request. It bounds the time and the memory that it spends.
///
/// The extensions of a request hold the `&'static` [`Operation`](crate::Operation) that it calls.
///
/// Given to [`ClientBuilder::transport`](crate::ClientBuilder::transport), or put around another one
/// by [`ClientBuilder::wrap_transport`](crate::ClientBuilder::wrap_transport); the default one is
/// built on `reqwest`.
///
/// ```
/// use bytes::Bytes;
/// use connect_runtime::{BoxFuture, Transport, TransportError, http};
///
/// /// Answers every request alike.
/// struct Canned(&'static str);
///
/// impl Transport for Canned {
///     fn send(
///         &self,
///         _request: http::Request<Bytes>,
///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
///         Box::pin(std::future::ready(Ok(http::Response::new(Bytes::from(self.0)))))
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and waits for the whole response.
    ///
    /// # Errors
    ///
    /// Where no complete response arrives; a response with an error status is a response.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Returns the longest time that passes before a future of [`send`](Self::send) is polled again. The
    /// default, `None`, makes no such promise.
    ///
    /// A transport knows it if each of its futures is woken either by incoming data or by a timer of its own.
    /// A call with a longer timeout then needs no second timer, which makes it cheaper.
    fn max_poll_interval(&self) -> Option<Duration> {
        None
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        (**self).send(request)
    }

    fn max_poll_interval(&self) -> Option<Duration> {
        (**self).max_poll_interval()
    }
}
