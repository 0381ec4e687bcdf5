//! The default transport, based on `reqwest`.

mod causes;
mod convert;
mod factory;
mod last_use;
mod pools;
mod proxy;
mod read_timer;
mod runtime;
#[cfg(feature = "__rustls")]
mod tls;
mod trust;

use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::Uri;
use reqwest::{Client, Response, Url};
use tokio::runtime::Handle;
use tokio::time::sleep;

use self::causes::{is_tls, was_not_sent};
use self::convert::{LastBase, convert};
pub(crate) use self::factory::client_builder;
use self::factory::{ClientFactory, POOL_IDLE_TIMEOUT, Purpose};
use self::last_use::{Idle, LastUse, settle};
use self::pools::Pools;
use self::read_timer::ReadTimer;
pub(crate) use self::trust::{CaBundle, Trust};
use super::{BoxFuture, Transport};
use crate::error::{BoxError, ConfigurationError, TransportError, TransportErrorKind};

const FOLLOWED_A_REDIRECT: &str = "the given reqwest client followed a redirect with the signed headers; \
                                   build it with `redirect(reqwest::redirect::Policy::none())`";

pub(crate) struct ReqwestTransport {
    clients: Clients,
    limits: TransportLimits,
    last_base: LastBase,
}

enum Clients {
    /// The transport's own clients.
    Own { pools: Pools, factory: ClientFactory },
    /// A client that the application built. All runtimes share its connections.
    Given { client: Client, last_use: Arc<LastUse> },
}

/// The client for a request.
struct Lent {
    client: Client,
    last_use: Arc<LastUse>,
    /// Whether the client may have connections that the server closed.
    is_idle: bool,
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
    /// Creates a transport. Reports early if no client for `base_url` can be built.
    pub(crate) fn new(
        base_url: &str,
        limits: TransportLimits,
        trust: Trust,
    ) -> Result<Self, ConfigurationError> {
        let factory = ClientFactory::new(limits.connect_timeout, trust);
        if let Ok(uri) = base_url.parse::<Uri>() {
            // The transport builds another one for each runtime.
            drop(factory.build(Purpose::of(&uri))?);
        }
        Ok(Self::with_clients(Clients::Own { pools: Pools::new(), factory }, limits))
    }

    /// Creates a transport that builds its clients on first use.
    #[cfg(feature = "aws-config")]
    pub(crate) fn lazy(limits: TransportLimits, trust: Trust) -> Self {
        let factory = ClientFactory::new(limits.connect_timeout, trust);
        Self::with_clients(Clients::Own { pools: Pools::new(), factory }, limits)
    }

    /// Creates a transport that uses an existing client. Of the limits, only `max_response_bytes` applies.
    pub(crate) fn with_client(client: Client, limits: TransportLimits) -> Self {
        Self::with_clients(Clients::Given { client, last_use: Arc::default() }, limits)
    }

    fn with_clients(clients: Clients, limits: TransportLimits) -> Self {
        Self { clients, limits, last_base: LastBase::default() }
    }

    /// Returns the client for a request to `uri` on the current runtime.
    fn lend(&self, uri: &Uri) -> Result<Lent, TransportError> {
        match &self.clients {
            Clients::Own { pools, factory } => {
                let known = Handle::try_current().ok().and_then(|runtime| pools.find(&runtime));
                let pool = match known {
                    Some(pool) => pool,
                    None => pools.find_or_create(&runtime::current(uri)?),
                };
                let idle = pool.last_use().call_starts(POOL_IDLE_TIMEOUT);
                if idle == Idle::TooLong {
                    // The machine may have been asleep, and then no driver knows what happened to a connection.
                    pool.clear();
                    pool.last_use().renew();
                }
                let client = pool.client(Purpose::of(uri), factory);
                Ok(Lent {
                    client: client.map_err(|source| refused(uri, source))?,
                    last_use: Arc::clone(pool.last_use()),
                    is_idle: idle == Idle::AWhile,
                })
            }
            Clients::Given { client, last_use } => {
                runtime::current(uri)?;
                let is_idle = last_use.call_starts(Duration::MAX) != Idle::No;
                Ok(Lent { client: client.clone(), last_use: Arc::clone(last_use), is_idle })
            }
        }
    }

    fn exchange(
        &self,
        Lent { client, last_use, .. }: Lent,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let uri = request.uri().clone();
        match convert(request, &self.last_base) {
            Ok(request) => {
                let url = request.url().clone();
                Box::pin(self.receive(uri, url, client.execute(request), last_use))
            }
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    /// Receives the response and its body.
    #[expect(clippy::manual_async_fn, reason = "an async fn would hold its arguments twice")]
    fn receive(
        &self,
        uri: Uri,
        url: Url,
        response: impl Future<Output = reqwest::Result<Response>> + Send,
        last_use: Arc<LastUse>,
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
            last_use.response_arrived();
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
            Clients::Own { .. } => limit,
            // `reqwest` does not expose the timeouts of the given client.
            Clients::Given { .. } => start.elapsed(),
        };
        let kind = match (error.is_connect(), error.is_timeout()) {
            (true, true) => TransportErrorKind::ConnectTimeout(time(self.limits.connect_timeout)),
            (false, true) => TransportErrorKind::ReadTimeout(time(self.limits.read_timeout)),
            (true, false) if is_tls(&error) => TransportErrorKind::Tls,
            (true, false) => TransportErrorKind::Connect,
            (false, false) if was_not_sent(&error) => TransportErrorKind::NotSent,
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
        match self.lend(request.uri()) {
            Ok(lent) if lent.is_idle => Box::pin(async move {
                settle().await;
                lent.last_use.renew();
                self.exchange(lent, request).await
            }),
            Ok(lent) => self.exchange(lent, request),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    fn max_poll_interval(&self) -> Option<Duration> {
        match self.clients {
            Clients::Own { .. } => Some(self.limits.read_timeout),
            Clients::Given { .. } => None,
        }
    }
}

fn refused(uri: &Uri, source: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::Refused, uri, Some(source.into()))
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
