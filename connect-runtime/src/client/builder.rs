//! Settings into a client.

#[cfg(feature = "tower")]
mod layer;
mod transport;

use std::fmt;
use std::time::Duration;

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use http::HeaderValue;

use self::transport::TransportSettings;
use super::Client;
use crate::attempt::{CallLimits, Dispatcher};
use crate::declaration::service::Service;
use crate::endpoint::{EndpointUrls, Endpoints, SERVICE_ENDPOINT_URL, ServiceUrl, check_region};
use crate::error::{ConfigurationError, Error};
use crate::retry::Retry;
use crate::sign::Signing;
use crate::time::clock::Clock;

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
    limits: CallLimits,
    pub(super) retry: Retry,
    ignores_service_time: bool,
    transport: TransportSettings,
}

impl Client {
    /// Starts building a client; region and credentials are required.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

impl ClientBuilder {
    /// The region to sign for and, without an endpoint URL, to call, such as `us-west-2`. Required.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The credentials provider. Required, or
    /// [`without_credentials`](Self::without_credentials).
    ///
    /// [`Credentials`](crate::Credentials) are a provider of themselves. What a provider gives is kept:
    /// about 15 minutes before it expires new ones are asked for while calls go on, from 10 minutes all
    /// calls wait for them, and where that fails or takes longer than 5 seconds, those that are still
    /// valid are used. For a lifetime of less than an hour these times are a quarter and a sixth of it,
    /// and credentials without an expiry are asked for again after 11 minutes or so. All are asked for
    /// again when the service calls them expired.
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
        // What the environment says of single services is replaced too.
        self.endpoint_urls.of_service.retain(ServiceUrl::is_of_builder);
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
        let (url, setting) = (url.into(), SERVICE_ENDPOINT_URL);
        self.endpoint_urls.of_service.push(ServiceUrl { service, url, setting });
        self
    }

    /// Whether to call the FIPS endpoints of the region; default `false`. In `aws-us-gov`, those of
    /// Connect are the ordinary ones. It does not go with an endpoint URL.
    #[must_use]
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.endpoint_urls.variant.is_fips = use_fips;
        self
    }

    /// Whether to call the endpoints of the region that have IPv6 addresses beside IPv4 ones; default
    /// `false`. It does not go with an endpoint URL.
    #[must_use]
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.endpoint_urls.variant.is_dual_stack = use_dual_stack;
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

    /// The most attempts of a call that says nothing of that itself or in its declaration; default 3,
    /// and 1 sends each request once. [`build`](Self::build) refuses 0.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.limits.max_attempts = Some(attempts);
        self
    }

    /// How failed requests are sent again; default [`Retry::standard`].
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// The longest time of a call with all its attempts, where it says nothing of that itself or in its
    /// declaration; default 2 minutes.
    #[must_use]
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = Some(timeout);
        self
    }

    /// The longest time of one attempt, from sending it to having the whole response; default 60
    /// seconds.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt_timeout = Some(timeout);
        self
    }

    /// Whether to sign for the service's time, where it refuses a request and its `Date` is more than 4
    /// minutes from the machine's time; default `true`. The request is sent again then.
    #[must_use]
    pub fn correct_clock_skew(mut self, correct: bool) -> Self {
        self.ignores_service_time = !correct;
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
        let limits = self.limits.or(CallLimits::DEFAULT);
        if limits.max_attempts == Some(0) {
            let help = "give at least 1, which sends each request once";
            return Err(ConfigurationError::new("max_attempts", "is 0", help).into());
        }
        let endpoints = Endpoints::new(&self.endpoint_urls, &region, self.allow_http)?;
        let transport = self.transport.build(&endpoints)?;
        let user_agent = user_agent(self.app_name.as_deref())?;
        let clock = Clock::new(!self.ignores_service_time);
        let signing = Signing::new(region, self.credentials, clock);
        Ok(Client::new(Dispatcher::new(
            signing, endpoints, transport, limits, self.retry, user_agent,
        )))
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
