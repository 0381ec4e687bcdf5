//! Call Amazon Connect by declaring the operations that you use.
//!
//! An attribute on a trait method makes a SigV4-signed call that decodes its response:
//!
//! ```
//! use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};
//!
//! #[derive(serde::Deserialize)]
//! #[serde(rename_all = "PascalCase")]
//! struct FederationToken {
//!     user_id: Option<String>,
//!     sign_in_url: Option<String>,
//! }
//!
//! trait Federation: ConnectClient {
//!     /// Retrieves a token for federation.
//!     #[connect_endpoint(GET "/user/federate/<InstanceId>")]
//!     async fn get_federation_token(&self, instance_id: &str) -> Result<FederationToken>;
//! }
//! impl Federation for Client {}
//!
//! async fn sign_in_url(client: &Client) -> Result<Option<String>> {
//!     Ok(client.get_federation_token("an-instance-id").await?.sign_in_url)
//! }
//! ```
//!
//! # Where to find what
//!
//! | for | there is |
//! |---|---|
//! | one operation, a whole trait of them | [`connect_endpoint`], [`connect_api`] |
//! | where a call goes and with which credentials | [`Client`], [`service`] |
//! | options of a call and what comes with its value | [`Call`], [`Response`] |
//! | lists | [`Pages`], [`PageStream`] |
//! | errors, and an enum of those that matter | [`Error`], [`ApiError`], [`ConnectError`](derive@ConnectError) |
//! | enums and unions that the service may extend | [`ConnectEnum`](derive@ConnectEnum), [`ConnectUnion`](derive@ConnectUnion) |
//! | values in labels, queries and headers | [`ToValue`], [`ToValues`] |
//! | the protocol's own types | [`Timestamp`], [`Blob`], [`Float`], [`Document`], [`Sensitive`] |
//! | how failed requests are sent again | [`Retry`] |
//! | a gateway's form of responses | [`Envelope`] |
//! | another HTTP client, and layers around it | [`Transport`], `TowerTransport` |
//! | tests | `testing` |
//! | what a compile error means | [`mistakes`] |
//!
//! A request that failed for a moment, or was throttled, is sent again, three attempts at most, after the
//! delays of the AWS SDKs' standard mode, see [`Retry`]; a call takes two minutes at most, and an attempt
//! 60 seconds. A client and a call can set other bounds, and a declaration can for the call and its
//! attempts. It runs by tokio's timer: outside a tokio runtime, with a [`Transport`] that needs none, a
//! request is sent once and nothing bounds its time; a runtime whose builder leaves the timer out makes
//! tokio panic.
//!
//! Each call is a span of `tracing` at the level INFO, and each attempt one at the level DEBUG, with
//! fields by OpenTelemetry's conventions: operation, service, attempts, status, request id and host.
//! Metrics come by the same way: at its end a call has an event of the target
//! `connect_runtime::metrics` at the level DEBUG with the counter `connect.calls` and the histogram
//! `connect.call.duration` in seconds, and each retry counts `connect.retries`. Their fields have the
//! prefixes `monotonic_counter.` and `histogram.`, by which the `MetricsLayer` of
//! `tracing-opentelemetry` makes metrics of them.
//!
//! # Features
//!
//! | feature | default | gives |
//! |---|---|---|
//! | `reqwest` | yes | the transport; without it, [`ClientBuilder::transport`] takes yours |
//! | `rustls-ring` | yes | TLS by rustls with the ring provider, the cheapest one to build |
//! | `rustls-aws-lc-rs` | no | TLS by rustls with the aws-lc-rs provider, preferred where both are on |
//! | `http2` | no | HTTP/2 where the endpoint offers it |
//! | `aws-config` | no | [`Client`]s with the credentials and settings of the `aws-config` crate: profiles, SSO, web identity, ECS, EC2 |
//! | `tower` | no | `TowerTransport`: layers and services of `tower` as a transport |
//! | `testing` | no | `testing`: a stand-in for the service on a loopback port |
//!
//! The TLS features turn on `reqwest`'s `rustls-no-provider`. An application that uses `reqwest`
//! itself, without any TLS feature, needs one of `reqwest`'s then, or `reqwest::Client::new` panics
//! for want of a provider.

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
pub use {aws_credential_types, bytes, http, serde_json};

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
