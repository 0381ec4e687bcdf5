//! The local stand-in for Amazon Connect.

mod builder;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Response};

pub use self::builder::LocalConnectBuilder;
use super::fault::Fault;
use super::federation;
use super::keys::{Identity, Key};
use super::lock;
use super::received::ReceivedRequest;
use super::server::{Route, Server};
use crate::client::{Client, ClientBuilder};
use crate::declaration::operation::{Auth, Operation};
use crate::declaration::service::CONNECT;
use crate::pace::Pace;
use crate::{Credentials, Error};

/// A stand-in for Amazon Connect: an HTTP server on a loopback port that knows all operations of AWS's model.
///
/// It finds the operation of a request by the model of the seven services of the family, and verifies the
/// signature for that service. It refuses what breaks the model: a required member that is missing, a
/// limit, a pattern or an enum value. The status and code are those that the operation has for it, and the
/// text names the member, its value and the rule.
///
/// It keeps what requests create in the families that people use most, such as users, queues, flows and
/// contacts: what was created is described, listed, found by its name, updated, tagged and deleted. The
/// ids of requests must exist. The other operations answer with [`Samples`](super::Samples) of their
/// output.
///
/// What it keeps differs from the service in the following ways:
///
/// - Creation is finished at once: an instance or vocabulary is active when it is described first.
/// - A new instance has no users, queues, agent statuses, security profiles or flows of its own, and a
///   domain of Cases no system fields.
/// - An id inside a request, such as the routing profile of a user, need not exist, and what others refer
///   to can be deleted. The ids that say which thing a request is about must exist.
/// - A flow, view or evaluation form has one version.
///
/// Routes that a test adds come first. [`LocalConnectBuilder::model`] turns off all but
/// `GetFederationToken`. Dropping this value stops the server.
///
/// ```
/// use connect_runtime::testing::LocalConnect;
/// use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};
/// use serde_json::{Value, json};
///
/// trait Queues: ConnectClient {
///     #[connect_endpoint(PUT "/queues/<InstanceId>")]
///     async fn create_queue(
///         &self,
///         instance_id: &str,
///         #[body("Name")] name: &str,
///         #[body("HoursOfOperationId")] hours_of_operation_id: &str,
///     ) -> Result<Value>;
///
///     #[connect_endpoint(GET "/queues/<InstanceId>/<QueueId>")]
///     async fn describe_queue(&self, instance_id: &str, queue_id: &str) -> Result<Value>;
/// }
/// impl Queues for Client {}
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// let service = LocalConnect::start().await?;
/// let client = service.client()?;
/// let created = client.create_queue(LocalConnect::INSTANCE_ID, "Support", "hours").await?;
/// let id = created["QueueId"].as_str().ok_or("no id")?;
/// let queue = client.describe_queue(LocalConnect::INSTANCE_ID, id).await?;
/// assert_eq!(queue["Queue"]["Name"], "Support");
/// let refused = client.create_queue(LocalConnect::INSTANCE_ID, "", "hours").await;
/// assert_eq!(refused.unwrap_err().code(), Some("InvalidParameterException"));
/// # Ok(())
/// # }
/// ```
pub struct LocalConnect {
    server: Server,
    endpoint_url: String,
}

impl LocalConnect {
    /// The id of the instance that exists by default.
    pub const INSTANCE_ID: &str = federation::INSTANCE_ID;
    /// The access token in every federation response.
    pub const ACCESS_TOKEN: &str = federation::ACCESS_TOKEN;
    /// The refresh token in every federation response.
    pub const REFRESH_TOKEN: &str = federation::REFRESH_TOKEN;

    /// Starts a stand-in with default settings on the current tokio runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if no loopback port can be opened.
    ///
    /// # Panics
    ///
    /// Panics outside a tokio runtime with I/O enabled.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Returns a builder with default settings.
    pub fn builder() -> LocalConnectBuilder {
        LocalConnectBuilder::default()
    }

    /// Returns the base URL, such as `http://127.0.0.1:49152`.
    pub fn endpoint_url(&self) -> &str {
        &self.endpoint_url
    }

    /// Returns the region that requests must be signed for.
    pub fn region(&self) -> &str {
        &self.server.settings().region
    }

    /// Returns the credentials of the builder, with which requests may be signed.
    pub fn credentials(&self) -> Credentials {
        self.server.settings().credentials.clone()
    }

    /// Returns a client builder with the region, credentials and endpoint of this stand-in.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .region(self.region())
            .credentials(self.credentials())
            .endpoint_url(self.endpoint_url())
    }

    /// Returns a client for this stand-in.
    ///
    /// # Errors
    ///
    /// Returns an error if the crate is built without the default transport.
    pub fn client(&self) -> Result<Client, Error> {
        self.client_builder().build()
    }

    /// Adds credentials that requests may be signed with, and the identity that they belong to. They replace
    /// credentials with the same access key id.
    ///
    /// `GetFederationToken` answers for the identity. Its `SignInUrl` leads to a page of the stand-in, which
    /// names the agent and the destination of the query. A link works once, within 60 seconds by
    /// [the clock that tests can move](Self::advance). The stand-in keeps the latest 1,000 links.
    ///
    /// ```
    /// use connect_runtime::testing::{Identity, LocalConnect};
    /// use connect_runtime::{Call, Client, ConnectClient, Credentials, connect_endpoint};
    ///
    /// trait Federation: ConnectClient {
    ///     #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    ///     fn get_federation_token(&self, instance_id: &str) -> Call<'_, serde_json::Value>;
    /// }
    /// impl Federation for Client {}
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = LocalConnect::start().await?;
    /// let credentials = Credentials::new("ASIAJANE", "secret", Some("token".into()), None, "test");
    /// service.add_credentials(credentials.clone(), Identity::Session("jane".to_owned()));
    /// let client = service.client_builder().credentials(credentials).build()?;
    /// let refused = client.get_federation_token(LocalConnect::INSTANCE_ID).await;
    /// assert_eq!(refused.unwrap_err().code(), Some("UserNotFoundException"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_credentials(&self, credentials: Credentials, identity: Identity) {
        self.server.keys().add(Key { credentials, identity });
    }

    /// Adds an instance with this id, unless there is one.
    pub fn add_instance(&self, instance_id: impl Into<String>) {
        self.server.add_instance(&instance_id.into());
    }

    /// Returns what the stand-in keeps, as JSON that [`LocalConnectBuilder::state`] reads.
    ///
    /// It has the members of what was created, except passwords. Client tokens, the tags of ARNs that the
    /// stand-in does not keep, the lag and other switches are not in it.
    pub fn state(&self) -> serde_json::Value {
        lock(&self.server.modelled().state).to_json()
    }

    /// Sets how long requests do not see what was created. Defaults to 0. It applies to what is created
    /// from then on, and counts by [the clock that tests can move](Self::advance).
    pub fn set_lag(&self, lag: Duration) {
        let lag = i64::try_from(lag.as_millis()).unwrap_or(i64::MAX);
        lock(&self.server.modelled().state).lag = lag;
    }

    /// Sets how many requests the stand-in takes for each operation. `None`, the default, takes all.
    ///
    /// The rest gets 429 with `TooManyRequestsException` or `ThrottlingException`, as the operation has it.
    ///
    /// ```
    /// use connect_runtime::testing::LocalConnect;
    /// use connect_runtime::{Call, Client, ConnectClient, Pace, connect_endpoint};
    ///
    /// trait Instances: ConnectClient {
    ///     #[connect_endpoint(GET "/instance")]
    ///     fn list_instances(&self) -> Call<'_, serde_json::Value>;
    /// }
    /// impl Instances for Client {}
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = LocalConnect::start().await?;
    /// service.stop_clock();
    /// service.set_pace(Some(Pace::new(2, 1)));
    /// let client = service.client()?;
    /// client.list_instances().await?;
    /// let refused = client.list_instances().max_attempts(1).await.unwrap_err();
    /// assert!(refused.is_throttling());
    /// service.advance(std::time::Duration::from_millis(500));
    /// client.list_instances().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_pace(&self, pace: Option<Pace>) {
        self.server.modelled().buckets.set(pace);
    }

    /// Sets how many things of one family an instance or domain may have. `None`, the default, is no limit.
    ///
    /// A request that would create one more is refused with `LimitExceededException` or
    /// `ServiceQuotaExceededException`: the first one that the operation has, or else the second.
    pub fn set_quota(&self, quota: Option<usize>) {
        lock(&self.server.modelled().state).quota = quota;
    }

    /// Moves the clock of what the stand-in keeps: of times in responses, the lag, the pace and the expiry of
    /// sign-in links.
    ///
    /// Signatures and the `date` header stay with the machine's time, see
    /// [`LocalConnectBuilder::seconds_ahead`].
    pub fn advance(&self, by: Duration) {
        self.server.modelled().clock.advance(by);
    }

    /// Stops the clock that [`advance`](Self::advance) moves, so that only the test moves it.
    pub fn stop_clock(&self) {
        self.server.modelled().clock.stop(self.server.settings().now());
    }

    /// Adds a route. `handler` responds to verified requests with this method and path.
    ///
    /// `path` is a template as in `#[connect_endpoint]`, without a query. [`ReceivedRequest::label`] returns
    /// the values of its labels. A later route takes precedence over an earlier one.
    ///
    /// ```
    /// use connect_runtime::http::{Method, StatusCode};
    /// use connect_runtime::testing::{LocalConnect, json_response};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let service = LocalConnect::start().await?;
    /// service.route(Method::GET, "/users/<InstanceId>/<UserId>", |request| {
    ///     let user = serde_json::json!({ "User": { "Id": request.label("UserId") } });
    ///     json_response(StatusCode::OK, &user)
    /// });
    /// # Ok(())
    /// # }
    /// ```
    pub fn route(
        &self,
        method: Method,
        path: &str,
        handler: impl Fn(&ReceivedRequest) -> Response<Bytes> + Send + Sync + 'static,
    ) {
        self.server.add_route(Route {
            method,
            path: path.to_owned(),
            service: CONNECT,
            auth: Auth::SigV4,
            handler: Box::new(handler),
        });
    }

    /// Adds a route for `operation`. `handler` responds to requests with its method and path.
    ///
    /// The requests must be signed for the operation's service, unless it is declared with `auth = none`.
    ///
    /// ```
    /// use connect_runtime::http::StatusCode;
    /// use connect_runtime::testing::{LocalConnect, json_response};
    /// use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};
    ///
    /// trait Cases: ConnectClient {
    ///     #[connect_endpoint(POST "/domains/<domainId>/cases-search", service = CASES)]
    ///     fn search_cases(&self, domain_id: &str) -> Call<'_, serde_json::Value>;
    /// }
    /// impl Cases for Client {}
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = LocalConnect::start().await?;
    /// let client = service.client()?;
    /// if let Some(operation) = client.search_cases("d").operation() {
    ///     service.route_operation(operation, |_| {
    ///         json_response(StatusCode::OK, &serde_json::json!({ "cases": [] }))
    ///     });
    /// }
    /// assert_eq!(client.search_cases("d").await?["cases"], serde_json::json!([]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn route_operation(
        &self,
        operation: &Operation,
        handler: impl Fn(&ReceivedRequest) -> Response<Bytes> + Send + Sync + 'static,
    ) {
        self.server.add_route(Route {
            method: operation.method().clone(),
            path: operation.path().to_owned(),
            service: *operation.service(),
            auth: operation.auth(),
            handler: Box::new(handler),
        });
    }

    /// Injects these faults into the next requests, one fault per request.
    pub fn inject(&self, faults: impl IntoIterator<Item = Fault>) {
        self.server.change_faults(|queued| queued.next.extend(faults));
    }

    /// Injects the faults that `decide` returns.
    ///
    /// `decide` receives a request and its number, counted from 1 since the start of the stand-in. Faults of
    /// [`inject`](Self::inject) come first. A second call replaces `decide`.
    ///
    /// ```
    /// use connect_runtime::testing::{Fault, LocalConnect};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let service = LocalConnect::start().await?;
    /// service.inject_with(|_, number| (number % 20 == 0).then_some(Fault::Unavailable));
    /// # Ok(())
    /// # }
    /// ```
    pub fn inject_with(
        &self,
        decide: impl Fn(&ReceivedRequest, u64) -> Option<Fault> + Send + Sync + 'static,
    ) {
        self.server.change_faults(|queued| queued.decide = Some(Arc::new(decide)));
    }

    /// Returns all requests received so far, including refused ones. Returns none if
    /// [`keep_requests`](LocalConnectBuilder::keep_requests) is off.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.server.requests()
    }

    /// Returns the number of requests received so far.
    pub fn request_count(&self) -> u64 {
        self.server.request_count()
    }
}

impl std::fmt::Debug for LocalConnect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LocalConnect")
            .field("endpoint_url", &self.endpoint_url)
            .field("region", &self.region())
            .finish_non_exhaustive()
    }
}
