//! The transport based on `reqwest`.

mod convert;
mod factory;

use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use reqwest::{Client, Response};

use self::convert::{LastBase, convert};
pub(crate) use self::factory::client_builder;
use super::built_in::{
    Clients, Exchange, Failure, FailureKind, Idle, Incoming, LastUse, Lent, TransportLimits,
    current_runtime,
};
use super::{BoxFuture, Transport};
use crate::error::TransportError;

const FOLLOWED_A_REDIRECT: &str = "the given reqwest client followed a redirect with the signed headers; \
                                   build it with `redirect(reqwest::redirect::Policy::none())`";

pub(crate) struct ReqwestTransport {
    source: Source,
    limits: TransportLimits,
    last_base: LastBase,
}

/// Where the client for a request comes from.
enum Source {
    Own(Clients<Client>),
    /// A client that the application built. All runtimes share its connections.
    Given {
        client: Client,
        last_use: Arc<LastUse>,
    },
}

impl ReqwestTransport {
    /// Creates a transport that builds its clients.
    pub(super) fn new(clients: Clients<Client>, limits: TransportLimits) -> Self {
        Self { source: Source::Own(clients), limits, last_base: LastBase::default() }
    }

    /// Creates a transport that uses an existing client. Of the limits, only `max_response_bytes` applies.
    pub(crate) fn with_client(client: Client, limits: TransportLimits) -> Self {
        let source = Source::Given { client, last_use: Arc::default() };
        Self { source, limits, last_base: LastBase::default() }
    }

    /// Returns the client for a request to `uri` on the current runtime.
    fn lend(&self, uri: &Uri) -> Result<Lent<Client>, TransportError> {
        match &self.source {
            Source::Own(clients) => clients.lend(uri),
            Source::Given { client, last_use } => {
                current_runtime(uri)?;
                let is_idle = last_use.call_starts(Duration::MAX) != Idle::No;
                Ok(Lent { client: client.clone(), last_use: Arc::clone(last_use), is_idle })
            }
        }
    }

    fn exchange(
        &self,
        Lent { client, last_use, .. }: Lent<Client>,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let uri = request.uri().clone();
        let request = match convert(request, &self.last_base) {
            Ok(request) => request,
            Err(error) => return Box::pin(ready(Err(error))),
        };
        let (limits, is_own) = (self.limits, matches!(self.source, Source::Own(_)));
        // The transport's own clients follow no redirect.
        let asked = (!is_own).then(|| request.url().clone());
        let exchange = Exchange { uri, limits, has_timeouts: is_own, last_use };
        let response = client.execute(request);
        Box::pin(exchange.receive(async move {
            let response = response.await.map_err(failure)?;
            match asked {
                Some(url) if url != *response.url() => {
                    let (kind, source) = (FailureKind::Refused, FOLLOWED_A_REDIRECT.into());
                    Err(Failure { kind, source })
                }
                _ => Ok(response),
            }
        }))
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        match self.lend(request.uri()) {
            Ok(lent) => lent.settled(|lent| self.exchange(lent, request)),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    fn max_poll_interval(&self) -> Option<Duration> {
        match self.source {
            Source::Own(_) => Some(self.limits.read_timeout),
            Source::Given { .. } => None,
        }
    }
}

impl Incoming for Response {
    async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        self.chunk().await.map_err(failure)
    }

    fn is_complete(&self) -> bool {
        self.content_length() == Some(0)
    }

    fn with_body(mut self, body: Bytes) -> http::Response<Bytes> {
        let mut received = http::Response::new(body);
        *received.status_mut() = self.status();
        *received.version_mut() = self.version();
        std::mem::swap(received.headers_mut(), self.headers_mut());
        received
    }
}

fn failure(error: reqwest::Error) -> Failure {
    let is_timeout = error.is_timeout();
    let kind = if error.is_connect() {
        FailureKind::of_connecting(&error, is_timeout)
    } else if error.is_request() {
        FailureKind::of_sending(&error, is_timeout)
    } else {
        FailureKind::of_reading(is_timeout)
    };
    Failure { kind, source: error.without_url().into() }
}
