//! The transport settings of the builder.

use std::fmt;
#[cfg(feature = "__http_client")]
use std::path::PathBuf;
use std::sync::Arc;
#[cfg(feature = "__http_client")]
use std::time::Duration;

use super::ClientBuilder;
#[cfg(feature = "reqwest")]
use crate::client::Client;
use crate::endpoint::Endpoints;
use crate::error::ConfigurationError;
#[cfg(feature = "reqwest")]
use crate::error::Error;
use crate::transport::Transport;
#[cfg(feature = "__http_client")]
use crate::transport::built_in::{CaBundle, TransportLimits, Trust};
#[cfg(feature = "__http_client")]
use crate::transport::http_client::HttpClient;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::{ReqwestTransport, client_builder};

/// The transport settings of a client.
#[derive(Default)]
pub(super) struct TransportSettings {
    #[cfg(feature = "__http_client")]
    limits: TransportLimits,
    #[cfg(feature = "__http_client")]
    http_client: Option<HttpClient>,
    #[cfg(feature = "reqwest")]
    reqwest_client: Option<reqwest::Client>,
    #[cfg(feature = "__http_client")]
    ca_bundle: Option<CaBundle>,
    given: Option<Arc<dyn Transport>>,
    wrappers: Vec<Wrap>,
}

/// Wraps a transport in another one.
type Wrap = Box<dyn FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send>;

impl TransportSettings {
    pub(super) fn build(
        mut self,
        endpoints: &Endpoints,
    ) -> Result<Arc<dyn Transport>, ConfigurationError> {
        let transport = match self.given.take() {
            Some(transport) => transport,
            None => self.build_default(endpoints)?,
        };
        Ok(self.wrappers.into_iter().fold(transport, |inner, wrap| wrap(inner)))
    }

    #[cfg(feature = "__http_client")]
    fn build_default(
        &mut self,
        endpoints: &Endpoints,
    ) -> Result<Arc<dyn Transport>, ConfigurationError> {
        #[cfg(feature = "reqwest")]
        if let Some(client) = self.reqwest_client.take() {
            return match self.http_client {
                None | Some(HttpClient::Reqwest) => {
                    Ok(Arc::new(ReqwestTransport::with_client(client, self.limits)))
                }
                #[cfg(feature = "hyper")]
                Some(HttpClient::Hyper) => Err(ConfigurationError::new(
                    "http_client",
                    "is `HttpClient::Hyper`, but `reqwest_client` is set too",
                    "leave out one of the two",
                )),
            };
        }
        let trust = self.ca_bundle.as_ref().map(Trust::in_bundle).transpose()?.unwrap_or_default();
        let http_client = self.http_client.unwrap_or_default();
        http_client.check(endpoints.of_connect().as_str(), self.limits, &trust)?;
        Ok(http_client.transport(self.limits, trust))
    }

    #[cfg(not(feature = "__http_client"))]
    #[expect(clippy::unused_self, reason = "the same signature as with an HTTP client")]
    fn build_default(&mut self, _: &Endpoints) -> Result<Arc<dyn Transport>, ConfigurationError> {
        let help = "call `transport(…)` on the builder, or enable the feature `reqwest` or `hyper`";
        Err(ConfigurationError::new("transport", "is not set", help))
    }
}

/// Shows which transport a client will use.
impl fmt::Debug for TransportSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.given.is_some() {
            return f.write_str("given by `transport`");
        }
        #[cfg(feature = "reqwest")]
        if self.reqwest_client.is_some() {
            return f.write_str("given by `reqwest_client`");
        }
        #[cfg(feature = "__http_client")]
        return write!(f, "HttpClient::{:?}", self.http_client.unwrap_or_default());
        #[cfg(not(feature = "__http_client"))]
        f.write_str("missing")
    }
}

#[cfg(feature = "reqwest")]
impl Client {
    /// Returns a builder of `reqwest` clients with the settings of the default transport.
    ///
    /// Use it for [`ClientBuilder::reqwest_client`], and for other requests of the application. These are the
    /// settings:
    ///
    /// - TLS by rustls with the platform's certificates. `reqwest`'s own settings of certificates have no effect,
    ///   and neither has `AWS_CA_BUNDLE`. For a bundle, use the default transport with
    ///   [`ClientBuilder::ca_bundle`];
    /// - no redirects, no `Referer` and no retries;
    /// - 3.1 seconds to connect, 30 seconds between the parts of a response, and 20 seconds until an idle
    ///   connection is closed.
    ///
    /// A client that `reqwest::Client::new` or `reqwest::Client::builder` creates panics for want of a crypto
    /// provider, unless the application installs one for the process or turns on `reqwest`'s feature `rustls`.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Configuration`] if the platform's certificates cannot be loaded.
    ///
    /// ```
    /// use connect_runtime::Client;
    ///
    /// let http = Client::reqwest_builder()?.user_agent("contact-centre").build()?;
    /// let request = http.get("https://example.com").build()?;
    /// # assert_eq!(request.url().host_str(), Some("example.com"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reqwest_builder() -> Result<reqwest::ClientBuilder, Error> {
        Ok(client_builder(TransportLimits::default())?)
    }
}

impl ClientBuilder {
    /// Sets the HTTP client of the default transport. Defaults to [`HttpClient::default`]: `reqwest` where the
    /// feature `reqwest` is on, else `hyper`.
    ///
    /// Another crate of the program may turn the feature `reqwest` on. Name the client here if it matters. `Debug` of
    /// the builder shows which one it uses. The setting has no effect if a [`transport`](Self::transport) is set.
    ///
    /// ```
    /// use connect_runtime::{Client, HttpClient};
    ///
    /// let builder = Client::builder().http_client(HttpClient::default());
    /// ```
    #[cfg(feature = "__http_client")]
    #[must_use]
    pub fn http_client(mut self, http_client: HttpClient) -> Self {
        self.transport.http_client = Some(http_client);
        self
    }

    /// Sets the maximum size of a response body in bytes. Defaults to 16 MiB.
    ///
    /// The default transport enforces it while the body arrives, and fails the call if it is exceeded.
    #[cfg(feature = "__http_client")]
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.transport.limits.max_response_bytes = bytes;
        self
    }

    /// Sets the timeout of the default transport for connecting, which includes name resolution and TLS.
    /// Defaults to 3.1 seconds, as in the AWS SDKs.
    #[cfg(feature = "__http_client")]
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.transport.limits.connect_timeout = timeout;
        self
    }

    /// Sets how long the default transport waits for the next part of a response. Defaults to 30 seconds.
    #[cfg(feature = "__http_client")]
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.transport.limits.read_timeout = timeout;
        self
    }

    /// Sets the file with the certificates of the authorities to trust, in PEM format. Defaults to those of
    /// the platform.
    ///
    /// The default transport trusts these authorities instead of the platform's, for services and for
    /// https proxies. A process reads the platform's certificates once. [`Client::from_env`](crate::Client::from_env) takes the path from `AWS_CA_BUNDLE`.
    /// [`build`](Self::build) reads the file, and fails if it contains no certificate.
    ///
    /// ```
    /// use connect_runtime::Client;
    ///
    /// let builder = Client::builder().ca_bundle("/etc/ssl/certs/company.pem");
    /// ```
    #[cfg(feature = "__http_client")]
    #[must_use]
    pub fn ca_bundle(self, path: impl Into<PathBuf>) -> Self {
        self.with_ca_bundle(path.into(), "ca_bundle")
    }

    /// Sets the bundle that `setting` names.
    #[cfg(feature = "__http_client")]
    pub(in crate::client) fn with_ca_bundle(
        mut self,
        path: PathBuf,
        setting: &'static str,
    ) -> Self {
        self.transport.ca_bundle = Some(CaBundle { path, setting });
        self
    }

    /// Sends requests with an existing `reqwest` client.
    ///
    /// Its proxies, certificates, connections and timeouts apply. Of the transport settings here, only
    /// [`max_response_bytes`](Self::max_response_bytes) does.
    ///
    /// Build it with [`Client::reqwest_builder`]. A client that you build otherwise must not follow redirects,
    /// because a redirect would send the session token along. A call that was redirected fails. Turn off
    /// `reqwest`'s own retries too, because the attempt limit and the retry budget do not cover them.
    ///
    /// If a [`transport`](Self::transport) is also set, this client is not used.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connect_runtime::{Client, Credentials};
    ///
    /// let http = Client::reqwest_builder()?.timeout(Duration::from_secs(20)).build()?;
    /// let client = Client::builder()
    ///     .region("us-west-2")
    ///     .credentials(Credentials::new("AKID", "secret", None, None, "static"))
    ///     .reqwest_client(http)
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn reqwest_client(mut self, client: reqwest::Client) -> Self {
        self.transport.reqwest_client = Some(client);
        self
    }

    /// Replaces the transport.
    ///
    /// The transport must limit response sizes and connection times itself: `max_response_bytes`,
    /// `connect_timeout` and `read_timeout` only configure the default transport.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport.given = Some(Arc::new(transport));
        self
    }

    /// Wraps the client's transport in another one, for example to log, record or limit requests.
    ///
    /// The wrapper receives one signed request for each attempt. The wrapper added last is the outermost.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use connect_runtime::bytes::Bytes;
    /// use connect_runtime::{BoxFuture, Client, Operation, Transport, TransportError, http};
    ///
    /// struct Announce(Arc<dyn Transport>);
    ///
    /// impl Transport for Announce {
    ///     fn send(
    ///         &self,
    ///         request: http::Request<Bytes>,
    ///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
    ///         if let Some(operation) = request.extensions().get::<&'static Operation>() {
    ///             println!("calling {}", operation.name());
    ///         }
    ///         self.0.send(request)
    ///     }
    /// }
    ///
    /// let builder = Client::builder().wrap_transport(Announce);
    /// ```
    #[must_use]
    pub fn wrap_transport<T: Transport>(
        mut self,
        wrap: impl FnOnce(Arc<dyn Transport>) -> T + Send + 'static,
    ) -> Self {
        self.transport.wrappers.push(Box::new(|inner| Arc::new(wrap(inner))));
        self
    }
}
