//! Layers of `tower` around the transport.

use tower_layer::Layer;

use super::ClientBuilder;
use crate::transport::Transport;
use crate::transport::tower::{TowerTransport, TransportService};

impl ClientBuilder {
    /// Puts a layer of `tower` around the transport that the client would have, default or given.
    ///
    /// What it sees are signed requests, once for each attempt: it may delay and refuse them, and look
    /// at them and at responses; method, URL, body and the headers that are there are signed and must
    /// stay. Its limits are those of all services and clones of the client. The layer added last is the
    /// outermost.
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
