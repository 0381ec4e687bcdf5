//! Transports as services of `tower`, and services as transports.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use tower_service::Service;

use super::{BoxFuture, Transport};
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// A service of `tower` as a transport.
///
/// The service gets signed requests, once for each attempt, and follows the rules of [`Transport`]. An
/// error that is a [`TransportError`] stays as it is; any other, such as that of a layer, becomes one of
/// the kind [`TransportErrorKind::Middleware`], which is not sent again unless a
/// [classifier](crate::Retry::classifier) says so. Each request has a clone of the service, as `tower`
/// has it, and is sent when that is ready.
///
/// To put layers around the transport that the client would have, see [`ClientBuilder::layer`](crate::ClientBuilder::layer).
///
/// ```
/// use connect_runtime::bytes::Bytes;
/// use connect_runtime::{Client, TowerTransport, TransportError, http};
///
/// let answer = tower::service_fn(|_: http::Request<Bytes>| async {
///     Ok::<_, TransportError>(http::Response::new(Bytes::from_static(b"{}")))
/// });
/// let builder = Client::builder().transport(TowerTransport::new(answer));
/// ```
pub struct TowerTransport<S>(Mutex<S>);

impl<S> TowerTransport<S> {
    /// Makes a transport of a service.
    pub fn new(service: S) -> Self {
        // The lock is held for cloning alone; many services are not `Sync`.
        Self(Mutex::new(service))
    }
}

impl<S> Transport for TowerTransport<S>
where
    S: Service<http::Request<Bytes>, Response = http::Response<Bytes>> + Clone + Send + 'static,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    S::Future: Send,
{
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            let uri = request.uri().clone();
            let error = |error: S::Error| transport_error(&uri, error.into());
            std::future::poll_fn(|context| service.poll_ready(context)).await.map_err(error)?;
            service.call(request).await.map_err(error)
        })
    }
}

fn transport_error(uri: &http::Uri, error: BoxError) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(TransportErrorKind::Middleware, uri, Some(error)),
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}

/// A transport as a service of `tower`, which is always ready.
///
/// [`ClientBuilder::layer`](crate::ClientBuilder::layer) hands it to the layer.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// Makes a service of a transport.
    pub fn new(transport: impl Transport) -> Self {
        Self(Arc::new(transport))
    }
}

impl Service<http::Request<Bytes>> for TransportService {
    type Response = http::Response<Bytes>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<http::Response<Bytes>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Bytes>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move { transport.send(request).await })
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportService").finish_non_exhaustive()
    }
}
