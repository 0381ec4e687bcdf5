//! Lets `aws-config` load credentials through the default transport.
//!
//! The HTTP client of the AWS SDKs would add a second HTTP and TLS stack to every program.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body_util::Full;

use crate::error::{BoxError, TransportError, TransportErrorKind};
use crate::transport::Transport;
use crate::transport::built_in::{TransportLimits, Trust};
use crate::transport::http_client::HttpClient;

type Timeouts = (Option<Duration>, Option<Duration>);

/// Returns an HTTP client that trusts the platform's certificates until `trust` is set.
///
/// The bundle of certificates is known only after the configuration is loaded, which is before the first
/// request that needs TLS.
pub(super) fn sdk_http_client(trust: Arc<OnceLock<Trust>>) -> SharedHttpClient {
    // Providers with the same timeouts share a connector and its connections.
    let connectors = Mutex::<Vec<(Timeouts, SharedHttpConnector)>>::default();
    http_client_fn(move |settings, _| {
        let timeouts = (settings.connect_timeout(), settings.read_timeout());
        let mut connectors = connectors.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, connector)) = connectors.iter().find(|(cached, _)| *cached == timeouts) {
            return connector.clone();
        }
        let connector = SharedHttpConnector::new(Connector::new(settings, trust.get().cloned()));
        connectors.push((timeouts, connector.clone()));
        connector
    })
}

#[derive(Clone)]
struct Connector(Arc<dyn Transport>);

impl Connector {
    fn new(settings: &HttpConnectorSettings, trust: Option<Trust>) -> Self {
        let defaults = TransportLimits::default();
        let limits = TransportLimits {
            connect_timeout: settings.connect_timeout().unwrap_or(defaults.connect_timeout),
            read_timeout: settings.read_timeout().unwrap_or(defaults.read_timeout),
            ..defaults
        };
        Self(HttpClient::default().transport(limits, trust.unwrap_or_default()))
    }

    async fn exchange(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let request = convert(request).map_err(ConnectorError::user)?;
        let response = self.0.send(request).await.map_err(connector_error)?;
        // The SDK writes an in-memory body to its traces, which would leak the credentials in it. It does
        // not do so for a streaming body.
        let response = response.map(|body| SdkBody::from_body_1_x(Full::new(body)));
        HttpResponse::try_from(response).map_err(|error| ConnectorError::other(error.into(), None))
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().exchange(request))
    }
}

impl std::fmt::Debug for Connector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connector").finish_non_exhaustive()
    }
}

fn convert(request: HttpRequest) -> Result<http::Request<Bytes>, BoxError> {
    let request = request.try_into_http1x()?;
    #[cfg(feature = "reqwest")]
    let request = normalized(request)?;
    let (parts, body) = request.into_parts();
    let body = body.bytes().ok_or("a request with a body that is a stream")?;
    Ok(http::Request::from_parts(parts, Bytes::copy_from_slice(body)))
}

/// `reqwest` only accepts normalized URLs, and a URL from the environment may not be normalized.
#[cfg(feature = "reqwest")]
fn normalized<B>(mut request: http::Request<B>) -> Result<http::Request<B>, BoxError> {
    *request.uri_mut() = reqwest::Url::parse(&request.uri().to_string())?.as_str().parse()?;
    Ok(request)
}

fn connector_error(error: TransportError) -> ConnectorError {
    use TransportErrorKind::{Connect, Interrupted, NotSent};
    let is_io = matches!(error.kind(), Connect | NotSent | Interrupted);
    match error.is_timeout() {
        true => ConnectorError::timeout(error.into()),
        false if is_io => ConnectorError::io(error.into()),
        false => ConnectorError::other(error.into(), None),
    }
}
