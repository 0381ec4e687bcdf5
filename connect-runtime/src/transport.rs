//! Transports: they send a signed request and return the response.

#[cfg(feature = "__http_client")]
pub(crate) mod built_in;
#[cfg(feature = "__http_client")]
pub(crate) mod http_client;
#[cfg(feature = "hyper")]
mod hyper;
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

/// A boxed future, the return type of [`Transport::send`].
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one signed request and returns the whole response, whatever its status.
///
/// An implementation
///
/// - sends the method, URI, headers and body unchanged, because they are signed; it may add headers,
/// - does not follow redirects, because the headers contain credentials,
/// - does not retry,
/// - limits the time and memory that a response may take.
///
/// The extensions of a request contain the `&'static` [`Operation`](crate::Operation) that it calls.
///
/// Set a transport with [`ClientBuilder::transport`](crate::ClientBuilder::transport), or wrap the
/// existing one with [`ClientBuilder::wrap_transport`](crate::ClientBuilder::wrap_transport).
///
/// ```
/// use bytes::Bytes;
/// use connect_runtime::{BoxFuture, Transport, TransportError, http};
///
/// /// Returns the same response to every request.
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
    /// Returns an error if no complete response arrives. An error status is not an error here.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Returns the longest time that a future of [`send`](Self::send) goes without being woken.
    ///
    /// Return a value only if incoming data or a timer of the transport always wakes the future within
    /// that time. The client can then skip its own timer for longer timeouts, which makes calls cheaper.
    /// The default is `None`: no such guarantee.
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
