//! The default transport, based on `reqwest`.

mod convert;
mod proxy;
mod read_timer;
#[cfg(feature = "__rustls")]
mod tls;
mod trust;

use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::Uri;
use http::uri::Scheme;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Response, Url};
use tokio::time::sleep;

use self::convert::{LastBase, convert};
use self::read_timer::ReadTimer;
pub(crate) use self::trust::{CaBundle, Trust};
use super::{BoxFuture, Transport};
use crate::endpoint::{is_link_local, is_loopback};
use crate::error::{BoxError, ConfigurationError, TransportError, TransportErrorKind};

/// Shorter than the service's own idle timeout. Otherwise the service could close a connection just as
/// the client sends a request on it.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

const FOLLOWED_A_REDIRECT: &str = "the given reqwest client followed a redirect with the signed headers; \
                                   build it with `redirect(reqwest::redirect::Policy::none())`";

pub(crate) struct ReqwestTransport {
    clients: Clients,
    limits: TransportLimits,
    trust: Trust,
    last_base: LastBase,
}

enum Clients {
    /// The transport's own clients, indexed by `is_https` and `is_local`. Each is built on first use.
    Own([[OnceLock<Client>; 2]; 2]),
    /// A client that the application built.
    Given(Client),
}

/// The timeouts and the maximum response size.
#[derive(Clone, Copy)]
pub(crate) struct TransportLimits {
    pub(crate) connect_timeout: Duration,
    pub(crate) read_timeout: Duration,
    pub(crate) max_response_bytes: usize,
}

impl Default for TransportLimits {
    fn default() -> Self {
        Self {
            // The default of the AWS SDKs.
            connect_timeout: Duration::from_millis(3100),
            read_timeout: Duration::from_secs(30),
            max_response_bytes: 16 * 1024 * 1024,
        }
    }
}

impl ReqwestTransport {
    /// Creates a transport and builds the client for `base_url`, to report a failure early.
    pub(crate) fn new(
        base_url: &str,
        limits: TransportLimits,
        trust: Trust,
    ) -> Result<Self, ConfigurationError> {
        let transport = Self::lazy(limits, trust);
        if let Ok(uri) = base_url.parse::<Uri>() {
            transport.client(&uri)?;
        }
        Ok(transport)
    }

    /// Creates a transport that builds its clients on first use.
    pub(crate) fn lazy(limits: TransportLimits, trust: Trust) -> Self {
        Self::with_clients(Clients::Own(Default::default()), limits, trust)
    }

    /// Creates a transport that uses an existing client. Of the limits, only `max_response_bytes` applies.
    pub(crate) fn with_client(client: Client, limits: TransportLimits) -> Self {
        Self::with_clients(Clients::Given(client), limits, Trust::default())
    }

    fn with_clients(clients: Clients, limits: TransportLimits, trust: Trust) -> Self {
        Self { clients, limits, trust, last_base: LastBase::default() }
    }

    /// Returns the client for a URL. Loopback and link-local addresses (instance metadata) bypass proxies,
    /// and a plain http URL without a proxy needs no certificates.
    fn client(&self, uri: &Uri) -> Result<&Client, ConfigurationError> {
        let is_https = uri.scheme() == Some(&Scheme::HTTPS);
        let host = uri.host().unwrap_or_default();
        let is_local = is_loopback(host) || is_link_local(host);
        let [[plain, plain_local], [tls, tls_local]] = match &self.clients {
            Clients::Own(clients) => clients,
            Clients::Given(client) => return Ok(client),
        };
        let slot = match (is_https, is_local) {
            (false, false) => plain,
            (false, true) => plain_local,
            (true, false) => tls,
            (true, true) => tls_local,
        };
        if let Some(client) = slot.get() {
            return Ok(client);
        }
        let client = build_client(is_https, is_local, self.limits, &self.trust)?;
        // If another thread was faster, its client is used.
        Ok(slot.get_or_init(|| client))
    }

    /// Returns the pending response and the URL that it must come from.
    fn start(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<(impl Future<Output = reqwest::Result<Response>> + use<>, Url), TransportError>
    {
        let client = self.client(request.uri()).map_err(|source| refused(request.uri(), source))?;
        let request = convert(request, &self.last_base)?;
        let url = request.url().clone();
        Ok((client.execute(request), url))
    }

    /// Receives the response and its body.
    #[expect(clippy::manual_async_fn, reason = "an async fn would hold its arguments twice")]
    fn receive(
        &self,
        uri: Uri,
        url: Url,
        response: impl Future<Output = reqwest::Result<Response>> + Send,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
        async move {
            let start = Instant::now();
            let error = |source| self.classify(&uri, source, start);
            let read_timeout = self.max_poll_interval();
            let timer = pin!(read_timeout.map(sleep));
            let mut read_timer = read_timeout
                .zip(timer.as_pin_mut())
                .map(|(read_timeout, timer)| ReadTimer::new(read_timeout, timer));
            let response = self.next(&uri, &mut read_timer, pin!(response)).await?;
            let mut response = response.map_err(error)?;
            if *response.url() != url {
                return Err(refused(&uri, FOLLOWED_A_REDIRECT));
            }
            let mut body = BytesMut::new();
            loop {
                let chunk = self.next(&uri, &mut read_timer, pin!(response.chunk())).await?;
                let Some(chunk) = chunk.map_err(error)? else { break };
                if chunk.len() > self.limits.max_response_bytes - body.len() {
                    let kind = TransportErrorKind::ResponseTooLarge(self.limits.max_response_bytes);
                    return Err(TransportError::new(kind, &uri, None));
                }
                body.extend_from_slice(&chunk);
            }
            let mut received = http::Response::new(body.freeze());
            *received.status_mut() = response.status();
            *received.version_mut() = response.version();
            std::mem::swap(received.headers_mut(), response.headers_mut());
            Ok(received)
        }
    }

    /// Waits for the next part of the response, within the read timeout.
    async fn next<T>(
        &self,
        uri: &Uri,
        read_timer: &mut Option<ReadTimer<'_>>,
        next: Pin<&mut impl Future<Output = T>>,
    ) -> Result<T, TransportError> {
        let Some(read_timer) = read_timer else { return Ok(next.await) };
        read_timer.run(next).await.ok_or_else(|| {
            let kind = TransportErrorKind::ReadTimeout(self.limits.read_timeout);
            TransportError::new(kind, uri, None)
        })
    }

    fn classify(&self, uri: &Uri, error: reqwest::Error, start: Instant) -> TransportError {
        let time = |limit| match self.clients {
            Clients::Own(_) => limit,
            // `reqwest` does not expose the timeouts of the given client.
            Clients::Given(_) => start.elapsed(),
        };
        let kind = match (error.is_connect(), error.is_timeout()) {
            (true, true) => TransportErrorKind::ConnectTimeout(time(self.limits.connect_timeout)),
            (false, true) => TransportErrorKind::ReadTimeout(time(self.limits.read_timeout)),
            (true, false) if is_tls(&error) => TransportErrorKind::Tls,
            (true, false) => TransportErrorKind::Connect,
            (false, false) => TransportErrorKind::Interrupted,
        };
        // The path and query may contain secrets, which must not be logged.
        TransportError::new(kind, uri, Some(error.without_url().into()))
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let uri = request.uri().clone();
        match self.start(request) {
            Ok((response, url)) => Box::pin(self.receive(uri, url, response)),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    fn max_poll_interval(&self) -> Option<Duration> {
        match self.clients {
            Clients::Own(_) => Some(self.limits.read_timeout),
            Clients::Given(_) => None,
        }
    }
}

fn build_client(
    is_https: bool,
    is_local: bool,
    limits: TransportLimits,
    trust: &Trust,
) -> Result<Client, ConfigurationError> {
    let builder = Client::builder()
        // A redirect would send the session token to another host, where the signature is invalid anyway.
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(limits.connect_timeout)
        .pool_idle_timeout(POOL_IDLE_TIMEOUT);
    let builder = if is_local {
        builder.no_proxy()
    } else {
        proxy::check_variables(|name| std::env::var(name))?;
        builder
    };
    // The proxy may use https even if the endpoint does not.
    with_tls(builder, is_https, !is_local, trust)?.build().map_err(|source| {
        let reason = "could not be built for this endpoint";
        ConfigurationError::new("transport", reason, "see the cause").caused_by(source)
    })
}

fn refused(uri: &Uri, source: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::Refused, uri, Some(source.into()))
}

#[cfg(feature = "__rustls")]
fn is_tls(error: &reqwest::Error) -> bool {
    std::iter::successors(std::error::Error::source(error), |&cause| {
        // `io::Error::source` skips the inner error and returns its cause.
        match cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(inner) => Some(inner as _),
            None => cause.source(),
        }
    })
    .any(<dyn std::error::Error>::is::<rustls::Error>)
}

#[cfg(not(feature = "__rustls"))]
fn is_tls(_: &reqwest::Error) -> bool {
    false
}

#[cfg(feature = "__rustls")]
fn with_tls(
    builder: ClientBuilder,
    is_https: bool,
    has_proxy: bool,
    trust: &Trust,
) -> Result<ClientBuilder, ConfigurationError> {
    let tls = tls::client_config(is_https || has_proxy, trust)?;
    Ok(builder.tls_backend_preconfigured(tls))
}

#[cfg(not(feature = "__rustls"))]
fn with_tls(
    builder: ClientBuilder,
    is_https: bool,
    _has_proxy: bool,
    _trust: &Trust,
) -> Result<ClientBuilder, ConfigurationError> {
    if is_https {
        return Err(ConfigurationError::new(
            "endpoint_url",
            "is https, but no TLS was built in",
            "enable the feature `rustls-ring` or `rustls-aws-lc-rs` of connect-runtime",
        ));
    }
    Ok(builder)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    fn request(uri: &str) -> http::Request<Bytes> {
        http::Request::get(uri).body(Bytes::new()).unwrap()
    }

    #[tokio::test]
    async fn a_silent_server_times_out() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", silent.local_addr().unwrap());
        let read_timeout = Duration::from_millis(20);
        let limits = TransportLimits { read_timeout, ..TransportLimits::default() };
        let transport = ReqwestTransport::new(&url, limits, Trust::default()).unwrap();
        let error = transport.send(request(&url)).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ReadTimeout(read_timeout));
        assert!(error.is_timeout() && error.is_transient());
        assert!(error.to_string().contains("sent nothing for 20ms"), "{error}");
    }
}
