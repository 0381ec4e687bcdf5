//! The client that calls go through.

mod builder;
mod environment;
#[cfg(feature = "aws-config")]
mod sdk_config;
#[cfg(feature = "aws-config")]
mod sdk_http;

use std::fmt;
use std::sync::Arc;

pub use self::builder::ClientBuilder;
use crate::attempt::Dispatcher;
use crate::declaration::service::Service;

/// A client for Amazon Connect.
///
/// A `Client` is cheap to clone. Clones share connections, cached credentials, signing keys, the retry
/// budget and the clock skew correction. `Debug` shows the region and endpoint, never credentials.
///
/// ```
/// use connect_runtime::{Client, Credentials};
///
/// let client = Client::builder()
///     .region("us-west-2")
///     .credentials(Credentials::new("AKID", "secret", None, None, "static"))
///     .build()?;
/// # Ok::<(), connect_runtime::Error>(())
/// ```
///
/// # Runtimes
///
/// Threads and tokio runtimes can share a client. The default transport keeps connections for each runtime and
/// closes them when the runtime ends. A runtime that is busy, or that nothing drives, holds up only its own
/// calls. Nothing drives a `current_thread` runtime between two calls of `block_on`. Its timeouts do not pass
/// in that time either.
///
/// A client that you give to [`ClientBuilder::reqwest_client`] has one pool of connections. Each connection
/// depends on the runtime that opened it. Use such a client on one runtime, which ends after the last call.
/// On another runtime, a call may wait until the first one makes progress, and it may be lost when the first
/// one ends.
///
/// [The crate's documentation](crate#retries-and-timeouts) says what a runtime must have.
///
/// # Pauses
///
/// A process stands still while it is frozen, while its machine sleeps, or while code blocks the only thread of
/// the runtime. The server may close connections meanwhile. After 100 milliseconds without a call, the default
/// transport therefore lets the runtime notice closed connections first, which takes about 2 milliseconds.
/// After 20 seconds, it opens new connections. A timeout that passed during a pause leaves 100 milliseconds to
/// receive a response that is already there.
#[derive(Clone)]
pub struct Client(Arc<Dispatcher>);

impl Client {
    pub(crate) fn new(dispatcher: Dispatcher) -> Self {
        Self(Arc::new(dispatcher))
    }

    /// Returns the base URL of Amazon Connect itself. For the other services, see
    /// [`service_endpoint_url`](Self::service_endpoint_url).
    pub fn endpoint_url(&self) -> &str {
        self.0.endpoints.of_connect().as_str()
    }

    /// Returns the base URL that requests to `service` are sent to.
    ///
    /// ```
    /// use connect_runtime::{Client, Credentials, service};
    ///
    /// # use connect_runtime::{BoxFuture, Transport, TransportError, bytes::Bytes, http};
    /// # struct Nowhere;
    /// # impl Transport for Nowhere {
    /// #     fn send(&self, _: http::Request<Bytes>)
    /// #         -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
    /// #         Box::pin(std::future::pending())
    /// #     }
    /// # }
    /// let client = Client::builder()
    ///     .region("us-west-2")
    ///     .credentials(Credentials::new("AKID", "secret", None, None, "static"))
    /// #   .transport(Nowhere)
    ///     .build()?;
    /// let url = client.service_endpoint_url(&service::CASES);
    /// assert_eq!(url, "https://cases.us-west-2.amazonaws.com");
    /// # Ok::<(), connect_runtime::Error>(())
    /// ```
    pub fn service_endpoint_url(&self, service: &Service) -> String {
        self.0.endpoints.of(service).as_str().to_owned()
    }

    /// Returns the region that requests are signed for.
    pub fn region(&self) -> &str {
        self.0.signing.region()
    }

    pub(crate) fn dispatcher(&self) -> &Dispatcher {
        &self.0
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("region", &self.region())
            .field("endpoint_url", &self.endpoint_url())
            .finish_non_exhaustive()
    }
}

/// Gives access to a [`Client`]. Traits with `#[connect_endpoint]` methods have this supertrait.
///
/// Implement it for your own types that contain a client:
///
/// ```
/// use connect_runtime::{Client, ConnectClient};
///
/// struct ContactCentre {
///     connect: Client,
/// }
///
/// impl ConnectClient for ContactCentre {
///     fn client(&self) -> &Client {
///         &self.connect
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `ConnectClient`, which gives endpoints their client",
    label = "does not implement `ConnectClient`",
    note = "a type with a client returns it: `impl ConnectClient for MyType {{ fn client(&self) -> &Client {{ &self.client }} }}`",
    note = "a trait with endpoints has it as a supertrait: `trait MyApi: ConnectClient {{ … }}`"
)]
pub trait ConnectClient: Send + Sync {
    /// Returns the client that calls go through.
    fn client(&self) -> &Client;
}

impl ConnectClient for Client {
    fn client(&self) -> &Client {
        self
    }
}

macro_rules! client_behind_pointer {
    ($($pointer:ty)*) => {$(
        impl<C: ConnectClient + ?Sized> ConnectClient for $pointer {
            fn client(&self) -> &Client {
                (**self).client()
            }
        }
    )*};
}

client_behind_pointer!(&C Box<C> Arc<C>);
