//! Spans of `tracing`: one for each call, one for each of its attempts.
//!
//! Their fields have the names of OpenTelemetry's semantic conventions
//! (<https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/>). None holds an argument of
//! the call or a part of its answer but status and request id. A response is decoded after its span,
//! which does not tell of one that does not fit.

use std::time::Duration;

use http::Uri;
use tracing::field::{Empty, display};
use tracing::{Span, debug, debug_span, info_span};

use crate::error::Error;
use crate::execute::Answer;
use crate::operation::Operation;
use crate::response::request_id;

const SYSTEM: &str = "aws-api";
/// The kind of [`Error::Api`], for an answer that is not made one yet.
const API_ERROR: &str = "api";

pub(crate) fn call_span(operation: &Operation) -> Span {
    info_span!(
        "connect.call",
        "rpc.system" = SYSTEM,
        "rpc.service" = operation.service().name(),
        "rpc.method" = operation.name(),
        "connect.attempts" = Empty,
        "http.response.status_code" = Empty,
        "aws.request_id" = Empty,
        "error.type" = Empty,
    )
}

pub(crate) fn attempt_span(number: u32, uri: &Uri) -> Span {
    debug_span!(
        "connect.attempt",
        "connect.attempt" = number,
        "server.address" = uri.host().unwrap_or_default(),
        "http.response.status_code" = Empty,
        "aws.request_id" = Empty,
        "error.type" = Empty,
    )
}

/// Records the last response of a call, or why there is none.
pub(crate) fn record_outcome<B>(span: &Span, outcome: Result<&http::Response<B>, &Error>) {
    match outcome {
        Ok(response) => record_response(span, response),
        Err(error) => record_error(span, error.kind()),
    }
}

/// Records what an attempt brought.
pub(crate) fn record_answer(span: &Span, answer: &Result<Answer, Error>) {
    record_outcome(span, answer.as_ref().map(|answer| &answer.response));
    if let Ok(Answer { error: Some(_), .. }) = answer {
        record_error(span, API_ERROR);
    }
}

/// Records, on the span of the call, how its attempts ended.
pub(crate) fn record_attempts(sent: u32, last: &Result<Answer, Error>) {
    let span = Span::current();
    span.record("connect.attempts", sent);
    if let Ok(Answer { error: Some(_), .. }) = last {
        record_error(&span, API_ERROR);
    }
}

fn record_response<B>(span: &Span, response: &http::Response<B>) {
    span.record("http.response.status_code", response.status().as_u16());
    if let Some(id) = request_id(response.headers()) {
        span.record("aws.request_id", display(id));
    }
}

fn record_error(span: &Span, kind: &'static str) {
    span.record("error.type", kind);
}

pub(crate) fn retry(operation: &Operation, reason: &'static str, delay: Duration) {
    debug!(
        reason,
        ?delay,
        "rpc.method" = operation.name(),
        monotonic_counter.connect.retries = 1_u64,
        "the request is sent again"
    );
}
