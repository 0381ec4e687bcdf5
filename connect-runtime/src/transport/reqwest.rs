//! The default transport.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::Uri;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Request, Url};

use super::{BoxFuture, Transport, TransportError, TransportErrorKind};
use crate::endpoint::Endpoint;
use crate::error::ConfigurationError;

/// The AWS SDKs' value.
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// Shorter than the service's own, so that it is never the service that closes a connection just as
/// a request leaves.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

pub(crate) struct ReqwestTransport {
    client: Client,
    max_response_bytes: usize,
}

impl ReqwestTransport {
    pub(crate) fn new(
        endpoint: &Endpoint,
        max_response_bytes: usize,
    ) -> Result<Self, ConfigurationError> {
        let builder = Client::builder()
            // A redirect would carry the session token to another host, and no signature fits it.
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .pool_idle_timeout(POOL_IDLE_TIMEOUT);
        let builder = if endpoint.is_loopback() { builder.no_proxy() } else { builder };
        let client = with_tls(builder, endpoint)?.build().map_err(|source| {
            let reason = "could not be made for this endpoint";
            ConfigurationError::new("transport", reason, "see the cause").caused_by(source)
        })?;
        Ok(Self { client, max_response_bytes })
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let uri = request.uri().clone();
        let error = |source| classify(&uri, source);
        let mut response = self.client.execute(convert(request)?).await.map_err(error)?;
        let too_large = || {
            TransportError::new(
                TransportErrorKind::ResponseTooLarge(self.max_response_bytes),
                &uri,
                None,
            )
        };
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(error)? {
            if chunk.len() > self.max_response_bytes - body.len() {
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

fn classify(uri: &Uri, error: reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout(CONNECT_TIMEOUT),
        (false, true) => TransportErrorKind::ReadTimeout(READ_TIMEOUT),
        (true, false) if is_tls(&error) => TransportErrorKind::Tls,
        (true, false) => TransportErrorKind::Connect,
        (false, false) => TransportErrorKind::Interrupted,
    };
    // Path and query may hold what must not be logged.
    TransportError::new(kind, uri, Some(error.without_url().into()))
}

#[cfg(feature = "rustls")]
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

#[cfg(not(feature = "rustls"))]
fn is_tls(_: &reqwest::Error) -> bool {
    false
}

#[cfg(feature = "rustls")]
fn with_tls(
    builder: ClientBuilder,
    endpoint: &Endpoint,
) -> Result<ClientBuilder, ConfigurationError> {
    let tls = crate::tls::client_config(endpoint.is_https())?;
    Ok(builder.tls_backend_preconfigured(tls))
}

#[cfg(not(feature = "rustls"))]
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
