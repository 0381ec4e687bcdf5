//! The stand-in for Connect.

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

/// A stand-in for Connect: an HTTP server on a loopback port that verifies signatures.
///
/// It answers `GET /user/federate/<InstanceId>` and the routes that a test adds. A request whose
/// signature is not that of its credentials over exactly what arrived is answered with 403 and the
/// service's own error codes. The server ends when this value is dropped.
pub struct LocalConnect {
    server: Server,
    endpoint_url: String,
}

impl LocalConnect {
    /// The instance that exists from the start.
    pub const INSTANCE_ID: &str = federation::INSTANCE_ID;
    /// The access token that every federation is answered with.
    pub const ACCESS_TOKEN: &str = federation::ACCESS_TOKEN;
    /// The refresh token that every federation is answered with.
    pub const REFRESH_TOKEN: &str = federation::REFRESH_TOKEN;

    /// Starts one with the default settings, on the current tokio runtime.
    ///
    /// # Errors
    ///
    /// Where no loopback port can be opened.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime with I/O enabled.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts choosing the settings.
    pub fn builder() -> LocalConnectBuilder {
        LocalConnectBuilder::default()
    }

    /// The base URL, such as `http://127.0.0.1:49152`.
    pub fn endpoint_url(&self) -> &str {
        &self.endpoint_url
    }

    /// The region that requests must be signed for.
    pub fn region(&self) -> &str {
        &self.server.settings().region
    }

    /// The credentials that requests must be signed with.
    pub fn credentials(&self) -> Credentials {
        self.server.settings().credentials.clone()
    }

    /// A builder with region, credentials and endpoint of this stand-in.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .region(self.region())
            .credentials(self.credentials())
            .endpoint_url(self.endpoint_url())
    }

    /// A client of this stand-in.
    ///
    /// # Errors
    ///
    /// Where the default transport is not built in.
    pub fn client(&self) -> Result<Client, Error> {
        self.client_builder().build()
    }

    /// Lets an instance exist.
    pub fn add_instance(&self, instance_id: impl Into<String>) {
        self.server.add_instance(instance_id.into());
    }

    /// Answers verified requests by `handler`, where method and path fit; the route that was added
    /// last counts.
    ///
    /// `path` is written as in `#[connect_endpoint]`, without a query; the handler finds the values
    /// of its labels with [`ReceivedRequest::label`].
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

    /// Answers the requests of `operation` by `handler`: those with its method and path that are
    /// signed for its service, or not signed where it is declared with `auth = none`.
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

    /// Answers the next requests with these faults, one after the other.
    pub fn inject(&self, faults: impl IntoIterator<Item = Fault>) {
        self.server.change_faults(|to_come| to_come.next.extend(faults));
    }

    /// Answers requests with the faults that `decide` gives for them and their numbers, from 1, once those
    /// of [`inject`](Self::inject) are over; it takes the place of the one before.
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
        self.server.change_faults(|to_come| to_come.decide = Some(Arc::new(decide)));
    }

    /// All requests that arrived so far, those that were refused included; none where they are not
    /// [kept](LocalConnectBuilder::keep_requests).
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.server.requests()
    }

    /// How many requests arrived so far.
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

/// Settings of a [`LocalConnect`].
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
    /// The region that requests must be signed for; default `us-west-2`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = region.into();
        self
    }

    /// The credentials that requests must be signed with; default fixed ones with a session token.
    #[must_use]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.settings.credentials = credentials;
        self
    }

    /// The form that the built-in routes answer in; default bare.
    #[must_use]
    pub fn response_form(mut self, form: ResponseForm) -> Self {
        self.settings.form = form;
        self
    }

    /// Who the credentials belong to; default a user.
    #[must_use]
    pub fn identity(mut self, identity: Identity) -> Self {
        self.settings.identity = identity;
        self
    }

    /// How many seconds the time of the stand-in is ahead of that of the machine, behind it where
    /// negative; default 0. It is that of signatures and of the header `date`.
    #[must_use]
    pub fn seconds_ahead(mut self, seconds: i32) -> Self {
        self.settings.seconds_ahead = i64::from(seconds);
        self
    }

    /// Whether requests are kept for [`LocalConnect::requests`]; default `true`. A program that sends very
    /// many may not want them in memory.
    #[must_use]
    pub fn keep_requests(mut self, keep: bool) -> Self {
        self.settings.keeps_requests = keep;
        self
    }

    /// Starts the stand-in on a free loopback port, on the current tokio runtime.
    ///
    /// # Errors
    ///
    /// Where no loopback port can be opened.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime with I/O enabled.
    pub async fn start(self) -> io::Result<LocalConnect> {
        let (server, address) = Server::start(self.settings).await?;
        Ok(LocalConnect { server, endpoint_url: format!("http://{address}") })
    }
}
