//! A transport that expects scripted calls.

use std::fmt;
use std::sync::{Arc, Mutex};

use bytes::Bytes;

use super::disconnected::fake_credentials;
use super::expected::{ExpectedCall, ScriptedOutcome};
use super::lock;
use super::sent::Sent;
use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::error::{TransportError, TransportErrorKind};
use crate::transport::{BoxFuture, Transport};

/// The calls that a test expects, with their responses. It needs no socket.
///
/// An unexpected call fails with [`TransportErrorKind::Refused`], whose cause names each input that differs.
/// [`check`](Self::check) reports unexpected and missing calls. Each attempt counts as a call, so retries
/// must be expected too.
///
/// # Panics
///
/// Dropping a script panics if there are unexpected or missing calls, unless [`check`](Self::check) was
/// called or the thread is already panicking.
///
/// ```
/// use connect_runtime::testing::{ExpectedCall, Script};
/// use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};
/// use serde_json::json;
///
/// trait Users: ConnectClient {
///     #[connect_endpoint(GET "/users-summary/<InstanceId>?<maxResults>")]
///     fn list_users(&self, instance_id: &str, max_results: u32) -> Call<'_, serde_json::Value>;
/// }
/// impl Users for Client {}
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let script = Script::new([ExpectedCall::of("ListUsers")
///     .label("InstanceId", "i-1")
///     .query("maxResults", "10")
///     .answer_json(json!({ "UserSummaryList": [] }))]);
/// let users = script.client()?.list_users("i-1", 10).await?;
/// assert_eq!(users["UserSummaryList"], json!([]));
/// # Ok(())
/// # }
/// ```
pub struct Script {
    state: Arc<Mutex<State>>,
}

struct State {
    calls: Vec<ExpectedCall>,
    is_in_order: bool,
    received: usize,
    unexpected: Vec<String>,
    is_checked: bool,
}

impl Script {
    /// Expects these calls in this order.
    pub fn new(calls: impl IntoIterator<Item = ExpectedCall>) -> Self {
        Self::of(calls.into_iter().collect(), true)
    }

    /// Expects these calls in any order. A call gets the response of the first expectation that matches it.
    pub fn in_any_order(calls: impl IntoIterator<Item = ExpectedCall>) -> Self {
        Self::of(calls.into_iter().collect(), false)
    }

    fn of(calls: Vec<ExpectedCall>, is_in_order: bool) -> Self {
        let (received, unexpected) = (0, Vec::new());
        let state = State { calls, is_in_order, received, unexpected, is_checked: false };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// Returns a client whose calls go to this script.
    ///
    /// # Errors
    ///
    /// Building this client does not fail in practice.
    pub fn client(&self) -> Result<Client, Error> {
        self.client_builder().build()
    }

    /// Returns a builder for such a client, with a region and credentials.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .region("us-west-2")
            .credentials(fake_credentials())
            .transport(ScriptTransport(Arc::clone(&self.state)))
    }

    /// Checks that all expected calls came, and no others. After that, dropping the script does not panic.
    ///
    /// # Errors
    ///
    /// Returns an error that lists unexpected and missing calls.
    pub fn check(&self) -> Result<(), ScriptError> {
        let mut state = lock(&self.state);
        state.is_checked = true;
        state.report().map_or(Ok(()), |report| Err(ScriptError(report)))
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        let state = lock(&self.state);
        if state.is_checked || std::thread::panicking() {
            return;
        }
        if let Some(report) = state.report() {
            drop(state);
            panic!("{report}");
        }
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("received", &lock(&self.state).received)
            .finish_non_exhaustive()
    }
}

/// The differences between the calls of a test and its [`Script`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptError(String);

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ScriptError {}

struct ScriptTransport(Arc<Mutex<State>>);

impl Transport for ScriptTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let outcome = match lock(&self.0).take(&Sent::of(&request)) {
            Ok(ScriptedOutcome::Response(response)) => Ok(response),
            Ok(ScriptedOutcome::Error(kind)) => Err(TransportError::new(kind, request.uri(), None)),
            Err(report) => {
                let kind = TransportErrorKind::Refused;
                Err(TransportError::new(kind, request.uri(), Some(report.into())))
            }
        };
        Box::pin(std::future::ready(outcome))
    }
}

impl State {
    /// Returns the answer to a request, or a report of how it differs from the expected calls.
    fn take(&mut self, sent: &Sent) -> Result<ScriptedOutcome, String> {
        self.received += 1;
        let (is_in_order, received) = (self.is_in_order, self.received);
        let left = self.calls.iter_mut().filter(|call| call.times > 0);
        let candidates = left.take(if is_in_order { 1 } else { usize::MAX });
        let nearest = candidates.map(|call| (call.differences(sent), call)).min_by_key(
            |(differences, call)| (call.operation() != sent.operation, differences.count()),
        );
        let report = match nearest {
            Some((differences, call)) if differences.is_empty() => {
                call.times -= 1;
                return Ok(call.outcome.clone());
            }
            Some((differences, _)) => {
                let title = if is_in_order { "the expected one" } else { "an expected one" };
                differences.report(&format!("call {received} is not {title}"))
            }
            None => {
                format!("call {received}, {}, is one more than expected", sent.operation)
            }
        };
        self.unexpected.push(report.clone());
        Err(report)
    }

    fn report(&self) -> Option<String> {
        let left = self.calls.iter().filter(|call| call.times > 0);
        let left = left.map(|call| match call.times {
            1 => format!("{} was not called", call.operation()),
            times => format!("{} was not called {times} times more", call.operation()),
        });
        let report: Vec<String> = self.unexpected.iter().cloned().chain(left).collect();
        (!report.is_empty()).then(|| report.join("\n"))
    }
}
