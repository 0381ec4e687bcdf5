//! A sent request in terms of its declaration, and how it differs from an expected one.

use std::fmt::Write as _;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;

use super::received::{match_path, query_pairs};
use crate::declaration::operation::Operation;

/// The inputs of a request.
pub(super) struct Sent {
    pub(super) operation: String,
    pub(super) labels: Vec<(String, String)>,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Sent {
    pub(super) fn of(request: &http::Request<Bytes>) -> Self {
        let operation = request.extensions().get::<&'static Operation>();
        let path = request.uri().path();
        let labels = operation.and_then(|found| match_path(found.path(), path_of(found, path)));
        Self {
            operation: operation.map_or("an unknown operation", |found| found.name()).to_owned(),
            labels: labels.unwrap_or_default(),
            query: query_pairs(request.uri().query().unwrap_or_default()),
            headers: request.headers().clone(),
            body: request.body().clone(),
        }
    }
}

/// Returns the operation's part of a path, without the base path of the endpoint.
pub(super) fn path_of<'p>(operation: &Operation, path: &'p str) -> &'p str {
    let cuts = path.match_indices('/').filter_map(|(index, _)| path.get(index..));
    cuts.into_iter().find(|rest| match_path(operation.path(), rest).is_some()).unwrap_or(path)
}

/// Returns the values of `name` in `pairs`.
pub(super) fn values_of<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    pairs.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect()
}

/// A report with one line for each input that differs.
#[derive(Debug, Default)]
pub(super) struct Differences(Vec<String>);

impl Differences {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn push(&mut self, input: &str, expected: &str, got: &str) {
        self.0.push(format!("{input}: expected {expected}, got {got}"));
    }

    pub(super) fn operation(&mut self, expected: &str, got: &str) {
        if expected != got {
            self.push("operation", expected, got);
        }
    }

    /// Compares the values of one name.
    pub(super) fn values(&mut self, input: &str, expected: &[&str], got: &[&str]) {
        if expected != got {
            self.push(input, &listed(expected), &listed(got));
        }
    }

    /// Compares JSON, member by member.
    pub(super) fn json(&mut self, path: &str, expected: Option<&Value>, got: Option<&Value>) {
        match (expected, got) {
            (Some(Value::Object(expected)), Some(Value::Object(got))) => {
                let others = got.keys().filter(|name| !expected.contains_key(*name));
                for name in expected.keys().chain(others) {
                    self.json(&format!("{path}.{name}"), expected.get(name), got.get(name));
                }
            }
            (Some(Value::Array(expected)), Some(Value::Array(got))) => {
                for index in 0..expected.len().max(got.len()) {
                    self.json(&format!("{path}[{index}]"), expected.get(index), got.get(index));
                }
            }
            (Some(Value::Number(expected)), Some(Value::Number(got)))
                if expected == got || expected.as_f64() == got.as_f64() => {}
            _ if expected == got => {}
            _ => self.push(&format!("body {path}"), &shown(expected), &shown(got)),
        }
    }

    /// Returns the report below a title.
    pub(super) fn report(&self, title: &str) -> String {
        self.0.iter().fold(title.to_owned(), |mut report, line| {
            // Writing to memory does not fail.
            let _ = write!(report, "\n  {line}");
            report
        })
    }
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), Value::to_string)
}

fn listed(values: &[&str]) -> String {
    match values {
        [] => "nothing".to_owned(),
        [value] => format!("{value:?}"),
        values => format!("{values:?}"),
    }
}
