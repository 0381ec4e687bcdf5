//! The error for a request without a complete response.

use std::fmt;
use std::time::Duration;

use http::Uri;

/// The error for a request without a complete response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    target: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kind of a [`TransportError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host name did not resolve, or nothing accepted the connection.
    Connect,
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
        Self { kind, target: host_and_port(uri), source }
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
        use TransportErrorKind::{Connect, Interrupted};
        self.is_timeout() || matches!(self.kind, Connect | Interrupted)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = &self.target;
        match self.kind {
            TransportErrorKind::Connect => write!(
                f,
                "could not connect to {target}; check the region or endpoint URL and the network"
            ),
            TransportErrorKind::Tls => write!(
                f,
                "no secure connection to {target}; check the endpoint URL and the certificates \
                 that this machine trusts"
            ),
            TransportErrorKind::ConnectTimeout(after) => write!(
                f,
                "no connection to {target} after {after:?}; check the region or endpoint URL and \
                 the network"
            ),
            TransportErrorKind::ReadTimeout(after) => {
                write!(f, "{target} sent nothing for {after:?}; try again")
            }
            TransportErrorKind::Interrupted => write!(
                f,
                "the connection to {target} broke before the whole response was there; try again"
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
        }
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
