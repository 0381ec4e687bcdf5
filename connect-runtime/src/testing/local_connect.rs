//! The local stand-in for Amazon Connect.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Response};

use super::fault::Fault;
use super::federation::{self, Identity};
use super::received::ReceivedRequest;
use super::reply::ResponseForm;
use super::server::{Route, Server, Settings};
use crate::client::{Client, ClientBuilder};
use crate::declaration::operation::{Auth, Operation};
use crate::declaration::service::CONNECT;
use crate::{Credentials, Error};

/// A stand-in for Amazon Connect: an HTTP server on a loopback port that verifies signatures.
///
/// It serves `GET /user/federate/<InstanceId>` and the routes that a test adds. It responds to an invalid
/// signature with 403 and the service's own error codes. Dropping this value stops the server.
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

    /// Returns the credentials that requests must be signed with.
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

    /// Adds an instance with this id.
    pub fn add_instance(&self, instance_id: impl Into<String>) {
        self.server.add_instance(instance_id.into());
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

/// Builds a [`LocalConnect`].
#[derive(Debug)]
pub struct LocalConnectBuilder {
    settings: Settings,
}

impl Default for LocalConnectBuilder {
    fn default() -> Self {
        let credentials = Credentials::new(
            "ASIALOCALCONNECT",
            "local-secret-access-key-CCCCCCCCCCCCCCCC",
            Some("local-session-token/DDDDDDDDDDDDDDDD+EEEEEEEEEEEEEEEE==".to_owned()),
            None,
            "local-connect",
        );
        let settings = Settings {
            region: "us-west-2".to_owned(),
            credentials,
            form: ResponseForm::default(),
            identity: Identity::default(),
            seconds_ahead: 0,
            keeps_requests: true,
        };
        Self { settings }
    }
}

impl LocalConnectBuilder {
    /// Sets the region that requests must be signed for. Defaults to `us-west-2`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = region.into();
        self
    }

    /// Sets the credentials that requests must be signed with. Defaults to fixed ones with a session token.
    #[must_use]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.settings.credentials = credentials;
        self
    }

    /// Sets the form of responses from built-in routes. Defaults to [`ResponseForm::Bare`].
    #[must_use]
    pub fn response_form(mut self, form: ResponseForm) -> Self {
        self.settings.form = form;
        self
    }

    /// Sets the identity that the credentials belong to. Defaults to [`Identity::User`].
    #[must_use]
    pub fn identity(mut self, identity: Identity) -> Self {
        self.settings.identity = identity;
        self
    }

    /// Sets how many seconds the stand-in's time is ahead of the machine's, or behind it if negative.
    /// Defaults to 0.
    ///
    /// The stand-in uses its time to verify signatures and in the `date` header.
    #[must_use]
    pub fn seconds_ahead(mut self, seconds: i32) -> Self {
        self.settings.seconds_ahead = i64::from(seconds);
        self
    }

    /// Sets whether to keep requests in memory for [`LocalConnect::requests`]. Defaults to `true`.
    ///
    /// Turn it off in programs that send very many requests.
    #[must_use]
    pub fn keep_requests(mut self, keep: bool) -> Self {
        self.settings.keeps_requests = keep;
        self
    }

    /// Starts the stand-in on a free loopback port, on the current tokio runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if no loopback port can be opened.
    ///
    /// # Panics
    ///
    /// Panics outside a tokio runtime with I/O enabled.
    pub async fn start(self) -> io::Result<LocalConnect> {
        let (server, address) = Server::start(self.settings).await?;
        Ok(LocalConnect { server, endpoint_url: format!("http://{address}") })
    }
}
