//! A transport that answers the calls of a script.

use std::fmt;
use std::sync::{Arc, Mutex};

use bytes::Bytes;

use super::disconnected::fake_credentials;
use super::expected::{Answer, ExpectedCall};
use super::lock;
use super::sent::Sent;
use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::error::{TransportError, TransportErrorKind};
use crate::transport::{BoxFuture, Transport};

/// The calls that a test expects, with their answers; no socket is needed.
///
/// A call that is not the expected one ends with a [`TransportErrorKind::Refused`], whose cause names each
/// input that differs, and it fails the test: [`check`](Self::check) reports it, and so does the drop of
/// the script, as it does for calls that did not come. Attempts are what is expected: a call that is sent
/// again meets the script once more.
///
/// # Panics
///
/// When it is dropped with something to report that [`check`](Self::check) did not report, unless the test
/// panics already.
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
    /// Expects these calls, in their order.
    pub fn new(calls: impl IntoIterator<Item = ExpectedCall>) -> Self {
        Self::of(calls.into_iter().collect(), true)
    }

    /// Expects these calls in any order: each gets the answer of the first one that it fits.
    pub fn in_any_order(calls: impl IntoIterator<Item = ExpectedCall>) -> Self {
        Self::of(calls.into_iter().collect(), false)
    }

    fn of(calls: Vec<ExpectedCall>, is_in_order: bool) -> Self {
        let (received, unexpected) = (0, Vec::new());
        let state = State { calls, is_in_order, received, unexpected, is_checked: false };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// A client whose calls the script answers.
    ///
    /// # Errors
    ///
    /// None in practice; it is built as any other client.
    pub fn client(&self) -> Result<Client, Error> {
        self.client_builder().build()
    }

    /// A builder of such a client, with a region and credentials.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .region("us-west-2")
            .credentials(fake_credentials())
            .transport(ScriptTransport(Arc::clone(&self.state)))
    }

    /// Reports the calls that were not expected and those that did not come; after that, the drop of the
    /// script does not.
    ///
    /// # Errors
    ///
    /// Where there is something to report.
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

/// How the calls of a test differ from its [`Script`].
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
            Ok(Answer::Response(response)) => Ok(response),
            Ok(Answer::Error(kind)) => Err(TransportError::new(kind, request.uri(), None)),
            Err(report) => {
                let kind = TransportErrorKind::Refused;
                Err(TransportError::new(kind, request.uri(), Some(report.into())))
            }
        };
        Box::pin(std::future::ready(outcome))
    }
}

impl State {
    /// The answer to what was sent, or how that differs from what was expected.
    fn take(&mut self, sent: &Sent) -> Result<Answer, String> {
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
                return Ok(call.answer.clone());
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
