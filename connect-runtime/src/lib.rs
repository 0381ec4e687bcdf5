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
//! | declaring one operation or a whole trait | [`connect_endpoint`], [`connect_api`] |
//! | endpoints, credentials and other settings | [`Client`], [`ClientBuilder`], [`service`] |
//! | options of a call, response metadata | [`Call`], [`Response`] |
//! | lists | [`Pages`], [`PageStream`] |
//! | errors, and an enum of the ones you handle | [`Error`], [`ApiError`], [`ConnectError`](derive@ConnectError) |
//! | enums and unions that the service may extend | [`ConnectEnum`](derive@ConnectEnum), [`ConnectUnion`](derive@ConnectUnion) |
//! | values in labels, queries and headers | [`ToValue`], [`ToValues`] |
//! | the protocol's own types | [`Timestamp`], [`Blob`], [`Float`], [`Document`], [`Sensitive`] |
//! | retries | [`Retry`] |
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
//! Retries and timeouts use tokio's timer. The default transport needs a tokio runtime. With another
//! [`Transport`] outside a tokio runtime, the client sends a request once and without a time limit. Inside a
//! tokio runtime without a timer, tokio panics.
//!
//! # Observability
//!
//! Each call emits a `tracing` span at level INFO, and each attempt one at level DEBUG. Their fields follow
//! OpenTelemetry's conventions: operation, service, attempts, status, request id and host.
//!
//! Metrics are `tracing` events at level DEBUG with the target `connect_runtime::metrics`:
//!
//! | metric | kind | emitted |
//! |---|---|---|
//! | `connect.calls` | counter | when a call ends |
//! | `connect.call.duration` | histogram, in seconds | when a call ends |
//! | `connect.retries` | counter | at each retry |
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
//! | `reqwest` | yes | the default transport; without it, [`ClientBuilder::transport`] takes yours |
//! | `rustls-ring` | yes | TLS by rustls with the ring provider, which is the cheapest to build |
//! | `rustls-aws-lc-rs` | no | TLS by rustls with the aws-lc-rs provider; it takes precedence if both are on |
//! | `http2` | no | HTTP/2, if the endpoint offers it |
//! | `aws-config` | no | clients with the credentials and settings of the `aws-config` crate: profiles, SSO, web identity, ECS, EC2 |
//! | `tower` | no | [`TowerTransport`]: `tower` layers and services as a transport |
//! | `testing` | no | [`testing`]: a stand-in for the service on a loopback port |
//!
//! The TLS features turn on `reqwest`'s feature `rustls-no-provider`. If your application uses `reqwest`
//! itself, turn on one of `reqwest`'s own TLS features. Otherwise `reqwest::Client::new` panics because it
//! finds no provider.
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
//! | `futures-core` 0.3 | | [`Pages`] and [`PageStream`] implement `Stream` | [`Stream`] |
//! | `reqwest` 0.13 | `reqwest` | [`ClientBuilder::reqwest_client`] | `connect_runtime::reqwest` |
//! | `aws-config` 1 | `aws-config` | [`ClientBuilder::from_sdk_config`] | `connect_runtime::aws_config` |
//! | `tower-layer` 0.3, `tower-service` 0.3 | `tower` | [`TowerTransport`], [`TransportService`], [`ClientBuilder::layer`] | none |
//!
//! No type of `tokio` or `tracing` occurs in a signature. The default transport and the timers still need a
//! tokio 1 runtime, and the spans reach subscribers of tracing 0.1.
//!
// A link to an item of a feature that is off leads to the table of features.
#![cfg_attr(feature = "testing", doc = "[`testing`]: crate::testing")]
#![cfg_attr(not(feature = "testing"), doc = "[`testing`]: #features")]
#![cfg_attr(feature = "tower", doc = "[`TowerTransport`]: crate::TowerTransport")]
#![cfg_attr(feature = "tower", doc = "[`TransportService`]: crate::TransportService")]
#![cfg_attr(feature = "tower", doc = "[`ClientBuilder::layer`]: crate::ClientBuilder::layer")]
#![cfg_attr(not(feature = "tower"), doc = "[`TowerTransport`]: #features")]
#![cfg_attr(not(feature = "tower"), doc = "[`TransportService`]: #features")]
#![cfg_attr(not(feature = "tower"), doc = "[`ClientBuilder::layer`]: #features")]
#![cfg_attr(
    feature = "reqwest",
    doc = "[`ClientBuilder::reqwest_client`]: crate::ClientBuilder::reqwest_client"
)]
#![cfg_attr(not(feature = "reqwest"), doc = "[`ClientBuilder::reqwest_client`]: #features")]
#![cfg_attr(
    feature = "aws-config",
    doc = "[`ClientBuilder::from_sdk_config`]: crate::ClientBuilder::from_sdk_config"
)]
#![cfg_attr(not(feature = "aws-config"), doc = "[`ClientBuilder::from_sdk_config`]: #features")]
#![cfg_attr(docsrs, feature(doc_cfg))]

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
#[cfg(doc)]
#[doc = include_str!("../docs/mistakes.md")]
pub mod mistakes {}
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
#[cfg(feature = "reqwest")]
pub use reqwest;
pub use {aws_credential_types, bytes, http};

pub use crate::call::{Call, CallFuture};
pub use crate::client::{Client, ClientBuilder, ConnectClient};
pub use crate::declaration::operation::{Auth, Operation, Paging, RequestToken};
pub use crate::declaration::service::{self, Service};
pub use crate::envelope::{Adaptive, Bare, Envelope, Raw, Response, Wrapped, decode_json};
pub use crate::error::{
    ApiError, ConfigurationError, ConstructionError, DecodeError, Error, Result, TimeoutKind,
    TransportError, TransportErrorKind,
};
pub use crate::pages::{PageStream, Pages};
pub use crate::protocol::blob::Blob;
pub use crate::protocol::document::Document;
pub use crate::protocol::float::Float;
pub use crate::protocol::sensitive::Sensitive;
pub use crate::protocol::timestamp::{DateTime, EpochSeconds, HttpDate, Timestamp, TimestampError};
pub use crate::protocol::union::UnknownMember;
pub use crate::protocol::value::{Place, ToValue, ToValues, Values};
pub use crate::request::Request;
pub use crate::retry::{FailedAttempt, Retry, RetryDecision};
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
