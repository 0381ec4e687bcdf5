//! The default transport.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::Uri;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Request, Url};

use super::{BoxFuture, Transport, TransportError, TransportErrorKind};
use crate::endpoint::Endpoint;
use crate::error::ConfigurationError;

/// Shorter than the service's own, so that it is never the service that closes a connection just as
/// a request leaves.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

pub(crate) struct ReqwestTransport {
    client: Client,
    limits: Limits,
}

/// What a request may cost.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    pub(crate) read_timeout: Duration,
    pub(crate) max_response_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // The AWS SDKs' value.
            connect_timeout: Duration::from_millis(3100),
            read_timeout: Duration::from_secs(30),
            max_response_bytes: 16 * 1024 * 1024,
        }
    }
}

impl ReqwestTransport {
    pub(crate) fn new(endpoint: &Endpoint, limits: Limits) -> Result<Self, ConfigurationError> {
        let builder = Client::builder()
            // A redirect would carry the session token to another host, and no signature fits it.
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(limits.connect_timeout)
            .read_timeout(limits.read_timeout)
            .pool_idle_timeout(POOL_IDLE_TIMEOUT);
        let builder = if endpoint.is_loopback() { builder.no_proxy() } else { builder };
        let client = with_tls(builder, endpoint)?.build().map_err(|source| {
            let reason = "could not be made for this endpoint";
            ConfigurationError::new("transport", reason, "see the cause").caused_by(source)
        })?;
        Ok(Self { client, limits })
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let uri = request.uri().clone();
        let error = |source| self.classify(&uri, source);
        let mut response = self.client.execute(convert(request)?).await.map_err(error)?;
        let too_large = || {
            TransportError::new(
                TransportErrorKind::ResponseTooLarge(self.limits.max_response_bytes),
                &uri,
                None,
            )
        };
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(error)? {
            if chunk.len() > self.limits.max_response_bytes - body.len() {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        let mut received = http::Response::new(body.freeze());
        *received.status_mut() = response.status();
        *received.version_mut() = response.version();
        std::mem::swap(received.headers_mut(), response.headers_mut());
        Ok(received)
    }

    fn classify(&self, uri: &Uri, error: reqwest::Error) -> TransportError {
        let kind = match (error.is_connect(), error.is_timeout()) {
            (true, true) => TransportErrorKind::ConnectTimeout(self.limits.connect_timeout),
            (false, true) => TransportErrorKind::ReadTimeout(self.limits.read_timeout),
            (true, false) if is_tls(&error) => TransportErrorKind::Tls,
            (true, false) => TransportErrorKind::Connect,
            (false, false) => TransportErrorKind::Interrupted,
        };
        // Path and query may hold what must not be logged.
        TransportError::new(kind, uri, Some(error.without_url().into()))
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

/// Makes the `reqwest` form of a request, if its URL parser leaves the signed URL as it is.
fn convert(request: http::Request<Bytes>) -> Result<Request, TransportError> {
    let (parts, body) = request.into_parts();
    let refused = |reason: String| {
        TransportError::new(TransportErrorKind::Refused, &parts.uri, Some(reason.into()))
    };
    let signed_url = parts.uri.to_string();
    let url = Url::parse(&signed_url).map_err(|error| refused(error.to_string()))?;
    if url.as_str() != signed_url {
        return Err(refused(
            "its URL is not in normal form, so the signature would not fit".into(),
        ));
    }
    let mut converted = Request::new(parts.method, url);
    *converted.headers_mut() = parts.headers;
    if !body.is_empty() {
        *converted.body_mut() = Some(body.into());
    }
    Ok(converted)
}

#[cfg(feature = "__rustls")]
fn is_tls(error: &reqwest::Error) -> bool {
    std::iter::successors(std::error::Error::source(error), |&cause| {
        // An I/O error shows its inner error's cause, not the inner error itself.
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
    endpoint: &Endpoint,
) -> Result<ClientBuilder, ConfigurationError> {
    let tls = crate::tls::client_config(endpoint.is_https())?;
    Ok(builder.tls_backend_preconfigured(tls))
}

#[cfg(not(feature = "__rustls"))]
fn with_tls(
    builder: ClientBuilder,
    endpoint: &Endpoint,
) -> Result<ClientBuilder, ConfigurationError> {
    if endpoint.is_https() {
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

    #[test]
    fn a_url_that_would_be_rewritten_is_refused() {
        for uri in ["http://a/b/../c", "http://a/b/%2e%2e/c", "http://A/b", "http://a:80/b"] {
            let error = convert(request(uri)).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Refused, "{uri}");
        }
        let uri = "http://a/b%2Fc?d=%27e%20f";
        assert_eq!(convert(request(uri)).unwrap().url().as_str(), uri);
    }

    #[tokio::test]
    async fn a_server_that_says_nothing_times_out() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", silent.local_addr().unwrap());
        let read_timeout = Duration::from_millis(20);
        let limits = Limits { read_timeout, ..Limits::default() };
        let endpoint = Endpoint::from_url(&url, false).unwrap();
        let transport = ReqwestTransport::new(&endpoint, limits).unwrap();
        let error = transport.send(request(&url)).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ReadTimeout(read_timeout));
        assert!(error.is_timeout() && error.is_transient());
        assert!(error.to_string().contains("sent nothing for 20ms"), "{error}");
    }
}
