//! An expected call and its response.

use std::fmt;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::Value;

use super::reply::json_response;
use super::sent::{Differences, Sent, values_of};
use crate::error::TransportErrorKind;

/// Headers whose values reports do not show.
const SECRET_HEADERS: [&str; 3] = ["authorization", "x-amz-bearer", "x-amz-security-token"];

/// A call that a [`Script`](super::Script) expects, and its response.
///
/// Inputs without an expectation may have any value. The default response is status 200 with an empty JSON
/// object. `Debug` shows only the operation and the number of times.
///
/// ```
/// use connect_runtime::testing::ExpectedCall;
/// use serde_json::json;
///
/// let call = ExpectedCall::of("UpdateUser")
///     .label("UserId", "u-1")
///     .without_query("dryRun")
///     .body_member("Name", "Jane")
///     .answer_json(json!({ "Id": "u-1" }))
///     .times(2);
/// ```
#[derive(Clone)]
pub struct ExpectedCall {
    operation: String,
    labels: Vec<(String, String)>,
    /// The expected query names, each with all its values.
    query: Vec<(String, Vec<String>)>,
    headers: Vec<(String, String)>,
    body: Option<Value>,
    members: Vec<(String, Option<Value>)>,
    pub(super) outcome: ScriptedOutcome,
    pub(super) times: usize,
}

#[derive(Clone)]
pub(super) enum ScriptedOutcome {
    Response(Response<Bytes>),
    Error(TransportErrorKind),
}

impl ExpectedCall {
    /// Expects a call of `operation`, such as `DescribeUser`.
    pub fn of(operation: impl Into<String>) -> Self {
        Self {
            operation: operation.into(),
            labels: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            members: Vec::new(),
            outcome: ScriptedOutcome::Response(json_response(
                StatusCode::OK,
                &Value::Object(<_>::default()),
            )),
            times: 1,
        }
    }

    /// Expects a path label, such as `InstanceId`, to have this value.
    #[must_use]
    pub fn label(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.push((name.into(), value.into()));
        self
    }

    /// Expects a query name to have this value. Call it several times to expect several values in order.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        match self.query.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => self.query.push((name, vec![value])),
        }
        self
    }

    /// Expects a query name to be absent.
    #[must_use]
    pub fn without_query(mut self, name: impl Into<String>) -> Self {
        self.query.push((name.into(), Vec::new()));
        self
    }

    /// Expects a header to have this value.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Expects the whole body to be this JSON.
    ///
    /// If `json` has no member `ClientToken`, in any case, the comparison ignores one in the body. Such an
    /// idempotency token is fresh for each call.
    #[must_use]
    pub fn body(mut self, json: impl Into<Value>) -> Self {
        self.body = Some(json.into());
        self
    }

    /// Expects a member of the JSON body to have this value. Other members may have any value.
    #[must_use]
    pub fn body_member(mut self, name: impl Into<String>, json: impl Into<Value>) -> Self {
        self.members.push((name.into(), Some(json.into())));
        self
    }

    /// Expects a member to be absent from the JSON body.
    #[must_use]
    pub fn without_body_member(mut self, name: impl Into<String>) -> Self {
        self.members.push((name.into(), None));
        self
    }

    /// Sets the response.
    #[must_use]
    pub fn answer(mut self, response: Response<Bytes>) -> Self {
        self.outcome = ScriptedOutcome::Response(response);
        self
    }

    /// Sets the response to status 200 with this JSON.
    #[must_use]
    pub fn answer_json(self, json: impl Into<Value>) -> Self {
        self.answer(json_response(StatusCode::OK, &json.into()))
    }

    /// Fails the call with a transport error of this kind instead of a response.
    #[must_use]
    pub fn fail(mut self, kind: TransportErrorKind) -> Self {
        self.outcome = ScriptedOutcome::Error(kind);
        self
    }

    /// Sets how often the call is expected. Defaults to 1. Every retry counts.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    pub(super) fn operation(&self) -> &str {
        &self.operation
    }

    pub(super) fn differences(&self, sent: &Sent) -> Differences {
        let mut differences = Differences::default();
        differences.operation(&self.operation, &sent.operation);
        for (name, value) in &self.labels {
            let got = values_of(&sent.labels, name);
            differences.values(&format!("label {name}"), &[value], &got);
        }
        for (name, values) in &self.query {
            let expected: Vec<&str> = values.iter().map(String::as_str).collect();
            let got = values_of(&sent.query, name);
            differences.values(&format!("query {name}"), &expected, &got);
        }
        for (name, value) in &self.headers {
            compare_header(&mut differences, name, value, sent);
        }
        self.compare_body(&mut differences, sent);
        differences
    }

    fn compare_body(&self, differences: &mut Differences, sent: &Sent) {
        if self.body.is_none() && self.members.is_empty() {
            return;
        }
        let Ok(body) = serde_json::from_slice::<Value>(&sent.body) else {
            let got = format!("{} bytes that are not", sent.body.len());
            return differences.push("body", "JSON", &got);
        };
        if let Some(expected) = &self.body {
            let body = without_fresh_token(expected, body.clone());
            differences.json("$", Some(expected), Some(&body));
        }
        for (name, expected) in &self.members {
            differences.json(&format!("$.{name}"), expected.as_ref(), body.get(name));
        }
    }
}

/// Removes an idempotency token that the expected body does not have.
fn without_fresh_token(expected: &Value, mut body: Value) -> Value {
    const TOKEN: &str = "ClientToken";
    let is_token = |name: &str| name.eq_ignore_ascii_case(TOKEN);
    let expects_token =
        expected.as_object().is_some_and(|members| members.keys().any(|name| is_token(name)));
    if let Value::Object(members) = &mut body
        && !expects_token
    {
        members.retain(|name, _| !is_token(name));
    }
    body
}

impl fmt::Debug for ExpectedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExpectedCall")
            .field("operation", &self.operation)
            .field("times", &self.times)
            .finish_non_exhaustive()
    }
}

fn compare_header(differences: &mut Differences, name: &str, expected: &str, sent: &Sent) {
    let values = sent.headers.get_all(name);
    let got: Vec<&str> = values.iter().filter_map(|value| value.to_str().ok()).collect();
    let input = format!("header {name}");
    if SECRET_HEADERS.iter().any(|secret| name.eq_ignore_ascii_case(secret)) {
        if got != [expected] {
            let got = if got.is_empty() { "nothing" } else { "another one" };
            differences.push(&input, "a value that is not shown", got);
        }
    } else {
        differences.values(&input, &[expected], &got);
    }
}
