//! The error for a request without a complete response.

use std::fmt;
use std::time::Duration;

use http::Uri;

use self::TransportErrorKind::{Middleware, ResponseTooLarge};
use super::hint::CHECK_EFFECT;

/// The error for a request without a complete response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    target: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
    may_act_twice: bool,
}

/// The kind of a [`TransportError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no tokio runtime with I/O and timers, which the default transport needs. Nothing was sent.
    NoRuntime,
    /// The host name did not resolve, or nothing accepted the connection.
    Connect,
    /// The connection closed before any part of the request was sent.
    NotSent,
    /// The TLS handshake failed, or the certificate is not trusted.
    Tls,
    /// No connection was made within this time.
    ConnectTimeout(Duration),
    /// No byte of the response arrived for this time.
    ReadTimeout(Duration),
    /// The connection broke before the whole response arrived.
    Interrupted,
    /// The response is longer than this limit in bytes.
    ResponseTooLarge(usize),
    /// The transport refused the request before sending it, or refused the response.
    ///
    /// It refuses a response that your own `reqwest::Client` got by following a redirect.
    Refused,
    /// A layer around the transport, such as one of `tower`, gave up the request.
    Middleware,
}

impl TransportError {
    /// Creates a transport error.
    ///
    /// The error names the host and port of `uri`, but not its path and query. `source` must not quote
    /// headers or bodies.
    pub fn new(
        kind: TransportErrorKind,
        uri: &Uri,
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { kind, target: host_and_port(uri), source, may_act_twice: false }
    }

    /// Marks the error as one of a call that may act twice if it is repeated.
    pub(crate) fn of_unrepeatable_call(mut self) -> Self {
        self.may_act_twice = true;
        self
    }

    /// Returns the kind of failure.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Returns the host and port of the request.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Whether a connect or read timeout passed.
    pub fn is_timeout(&self) -> bool {
        use TransportErrorKind::{ConnectTimeout, ReadTimeout};
        matches!(self.kind, ConnectTimeout(_) | ReadTimeout(_))
    }

    /// Whether sending the same request again may succeed.
    pub fn is_transient(&self) -> bool {
        use TransportErrorKind::{Connect, Interrupted, NotSent};
        self.is_timeout() || matches!(self.kind, Connect | NotSent | Interrupted)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = &self.target;
        let next_step = if self.may_act_twice { CHECK_EFFECT } else { "try again" };
        match self.kind {
            TransportErrorKind::NoRuntime => write!(
                f,
                "the request to {target} was not sent, because the call needs a tokio runtime with \
                 I/O and timers; await it under `#[tokio::main]`, or call `enable_all()` on the \
                 runtime's builder"
            ),
            TransportErrorKind::Connect => {
                let next_step = if self.is_of_proxy() {
                    "check the proxy settings and the credentials for the proxy"
                } else {
                    "check the region or endpoint URL and the network"
                };
                write!(f, "could not connect to {target}; {next_step}")
            }
            TransportErrorKind::Tls => write!(
                f,
                "no secure connection to {target}; check the endpoint URL and the certificates \
                 that this machine trusts"
            ),
            TransportErrorKind::NotSent => write!(
                f,
                "the connection to {target} closed before the request was sent; try again"
            ),
            TransportErrorKind::ConnectTimeout(after) => write!(
                f,
                "no connection to {target} after {after:?}; check the region or endpoint URL and \
                 the network"
            ),
            TransportErrorKind::ReadTimeout(after) => {
                write!(f, "{target} sent nothing for {after:?}; {next_step}")
            }
            TransportErrorKind::Interrupted => write!(
                f,
                "the connection to {target} broke before the whole response was there; {next_step}"
            ),
            TransportErrorKind::ResponseTooLarge(limit) => write!(
                f,
                "the response of {target} is longer than {limit} bytes; ask for less, or raise \
                 `max_response_bytes` of the client"
            ),
            TransportErrorKind::Refused => {
                write!(f, "the transport refused the request to {target}; see the cause")
            }
            TransportErrorKind::Middleware => write!(
                f,
                "a layer around the transport gave up the request to {target}; see the cause"
            ),
        }?;
        let (ResponseTooLarge(_) | Middleware) = self.kind else { return Ok(()) };
        if self.may_act_twice { write!(f, "; {CHECK_EFFECT}") } else { Ok(()) }
    }
}

impl TransportError {
    /// Whether a proxy refused to connect to the service. `hyper_util` does not export the type of this
    /// cause.
    fn is_of_proxy(&self) -> bool {
        let first = std::error::Error::source(self);
        std::iter::successors(first, |cause| cause.source())
            .any(|cause| cause.to_string().starts_with("tunnel error"))
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

fn host_and_port(uri: &Uri) -> String {
    let default_port = if uri.scheme_str() == Some("http") { 80 } else { 443 };
    format!("{}:{}", uri.host().unwrap_or_default(), uri.port_u16().unwrap_or(default_port))
}
