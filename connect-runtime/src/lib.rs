//! Calls Amazon Connect through operations that you declare as trait methods.
//!
//! An attribute turns a trait method into a SigV4-signed call that decodes its response:
//!
//! ```
//! use connect_runtime::{Client, Result, connect_api};
//!
//! #[derive(serde::Deserialize)]
//! #[serde(rename_all = "PascalCase")]
//! struct FederationToken {
//!     user_id: Option<String>,
//!     sign_in_url: Option<String>,
//! }
//!
//! #[connect_api]
//! trait Federation {
//!     /// Retrieves a token for federation.
//!     #[connect_endpoint(GET "/user/federate/<InstanceId>")]
//!     async fn get_federation_token(&self, instance_id: &str) -> Result<FederationToken>;
//! }
//!
//! async fn sign_in_url(client: &Client) -> Result<Option<String>> {
//!     Ok(client.get_federation_token("an-instance-id").await?.sign_in_url)
//! }
//! ```
//!
//! [Which form to use](macro@connect_endpoint#which-form-to-use) says when to choose [`connect_api`] or a
//! plain trait, and when to choose `async fn`, [`Call`] or [`Pages`].
//!
//! # Where to find what
//!
//! | for | see |
//! |---|---|
//! | a guide by subject: errors, lists, tests, production, moving from the AWS SDK | [`guide`] |
//! | a first call with its tests, step by step | [`ten_minutes`] |
//! | declaring one operation or a whole trait | [`connect_endpoint`], [`connect_api`] |
//! | endpoints, credentials and other settings | [`Client`], [`ClientBuilder`], [`service`] |
//! | options of a call, response metadata | [`Call`], [`Response`] |
//! | lists | [`Pages`], [`PageStream`] |
//! | many calls at once | [`Many`], and [below](#many-calls-at-once) |
//! | errors, and an enum of the ones you handle | [`Error`], [`ApiError`], [`ConnectError`](derive@ConnectError) |
//! | enums and unions that the service may extend | [`ConnectEnum`](derive@ConnectEnum), [`ConnectUnion`](derive@ConnectUnion) |
//! | values in labels, queries and headers | [`ToValue`], [`ToValues`] |
//! | the protocol's own types | [`Timestamp`], [`Blob`], [`Float`], [`Document`], [`Sensitive`] |
//! | retries | [`Retry`] |
//! | the service's rate limits | [`Pace`], [`ClientBuilder::pace`] |
//! | what was just created and is not found yet | [`Call::retry_on`] |
//! | the response format of a gateway | [`Envelope`] |
//! | another HTTP client, and layers around it | [`Transport`], [`TowerTransport`] |
//! | tests | [`testing`] |
//! | the meaning of a compile error | [`mistakes`] |
//!
//! # Retries and timeouts
//!
//! The client retries transient failures and throttling, with at most three attempts and the delays of the
//! AWS SDKs' standard mode. See [`Retry`]. A call takes at most two minutes, and an attempt at most 60
//! seconds. A client and a call can set other limits. A declaration can set the call's timeout and the
//! number of attempts.
//!
//! Retries and timeouts use tokio's timer. The default transport needs a tokio runtime with I/O and timers, as
//! `#[tokio::main]` and `enable_all()` provide. Elsewhere, its calls fail with
//! [`TransportErrorKind::NoRuntime`]. With another [`Transport`] and no timer, the client sends a request
//! once and without a time limit. [`Client`](Client#runtimes) says how runtimes share a client.
//!
//! Tokio cannot be asked whether a runtime has I/O and timers. The client tries them once for each runtime, and
//! catches tokio's panic if they are missing. The panic hook still prints that panic. In a program with
//! `panic = "abort"`, it ends the process, so build each runtime with `enable_all()` there.
//!
//! # Many calls at once
//!
//! [`Many`] makes a bounded number of calls at a time, over an iterator or over the items of [`Pages`]. It yields
//! their results as they end or in order, says [how far](Progress) it is, and works inside `tokio::spawn`:
//!
//! ```no_run
//! # use connect_runtime::{Client, Many, Pages, Result, connect_api};
//! # #[derive(serde::Deserialize)]
//! # struct User { id: String }
//! # #[derive(serde::Deserialize)]
//! # struct Described;
//! # #[connect_api]
//! # trait Users {
//! #     #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
//! #     async fn describe_user(&self, instance_id: &str, user_id: &str) -> Result<Described>;
//! #     #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>", pages)]
//! #     fn list_users(&self, instance_id: &str, next_token: Option<&str>) -> Pages<'_, User>;
//! # }
//! async fn describe_all(client: &Client) -> Result<Vec<Described>> {
//!     let users = client.list_users("an-instance", None);
//!     let calls = Many::over_pages(users, |user| async move {
//!         client.describe_user("an-instance", &user.id).await
//!     });
//!     calls.at_once(4).on_progress(|progress| println!("{progress}")).collect().await
//! }
//! ```
//!
//! A call is also a future that borrows the client, and an `async fn` also borrows its arguments. So `join_all`,
//! `buffer_unordered` and the rest of the crate `futures-util` work too. Inside `tokio::spawn`, the closures of its
//! streams must take owned values. With a reference, as in `stream::iter(&ids).map(|id| …)`, the compiler says that an
//! "implementation of `FnOnce` is not general enough"
//! ([rust-lang/rust#102211](https://github.com/rust-lang/rust/issues/102211)).
//!
//! `Many` makes all calls on the task that awaits it. `tokio::task::JoinSet` runs each call in its own task. Move a
//! clone of the client into the task.
//!
//! # Observability
//!
//! Each call emits a `tracing` span at level INFO, and each attempt one at level DEBUG. Their fields follow
//! OpenTelemetry's conventions: operation, service, attempts, status, request id and host. The span of a paced
//! call has the field `connect.pace_wait`: how many seconds the call waited for its turn.
//!
//! Metrics are `tracing` events at level DEBUG with the target `connect_runtime::metrics`:
//!
//! | metric | kind | emitted |
//! |---|---|---|
//! | `connect.calls` | counter | when a call ends |
//! | `connect.call.duration` | histogram, in seconds | when a call ends |
//! | `connect.retries` | counter | at each retry, and each time that [`Call::retry_on`] repeats a call |
//! | `connect.throttled` | counter | at each attempt that the service throttled; `connect.is_paced` says whether the client keeps a [pace](ClientBuilder::pace) for the operation |
//!
//! The fields have the prefixes `monotonic_counter.` and `histogram.`. The `MetricsLayer` of
//! `tracing-opentelemetry` turns such fields into metrics.
//!
//! A warning event of the target `connect_runtime::decode` names a member that the service sends in another form
//! than declared, and which [`decode_json`] reads nevertheless.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `reqwest` | yes | the default transport over `reqwest` |
//! | `hyper` | no | the default transport over `hyper-util`'s client, see [below](#http-client) |
//! | `rustls-ring` | yes | TLS by rustls with the ring provider, which is the cheapest to build |
//! | `rustls-aws-lc-rs` | no | TLS by rustls with the aws-lc-rs provider; it takes precedence if both are on |
//! | `http2` | no | HTTP/2, if the endpoint offers it |
//! | `aws-config` | no | clients with the credentials and settings of the `aws-config` crate: profiles, SSO, web identity, ECS, EC2; needs `reqwest` or `hyper` |
//! | `tower` | no | [`TowerTransport`]: `tower` layers and services as a transport |
//! | `testing` | no | [`testing`]: a stand-in for the service on a loopback port |
//!
//! Without `reqwest` and `hyper`, [`ClientBuilder::transport`] takes your transport.
//!
//! The TLS features turn on `reqwest`'s feature `rustls-no-provider`, so `reqwest::Client::new` panics because it
//! finds no provider. [`Client::reqwest_builder`] returns a builder that has one. If your application uses
//! `reqwest::Client::new` itself, turn on one of `reqwest`'s own TLS features, or install a process-wide provider
//! of rustls.
//!
//! # HTTP client
//!
//! The default transport has two HTTP clients. Both have the same TLS, proxies, timeouts, limits and errors. `hyper`
//! costs less in a build and in each call. `reqwest` takes your own `reqwest::Client` and SOCKS proxies too.
//!
//! ```toml
//! [dependencies.connect-runtime]
//! version = "0.1"
//! default-features = false
//! features = ["hyper", "rustls-ring"]
//! ```
//!
//! With both features on, the client uses `reqwest` unless [`ClientBuilder::http_client`] says otherwise.
//!
//! # Public dependencies
//!
//! Types of these crates occur in the public interface. A new major version of one of them therefore requires
//! a new major version of this crate.
//!
//! | crate | feature | where it occurs | re-export |
//! |---|---|---|---|
//! | `http` 1 | | [`Transport`], [`Envelope`], [`Request`], [`Response`], [`Operation`], [`ApiError`], [`Call::presign`] | `connect_runtime::http` |
//! | `bytes` 1 | | [`Transport`], [`Envelope`], [`Request`], [`Blob`], [`ApiError`], [`Call::presign`] | `connect_runtime::bytes` |
//! | `serde` 1 | | the bounds on outputs and bodies; implementations for the protocol's types | none: depend on `serde` yourself to derive |
//! | `serde_json` 1 | | [`Document`], [`ApiError::members`], [`testing`]; your own [`Envelope`] decodes `RawValue` under `pages(…)` | its types in [`json`] |
//! | `uuid` 1 | | `Uuid` implements [`ToValue`] | none: you depend on your own |
//! | `aws-credential-types` 1 | | [`ClientBuilder::credentials`], [`Error::Credentials`] | `connect_runtime::aws_credential_types`, [`Credentials`], [`ProvideCredentials`] |
//! | `futures-core` 0.3 | | [`Pages`], [`PageStream`] and [`Many`] implement `Stream` | [`Stream`] |
//! | `reqwest` 0.13 | `reqwest` | [`ClientBuilder::reqwest_client`] | `connect_runtime::reqwest` |
//! | `aws-config` 1 | `aws-config` | [`ClientBuilder::from_sdk_config`] | `connect_runtime::aws_config` |
//! | `tower-layer` 0.3, `tower-service` 0.3 | `tower` | [`TowerTransport`], [`TransportService`], [`ClientBuilder::layer`] | none |
//!
//! No type of `tokio` or `tracing` occurs in a signature. The default transport and the timers still need a
//! tokio 1 runtime, and the spans reach subscribers of tracing 0.1.
//!
// A link to an item of a feature that is off leads to the table of features.
#![cfg_attr(feature = "testing", doc = "[`testing`]: crate::testing")]
#![cfg_attr(feature = "testing", doc = "[`guide`]: crate::guide")]
#![cfg_attr(feature = "testing", doc = "[`ten_minutes`]: crate::ten_minutes")]
#![cfg_attr(not(feature = "testing"), doc = "[`testing`]: #features")]
#![cfg_attr(not(feature = "testing"), doc = "[`guide`]: #features")]
#![cfg_attr(not(feature = "testing"), doc = "[`ten_minutes`]: #features")]
#![cfg_attr(feature = "tower", doc = "[`TowerTransport`]: crate::TowerTransport")]
#![cfg_attr(feature = "tower", doc = "[`TransportService`]: crate::TransportService")]
#![cfg_attr(feature = "tower", doc = "[`ClientBuilder::layer`]: crate::ClientBuilder::layer")]
#![cfg_attr(
    any(feature = "reqwest", feature = "hyper"),
    doc = "[`ClientBuilder::http_client`]: crate::ClientBuilder::http_client"
)]
#![cfg_attr(
    not(any(feature = "reqwest", feature = "hyper")),
    doc = "[`ClientBuilder::http_client`]: #features"
)]
#![cfg_attr(not(feature = "tower"), doc = "[`TowerTransport`]: #features")]
#![cfg_attr(not(feature = "tower"), doc = "[`TransportService`]: #features")]
#![cfg_attr(not(feature = "tower"), doc = "[`ClientBuilder::layer`]: #features")]
#![cfg_attr(
    feature = "reqwest",
    doc = "[`ClientBuilder::reqwest_client`]: crate::ClientBuilder::reqwest_client"
)]
#![cfg_attr(
    feature = "reqwest",
    doc = "[`Client::reqwest_builder`]: crate::Client::reqwest_builder"
)]
#![cfg_attr(not(feature = "reqwest"), doc = "[`Client::reqwest_builder`]: #features")]
#![cfg_attr(not(feature = "reqwest"), doc = "[`ClientBuilder::reqwest_client`]: #features")]
#![cfg_attr(
    feature = "aws-config",
    doc = "[`ClientBuilder::from_sdk_config`]: crate::ClientBuilder::from_sdk_config"
)]
#![cfg_attr(not(feature = "aws-config"), doc = "[`ClientBuilder::from_sdk_config`]: #features")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(all(feature = "aws-config", not(any(feature = "reqwest", feature = "hyper"))))]
compile_error!(
    "the feature `aws-config` requests credentials over HTTP; turn on the feature `reqwest` or `hyper` too"
);

// The macros name this crate so, in its own tests too.
#[cfg(test)]
extern crate self as connect_runtime;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod attempt;
mod call;
mod client;
mod declaration;
mod endpoint;
mod envelope;
mod error;
mod many;
#[cfg(all(doc, feature = "testing"))]
#[doc = include_str!("../docs/ten_minutes.md")]
pub mod ten_minutes {}
#[cfg(doc)]
#[doc = include_str!("../docs/mistakes.md")]
pub mod mistakes {}
#[cfg(all(doc, feature = "testing"))]
#[path = "../docs/guide.rs"]
pub mod guide;
mod pace;
mod pages;
mod protocol;
mod request;
mod retry;
mod sign;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod transport;

#[cfg(feature = "aws-config")]
pub use aws_config;
pub use aws_credential_types::Credentials;
pub use aws_credential_types::provider::ProvideCredentials;
pub use connect_macros::{
    ConnectEnum, ConnectError, ConnectUnion, ToValue, connect_api, connect_endpoint,
};
pub use futures_core::Stream;
/// The HTTP client of the default transport.
///
/// [`Client::reqwest_builder`] returns a builder with a TLS provider. `reqwest::Client::new` panics without one.
#[cfg(feature = "reqwest")]
pub use reqwest;
pub use {aws_credential_types, bytes, http};

pub use crate::call::Call;
pub use crate::client::{Client, ClientBuilder, ConnectClient};
pub use crate::declaration::operation::{Auth, Operation, Paging, RequestToken};
pub use crate::declaration::service::{self, Service};
pub use crate::envelope::{Adaptive, Bare, Envelope, Raw, Response, Wrapped, decode_json};
pub use crate::error::{
    ApiError, ConfigurationError, ConstructionError, DecodeError, Error, Result, TimeoutKind,
    TransportError, TransportErrorKind,
};
pub use crate::many::{Many, Progress};
pub use crate::pace::Pace;
pub use crate::pages::{PageStream, Pages};
pub use crate::protocol::blob::Blob;
pub use crate::protocol::document::Document;
pub use crate::protocol::float::Float;
pub use crate::protocol::instance_id::{InstanceId, InstanceIdError};
pub use crate::protocol::sensitive::Sensitive;
pub use crate::protocol::timestamp::{DateTime, EpochSeconds, HttpDate, Timestamp, TimestampError};
pub use crate::protocol::union::UnknownMember;
pub use crate::protocol::value::{Place, ToValue, ToValues, Values};
pub use crate::request::Request;
pub use crate::retry::{FailedAttempt, Retry, RetryDecision};
#[cfg(feature = "__http_client")]
pub use crate::transport::http_client::HttpClient;
#[cfg(feature = "tower")]
pub use crate::transport::tower::{TowerTransport, TransportService};
pub use crate::transport::{BoxFuture, Transport};

pub mod json {
    //! The types of `serde_json` that occur in the public interface.
    //!
    //! They are aliases. If the crate re-exported `serde_json`, the compiler would call every `String` in a
    //! message `std::string::String`, because the variant `Value::String` has the same name.

    /// Any JSON value, as in a [`Document`](crate::Document).
    pub type Value = serde_json::Value;
    /// The members of a JSON object.
    pub type Map = serde_json::Map<String, Value>;
    /// A JSON number.
    pub type Number = serde_json::Number;
    /// JSON text that is not parsed yet, which an [`Envelope`](crate::Envelope) decodes for pages.
    pub type RawValue = serde_json::value::RawValue;
    /// The error of [`ApiError::members`](crate::ApiError::members).
    pub type Error = serde_json::Error;
}
