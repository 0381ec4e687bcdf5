//! A call that a script expects.

use std::fmt;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::Value;

use super::reply::json_response;
use super::sent::{Differences, Sent, values_of};
use crate::error::TransportErrorKind;

/// Headers whose values are not shown.
const SECRET_HEADERS: [&str; 3] = ["authorization", "x-amz-bearer", "x-amz-security-token"];

/// A call that a [`Script`](super::Script) expects, and its answer.
///
/// What is said of an input must be so; an input of which nothing is said may be anything. The answer is
/// an empty object under 200, unless another one is given. `Debug` shows the operation alone.
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
    /// Each with all its values.
    query: Vec<(String, Vec<String>)>,
    headers: Vec<(String, String)>,
    body: Option<Value>,
    members: Vec<(String, Option<Value>)>,
    pub(super) answer: Answer,
    pub(super) times: usize,
}

#[derive(Clone)]
pub(super) enum Answer {
    Response(Response<Bytes>),
    Error(TransportErrorKind),
}

impl ExpectedCall {
    /// Expects a call of the operation of this name, such as `DescribeUser`.
    pub fn of(operation: impl Into<String>) -> Self {
        Self {
            operation: operation.into(),
            labels: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            members: Vec::new(),
            answer: Answer::Response(json_response(StatusCode::OK, &Value::Object(<_>::default()))),
            times: 1,
        }
    }

    /// Expects this value of a label of the path, such as `InstanceId`.
    #[must_use]
    pub fn label(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.push((name.into(), value.into()));
        self
    }

    /// Expects this value of a query name and, where it is said more than once, these in their order.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        match self.query.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => self.query.push((name, vec![value])),
        }
        self
    }

    /// Expects that a query name is not sent.
    #[must_use]
    pub fn without_query(mut self, name: impl Into<String>) -> Self {
        self.query.push((name.into(), Vec::new()));
        self
    }

    /// Expects this value of a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Expects this JSON as the body, as a whole.
    #[must_use]
    pub fn body(mut self, json: impl Into<Value>) -> Self {
        self.body = Some(json.into());
        self
    }

    /// Expects this value of a member of the JSON body, whatever the others are.
    #[must_use]
    pub fn body_member(mut self, name: impl Into<String>, json: impl Into<Value>) -> Self {
        self.members.push((name.into(), Some(json.into())));
        self
    }

    /// Expects that the JSON body has no such member.
    #[must_use]
    pub fn without_body_member(mut self, name: impl Into<String>) -> Self {
        self.members.push((name.into(), None));
        self
    }

    /// Answers with this response.
    #[must_use]
    pub fn answer(mut self, response: Response<Bytes>) -> Self {
        self.answer = Answer::Response(response);
        self
    }

    /// Answers with this JSON under 200.
    #[must_use]
    pub fn answer_json(self, json: impl Into<Value>) -> Self {
        self.answer(json_response(StatusCode::OK, &json.into()))
    }

    /// Answers with a failure of the transport.
    #[must_use]
    pub fn fail(mut self, kind: TransportErrorKind) -> Self {
        self.answer = Answer::Error(kind);
        self
    }

    /// Expects it this many times, default 1. An attempt that is sent again is one time more.
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
            differences.json("$", Some(expected), Some(&body));
        }
        for (name, expected) in &self.members {
            differences.json(&format!("$.{name}"), expected.as_ref(), body.get(name));
        }
    }
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
