//! Adapters between [`Transport`] and `tower::Service`.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use tower_service::Service;

use super::{BoxFuture, Transport};
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// Uses a `tower` service as a transport.
///
/// The service receives one signed request for each attempt and must follow the rules of [`Transport`].
/// Each request uses its own clone of the service and waits until that clone is ready.
///
/// A [`TransportError`] of the service is passed on. Any other error, such as that of a layer, becomes
/// [`TransportErrorKind::Middleware`]. The client does not retry it unless a
/// [classifier](crate::Retry::classifier) decides to.
///
/// To put layers around the client's transport instead, see
/// [`ClientBuilder::layer`](crate::ClientBuilder::layer).
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
    /// Creates a transport that sends requests through `service`.
    pub fn new(service: S) -> Self {
        // Many services are not `Sync`. The lock is held only while cloning.
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

/// Uses a transport as a `tower` service, which is always ready.
///
/// [`ClientBuilder::layer`](crate::ClientBuilder::layer) passes it to the layer.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// Creates a service that sends requests through `transport`.
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
