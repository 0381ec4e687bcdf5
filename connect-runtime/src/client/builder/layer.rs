//! Puts `tower` layers around the transport.

use tower_layer::Layer;

use super::ClientBuilder;
use crate::transport::Transport;
use crate::transport::tower::{TowerTransport, TransportService};

impl ClientBuilder {
    /// Puts a `tower` layer around the client's transport.
    ///
    /// The layer receives one signed request for each attempt. It may delay or reject requests and inspect
    /// requests and responses. It must not change the method, URL, body or existing headers, because they
    /// are signed. A rate or concurrency limit applies to all services and clones of the client together.
    ///
    /// The layer added last is the outermost.
    ///
    /// ```
    /// use connect_runtime::Client;
    /// use tower::limit::GlobalConcurrencyLimitLayer;
    ///
    /// let builder = Client::builder().layer(GlobalConcurrencyLimitLayer::new(10));
    /// ```
    #[must_use]
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<TransportService> + Send + 'static,
        TowerTransport<L::Service>: Transport,
    {
        self.wrap_transport(move |inner| {
            TowerTransport::new(layer.layer(TransportService::new(inner)))
        })
    }
}
