//! Spans of `tracing`: one for each call, one for each of its attempts.
//!
//! Their fields have the names of OpenTelemetry's semantic conventions
//! (<https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/>). None holds an argument of
//! the call or a part of its answer but status and request id.

use std::time::Duration;

use http::Uri;
use tracing::field::{Empty, display};
use tracing::{Span, debug, debug_span, info_span};

use crate::error::Error;
use crate::execute::{Answer, Reply};
use crate::operation::Operation;
use crate::response::request_id;

const SYSTEM: &str = "aws-api";

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

pub(crate) fn record_reply(span: &Span, reply: &Result<Reply, Error>) {
    match reply {
        Ok(reply) => {
            span.record("connect.attempts", reply.attempts());
            record_response(span, reply.response());
        }
        Err(error) => record_error(span, error),
    }
}

pub(crate) fn record_answer(span: &Span, answer: &Result<Answer, Error>) {
    match answer {
        Ok(answer) => record_response(span, &answer.response),
        Err(error) => record_error(span, error),
    }
}

fn record_response<B>(span: &Span, response: &http::Response<B>) {
    span.record("http.response.status_code", response.status().as_u16());
    if let Some(id) = request_id(response.headers()) {
        span.record("aws.request_id", display(id));
    }
}

fn record_error(span: &Span, error: &Error) {
    span.record("error.type", error.kind());
}

pub(crate) fn retry(reason: &'static str, delay: Duration) {
    debug!(reason, ?delay, "the request is sent again");
}
