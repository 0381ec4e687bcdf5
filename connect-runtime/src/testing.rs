//! Test utilities, such as a local stand-in for Amazon Connect. Requires the feature `testing`.
//!
//! ```
//! use connect_runtime::testing::LocalConnect;
//! use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};
//!
//! #[derive(serde::Deserialize)]
//! struct FederationToken {
//!     #[serde(rename = "UserArn")]
//!     user_arn: String,
//! }
//!
//! trait Federation: ConnectClient {
//!     #[connect_endpoint(GET "/user/federate/<InstanceId>")]
//!     async fn get_federation_token(&self, instance_id: &str) -> Result<FederationToken>;
//! }
//! impl Federation for Client {}
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
//! let service = LocalConnect::start().await?;
//! let token = service.client()?.get_federation_token(LocalConnect::INSTANCE_ID).await?;
//! assert!(token.user_arn.starts_with("arn:aws:connect:"));
//! assert_eq!(service.requests().len(), 1);
//! # Ok(())
//! # }
//! ```

//! # Which to use
//!
//! | to test | use |
//! |---|---|
//! | code that calls a trait, without a client | a fake: an `impl` of the methods that the test calls, see [`connect_api`](macro@crate::connect_api#fakes) |
//! | which calls the code makes, and with which arguments | [`Script`] |
//! | code that calls the service, over a socket: requests as sent, what they create, refusals, retries and faults | [`LocalConnect`] |
//! | code against recorded responses of the service | [`Recorder`] and [`Replay`] |
//! | the types of a declaration against AWS's model | [`check`](fn@check), [`check_call`], [`check_type`] |
//!
//! Fakes do not need this feature. [`disconnected_client`] is for fakes of a trait without `#[connect_api]`.

use std::sync::{Mutex, MutexGuard, PoisonError};

#[doc(hidden)]
pub mod check;
mod clock;
mod disconnected;
mod expected;
mod fault;
mod faulty_stream;
mod federation;
mod handled;
mod keys;
mod local_connect;
mod model;
mod modelled;
mod pace;
mod received;
mod recording;
mod reply;
mod script;
mod sent;
mod server;
mod sign_in;
mod state;
mod verifier;

pub use self::check::{Finding, Report, check, check_call, check_type};
pub use self::disconnected::disconnected_client;
pub use self::expected::ExpectedCall;
pub use self::fault::Fault;
pub use self::handled::HandledCall;
pub use self::keys::Identity;
pub use self::local_connect::{LocalConnect, LocalConnectBuilder};
pub use self::model::Samples;
pub use self::received::ReceivedRequest;
pub use self::recording::{Recorder, RecorderTransport, RecordingError, Replay};
pub use self::reply::{ResponseForm, error_response, json_response};
pub use self::script::{Script, ScriptError};
pub use self::state::StateError;
#[doc(no_inline)]
pub use crate::pace::Pace;

/// Locks `mutex`, even if it is poisoned. A panic while it is locked cannot leave the data inconsistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
