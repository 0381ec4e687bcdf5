//! The builder of a client.

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
use crate::endpoint::{
    CommonUrl, ENDPOINT_URL, EndpointUrls, Endpoints, SERVICE_ENDPOINT_URL, ServiceUrl,
    check_region,
};
use crate::error::{ConfigurationError, Error};
use crate::pace::{Pace, Paces};
use crate::retry::Retry;
use crate::sign::Signing;
use crate::time::clock::Clock;

const DEFAULT_CREDENTIALS_TIMEOUT: Duration = Duration::from_secs(5);

/// Builds a [`Client`].
///
/// `Debug` shows the region, the transport, and whether an endpoint URL and credentials are set, never their values.
#[derive(Default)]
pub struct ClientBuilder {
    pub(super) region: Option<String>,
    credentials: Option<SharedCredentialsProvider>,
    has_no_credentials: bool,
    credentials_timeout: Option<Duration>,
    /// A variable that names credentials which `from_env` does not read.
    pub(super) unread_credentials: Option<&'static str>,
    pub(super) endpoint_urls: EndpointUrls,
    allow_http: bool,
    pub(super) app_name: Option<String>,
    pub(super) limits: CallLimits,
    pub(super) retry: Retry,
    paces: Paces,
    pub(super) ignores_service_time: bool,
    transport: TransportSettings,
}

impl Client {
    /// Returns a builder without settings. A region and credentials are required.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

impl ClientBuilder {
    /// Sets the region, such as `us-west-2`. Required.
    ///
    /// Requests are signed for this region and, unless an endpoint URL is set, sent to it.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the credentials provider. Required, unless
    /// [`without_credentials`](Self::without_credentials) is called.
    ///
    /// [`Credentials`](crate::Credentials) are themselves a provider. The client caches credentials and
    /// refreshes them before they expire; one refresh serves all concurrent calls on a
    /// runtime:
    ///
    /// | before expiry | for a lifetime under an hour | what happens |
    /// |---|---|---|
    /// | about 15 minutes | about a quarter of the lifetime | a refresh starts in the background |
    /// | 10 minutes | a sixth of the lifetime | calls wait for the refresh |
    ///
    /// If a refresh fails or takes longer than the
    /// [`credentials_timeout`](Self::credentials_timeout), the client uses credentials that are still
    /// valid. Credentials without an expiry are refreshed after about 11 minutes. The client also reloads
    /// credentials when the service reports them expired.
    ///
    /// The client removes white space around the keys and the session token, such as the line end of a
    /// file. An empty session token counts as absent. A call fails with [`Error::Credentials`] if a key is
    /// empty, or if a part contains a line end or a character that is not ASCII.
    #[must_use]
    pub fn credentials(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(SharedCredentialsProvider::new(provider));
        self
    }

    /// Sets how long a call waits for the credentials provider. Defaults to 5 seconds, as in the AWS SDKs.
    ///
    /// A call that waits longer fails with [`Error::Credentials`]. Its load goes on in the background, so
    /// the next call waits for the same load or finds its result. A load that takes longer than a minute,
    /// and longer than this timeout, is given up, and the next call starts another one. The timeout of the
    /// call bounds the wait too.
    ///
    /// The load runs as a task on the tokio runtime of the call. Calls on one runtime share a load. A call
    /// on another runtime starts its own, because the first runtime may stand still.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connect_runtime::Client;
    ///
    /// // For a provider that asks a person for a code.
    /// let builder = Client::builder().credentials_timeout(Duration::from_mins(2));
    /// ```
    #[must_use]
    pub fn credentials_timeout(mut self, timeout: Duration) -> Self {
        self.credentials_timeout = Some(timeout);
        self
    }

    /// Allows a client without credentials.
    ///
    /// Use this in programs that only call operations with `auth = none`, such as those of a chat. A call
    /// that must be signed fails with [`Error::Credentials`].
    #[must_use]
    pub fn without_credentials(mut self) -> Self {
        self.has_no_credentials = true;
        self
    }

    /// Sets the base URL for all services, such as that of a gateway or a local stand-in. Defaults to the
    /// public endpoints of the region.
    ///
    /// The URL may have a path. Plain http is only accepted for loopback addresses, unless
    /// [`allow_http`](Self::allow_http) is set.
    #[must_use]
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint_urls.all = Some(CommonUrl { url: url.into(), setting: ENDPOINT_URL });
        // This also overrides the environment's URLs of single services.
        self.endpoint_urls.of_service.retain(ServiceUrl::is_of_builder);
        self
    }

    /// Sets the base URL for one service, such as a VPC endpoint. It takes precedence over
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

    /// Sets whether to call the FIPS endpoints of the region. Defaults to `false`.
    ///
    /// In `aws-us-gov`, Connect's FIPS endpoints are the regular ones. FIPS cannot be combined with an
    /// endpoint URL.
    #[must_use]
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.endpoint_urls.variant.is_fips = use_fips;
        self
    }

    /// Sets whether to call the dual-stack endpoints of the region, which have IPv6 and IPv4 addresses.
    /// Defaults to `false`.
    ///
    /// Dual-stack cannot be combined with an endpoint URL.
    #[must_use]
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.endpoint_urls.variant.is_dual_stack = use_dual_stack;
        self
    }

    /// Sets whether an endpoint URL may be plain http to another machine. Defaults to `false`.
    ///
    /// Requests are still signed, but anyone on the network path can read the tokens in responses.
    #[must_use]
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Sets the application name in the `user-agent` header. Defaults to none.
    #[must_use]
    pub fn app_name(mut self, name: impl Into<String>) -> Self {
        self.app_name = Some(name.into());
        self
    }

    /// Sets the maximum number of attempts of a call. Defaults to 3.
    ///
    /// 1 turns retries off, and [`build`](Self::build) rejects 0. A declaration and a call can override
    /// this setting.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.limits.max_attempts = Some(attempts);
        self
    }

    /// Sets how failed requests are retried. Defaults to [`Retry::standard`].
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets how many requests of each operation the client sends in a second. Defaults to no limit.
    ///
    /// [`Pace::default`] is the quota that Amazon Connect documents for most operations. A client and its clones
    /// share one count for each operation of each service. Other programs of the same account use the same quota,
    /// so leave them a part of it.
    ///
    /// A request that would exceed the pace waits, and the first call to come is the first to be sent. Retries
    /// and pages count too. After its delay, a retry goes before the calls that came later than its own, so it does
    /// not wait in the line again. The wait counts in the timeout of the call. A call whose turn would come too late
    /// fails at once with [`Error::Pace`], and a retry is not made then. If retries of older calls take the time of a
    /// call that waits, it fails with this error when its timeout passes. A paced call fails without a tokio runtime
    /// that has a timer.
    ///
    /// The client holds back the last request of a burst for up to 100 ms, because requests do not all take
    /// equally long to the service.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connect_runtime::{Client, Pace};
    ///
    /// let builder = Client::builder()
    ///     .pace(Pace::default())
    ///     .operation_pace("GetMetricDataV2", Pace::new(5, 10))
    ///     .operation_pace("CreateInstance", Pace::every(Duration::from_mins(5), 1));
    /// ```
    #[must_use]
    pub fn pace(mut self, pace: Pace) -> Self {
        self.paces.default = Some(pace);
        self
    }

    /// Sets the pace of one operation. Defaults to that of [`pace`](Self::pace), or else to no limit.
    ///
    /// `operation` is its [name](crate::Operation::name), such as `ListUsers`, in every service that has it. A name
    /// that no call has is without effect.
    #[must_use]
    pub fn operation_pace(mut self, operation: impl Into<String>, pace: Pace) -> Self {
        self.paces.set(operation.into(), pace);
        self
    }

    /// Sets the timeout for a call with all its attempts. Defaults to 2 minutes.
    ///
    /// A declaration and a call can override this setting.
    #[must_use]
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = Some(timeout);
        self
    }

    /// Sets the timeout for one attempt, from sending the request to receiving the whole response.
    /// Defaults to 60 seconds.
    ///
    /// A call can override this setting.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt_timeout = Some(timeout);
        self
    }

    /// Sets whether to correct clock skew. Defaults to `true`.
    ///
    /// The service rejects requests signed for a wrong time. The client learns the service's time from the
    /// `Date` header of every response, and signs the following requests for it. If the service rejects a
    /// request whose time was more than 4 minutes off, the client signs and sends it again. Presigned
    /// requests are always signed for the machine's time.
    #[must_use]
    pub fn correct_clock_skew(mut self, correct: bool) -> Self {
        self.ignores_service_time = !correct;
        self
    }

    /// Builds the client. The only I/O is to read certificates for TLS: those of the platform, or those
    /// of the `ca_bundle`.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Configuration`] if a required setting is missing or a setting is invalid.
    pub fn build(self) -> Result<Client, Error> {
        let has_credentials = self.credentials.is_some() || self.has_no_credentials;
        if let (false, Some(variable)) = (has_credentials, self.unread_credentials) {
            let reason = format!(
                "are not set: {variable} is, but `from_env` only reads AWS_ACCESS_KEY_ID and \
                 AWS_SECRET_ACCESS_KEY"
            );
            let help =
                "enable the feature `aws-config` and call `from_aws` instead, or set both keys";
            return Err(ConfigurationError::new("credentials", reason, help).into());
        }
        let region = self.region.ok_or_else(|| {
            ConfigurationError::new(
                "region",
                "is not set",
                "set AWS_REGION, or call `region(\"us-west-2\")` on the builder",
            )
        })?;
        check_region(&region)?;
        if !has_credentials {
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
        let timeout = self.credentials_timeout.unwrap_or(DEFAULT_CREDENTIALS_TIMEOUT);
        let signing = Signing::new(region, self.credentials, timeout, clock);
        Ok(Client::new(Dispatcher::new(
            signing, endpoints, transport, limits, self.retry, self.paces, user_agent,
        )))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An endpoint URL may contain a password until `build` checks it.
        f.debug_struct("ClientBuilder")
            .field("region", &self.region)
            .field("has_endpoint_url", &self.endpoint_urls.all.is_some())
            .field("has_credentials", &self.credentials.is_some())
            .field("transport", &self.transport)
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
