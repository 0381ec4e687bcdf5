//! What calls go through: endpoint, region, credentials and transport.

mod builder;
mod endpoints;
mod environment;
#[cfg(feature = "aws-config")]
mod sdk_config;
#[cfg(feature = "aws-config")]
mod sdk_http;

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

pub use self::builder::ClientBuilder;
use self::endpoints::Endpoints;
use crate::bounds::Bounds;
use crate::clock::Clock;
use crate::credentials::CredentialsCache;
use crate::error::Error;
use crate::invocation::InvocationIds;
use crate::retry::Retries;
use crate::service::Service;
use crate::sign::SigningKeys;
use crate::transport::Transport;

/// A client of Amazon Connect.
///
/// It is cheap to clone; clones share connections, credentials and the signing keys of the day, what may be
/// spent on retries and what is known of the service's time. `Debug` shows region and endpoint, never
/// credentials.
///
/// ```no_run
/// use connect_runtime::{Client, Credentials};
///
/// let client = Client::builder()
///     .region("us-west-2")
///     .credentials(Credentials::new("AKID", "secret", None, None, "static"))
///     .build()?;
/// # Ok::<(), connect_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Client(Arc<ClientParts>);

pub(crate) struct ClientParts {
    pub(crate) region: String,
    pub(crate) endpoints: Endpoints,
    pub(crate) credentials: Option<CredentialsCache>,
    pub(crate) signing_keys: SigningKeys,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) bounds: Bounds,
    pub(crate) clock: Clock,
    pub(crate) retries: Retries,
    pub(crate) invocations: InvocationIds,
    pub(crate) user_agent: HeaderValue,
    pub(crate) is_lambda: bool,
}

impl Client {
    /// Starts building a client; region and credentials are required.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Builds a client from the environment alone.
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` | the credentials; required |
    /// | `AWS_SESSION_TOKEN` | the session token of temporary credentials |
    /// | `AWS_REGION`, else `AWS_DEFAULT_REGION` | the region; required |
    /// | `AWS_ENDPOINT_URL_CONNECT`, else `AWS_ENDPOINT_URL` | the endpoint instead of the region's |
    /// | `AWS_ENDPOINT_URL_CONNECTCASES`, `…_CONNECTCAMPAIGNSV2`, `…_CONNECT_CONTACT_LENS`, `…_CONNECTPARTICIPANT`, `…_CUSTOMER_PROFILES`, `…_QCONNECT` | the same for the other services |
    /// | `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` | `true`: the endpoint variables are not read |
    /// | `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` | `true`: the endpoints of that kind |
    /// | `AWS_DISABLE_CLOCK_SKEW_CORRECTION` | `true`: requests are signed for the machine's time |
    /// | `AWS_MAX_ATTEMPTS` | the most attempts of a call |
    /// | `AWS_RETRY_MODE` | `standard` or `adaptive`, see [`Retry`](crate::Retry); `legacy` is taken for `standard` |
    /// | `AWS_SDK_UA_APP_ID` | the application's name in the header `user-agent` |
    ///
    /// An empty variable counts as absent. A flag is `true` or `false`, in any case of letters.
    ///
    /// # Errors
    ///
    /// Where a required variable is absent, a value is wrong, or FIPS or dual-stack endpoints are
    /// asked for beside an endpoint URL.
    ///
    /// ```no_run
    /// let client = connect_runtime::Client::from_env()?;
    /// # Ok::<(), connect_runtime::Error>(())
    /// ```
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// The base URL of Amazon Connect itself that requests go to.
    pub fn endpoint_url(&self) -> &str {
        self.0.endpoints.of_connect().as_str()
    }

    /// The base URL that the requests of a service go to.
    ///
    /// ```
    /// use connect_runtime::{Client, Credentials, service};
    ///
    /// # use connect_runtime::{BoxFuture, Transport, TransportError, bytes::Bytes, http};
    /// # struct Nowhere;
    /// # impl Transport for Nowhere {
    /// #     fn send(&self, _: http::Request<Bytes>)
    /// #         -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
    /// #         Box::pin(std::future::pending())
    /// #     }
    /// # }
    /// let client = Client::builder()
    ///     .region("us-west-2")
    ///     .credentials(Credentials::new("AKID", "secret", None, None, "static"))
    /// #   .transport(Nowhere)
    ///     .build()?;
    /// let url = client.service_endpoint_url(&service::CASES);
    /// assert_eq!(url, "https://cases.us-west-2.amazonaws.com");
    /// # Ok::<(), connect_runtime::Error>(())
    /// ```
    pub fn service_endpoint_url(&self, service: &Service) -> String {
        self.0.endpoints.of(service).as_str().to_owned()
    }

    /// The region that requests are signed for.
    pub fn region(&self) -> &str {
        &self.0.region
    }

    pub(crate) fn parts(&self) -> &ClientParts {
        &self.0
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("region", &self.0.region)
            .field("endpoint_url", &self.endpoint_url())
            .finish_non_exhaustive()
    }
}

/// What has a [`Client`]: the supertrait of traits with `#[connect_endpoint]` methods.
///
/// Implement it for your own types that hold a client:
///
/// ```
/// use connect_runtime::{Client, ConnectClient};
///
/// struct ContactCentre {
///     connect: Client,
/// }
///
/// impl ConnectClient for ContactCentre {
///     fn client(&self) -> &Client {
///         &self.connect
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no client to call the endpoint with",
    label = "does not implement `ConnectClient`",
    note = "make it a supertrait: `trait MyApi: ConnectClient {{ … }}`"
)]
pub trait ConnectClient: Send + Sync {
    /// The client that the calls go through.
    fn client(&self) -> &Client;
}

impl ConnectClient for Client {
    fn client(&self) -> &Client {
        self
    }
}

macro_rules! client_behind_pointer {
    ($($pointer:ty)*) => {$(
        impl<C: ConnectClient + ?Sized> ConnectClient for $pointer {
            fn client(&self) -> &Client {
                (**self).client()
            }
        }
    )*};
}

client_behind_pointer!(&C Box<C> Arc<C>);
