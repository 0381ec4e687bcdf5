//! Settings into a client.

use std::fmt;

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use http::HeaderValue;

use super::endpoints::{EndpointUrls, Endpoints, ServiceUrl};
use super::{Client, ClientParts, environment};
use crate::endpoint::{Endpoint, check_region};
use crate::error::{ConfigurationError, Error};
use crate::retry::{Budget, DEFAULT_MAX_ATTEMPTS};
use crate::service::Service;
use crate::transport::Transport;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::{Limits, ReqwestTransport};

/// Builds a [`Client`].
///
/// `Debug` shows the region and which settings are set, never credentials.
#[derive(Default)]
pub struct ClientBuilder {
    pub(super) region: Option<String>,
    credentials: Option<SharedCredentialsProvider>,
    has_no_credentials: bool,
    pub(super) endpoint_urls: EndpointUrls,
    allow_http: bool,
    pub(super) app_name: Option<String>,
    max_response_bytes: Option<usize>,
    max_attempts: Option<u32>,
    transport: Option<Box<dyn Transport>>,
}

impl ClientBuilder {
    /// Starts with the settings of the environment, see [`Client::from_env`]; what is set after
    /// that replaces them.
    ///
    /// # Errors
    ///
    /// Where a variable cannot be read, only half of the credentials is set, or one asks for what is
    /// not supported. An absent one
    /// becomes an error in [`build`](Self::build), if it is not set by then.
    pub fn from_env() -> Result<Self, Error> {
        Ok(environment::builder(|name| std::env::var(name))?)
    }

    /// The region to sign for and, without an endpoint URL, to call, such as `us-west-2`. Required.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The credentials provider, which is asked before each request. Required, or
    /// [`without_credentials`](Self::without_credentials).
    ///
    /// [`Credentials`](crate::Credentials) are a provider of themselves. A provider that loads them
    /// from elsewhere should cache them.
    #[must_use]
    pub fn credentials(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(SharedCredentialsProvider::new(provider));
        self
    }

    /// Lets the client have no credentials: for programs that call operations with `auth = none`
    /// alone, such as a chat's. A call that must be signed ends with [`Error::Credentials`] then.
    #[must_use]
    pub fn without_credentials(mut self) -> Self {
        self.has_no_credentials = true;
        self
    }

    /// The base URL to call, for every service, instead of the public endpoints of the region: a
    /// gateway or a stand-in. It may have a path. Plain http is for loopback addresses alone.
    #[must_use]
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint_urls.all = Some(url.into());
        self
    }

    /// The base URL to call for one service, such as a VPC endpoint; it goes before
    /// [`endpoint_url`](Self::endpoint_url).
    ///
    /// ```
    /// use connect_runtime::{Client, service};
    ///
    /// let builder = Client::builder()
    ///     .service_endpoint_url(service::CASES, "https://vpce-1.cases.us-west-2.vpce.amazonaws.com");
    /// ```
    #[must_use]
    pub fn service_endpoint_url(mut self, service: Service, url: impl Into<String>) -> Self {
        let (url, setting) = (url.into(), "service_endpoint_url");
        self.endpoint_urls.of_service.push(ServiceUrl { service, url, setting });
        self
    }

    /// Whether the endpoint URL may be plain http to another machine; default `false`. Requests are
    /// signed all the same, but tokens in responses can be read on the way.
    #[must_use]
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// The application's name in the header `user-agent`; by default none.
    #[must_use]
    pub fn app_name(mut self, name: impl Into<String>) -> Self {
        self.app_name = Some(name.into());
        self
    }

    /// The longest response body that the default transport accepts, in bytes; default 16 MiB. A
    /// longer one ends the call with an error while it arrives.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = Some(bytes);
        self
    }

    /// The most attempts of a call whose operation does not declare a number; default 3, and 1 sends
    /// each request once. [`build`](Self::build) refuses 0.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts);
        self
    }

    /// Replaces the transport. It bounds time and response size itself: `max_response_bytes` is a
    /// setting of the default one.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Builds the client, without any I/O but reading the platform's certificates for TLS.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where a required setting is absent or one is wrong.
    pub fn build(self) -> Result<Client, Error> {
        let region = self.region.ok_or_else(|| {
            ConfigurationError::new(
                "region",
                "is not set",
                "set AWS_REGION, or call `region(\"us-west-2\")` on the builder",
            )
        })?;
        check_region(&region)?;
        if self.credentials.is_none() && !self.has_no_credentials {
            return Err(Error::Configuration(ConfigurationError::new(
                "credentials",
                "are not set",
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or call `credentials(…)` on the \
                 builder",
            )));
        }
        let max_attempts = self.max_attempts.unwrap_or(DEFAULT_MAX_ATTEMPTS);
        if max_attempts == 0 {
            let help = "give at least 1, which sends each request once";
            return Err(ConfigurationError::new("max_attempts", "is 0", help).into());
        }
        let endpoints = Endpoints::new(&self.endpoint_urls, &region, self.allow_http)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(endpoints.of_connect(), self.max_response_bytes)?,
        };
        let user_agent = user_agent(self.app_name.as_deref())?;
        Ok(Client(std::sync::Arc::new(ClientParts {
            region,
            endpoints,
            credentials: self.credentials,
            transport,
            max_attempts,
            retry_budget: Budget::default(),
            user_agent,
        })))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An endpoint URL that is not checked yet may hold a password.
        f.debug_struct("ClientBuilder")
            .field("region", &self.region)
            .field("has_endpoint_url", &self.endpoint_urls.all.is_some())
            .field("has_credentials", &self.credentials.is_some())
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(
    endpoint: &Endpoint,
    max_response_bytes: Option<usize>,
) -> Result<Box<dyn Transport>, ConfigurationError> {
    let mut limits = Limits::default();
    if let Some(bytes) = max_response_bytes {
        limits.max_response_bytes = bytes;
    }
    Ok(Box::new(ReqwestTransport::new(endpoint.as_str(), limits)?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(
    _: &Endpoint,
    _: Option<usize>,
) -> Result<Box<dyn Transport>, ConfigurationError> {
    Err(ConfigurationError::new(
        "transport",
        "is not set",
        "call `transport(…)` on the builder, or enable the feature `reqwest`",
    ))
}

fn user_agent(app_name: Option<&str>) -> Result<HeaderValue, ConfigurationError> {
    const CRATE: &str = concat!("connect-runtime/", env!("CARGO_PKG_VERSION"));
    let Some(name) = app_name else {
        return Ok(HeaderValue::from_static(CRATE));
    };
    let is_token = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!$%&*+-.^_`|~".contains(&byte));
    let invalid = || {
        ConfigurationError::new(
            "app_name",
            "has characters that a product name in `user-agent` cannot have",
            "use letters, digits, `-`, `.` and `_`",
        )
    };
    if !is_token {
        return Err(invalid());
    }
    HeaderValue::from_str(&format!("{CRATE} app/{name}")).map_err(|_| invalid())
}
