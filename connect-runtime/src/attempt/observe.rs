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

use super::response::{AttemptResponse, UndecodedResponse};
use crate::declaration::operation::Operation;
use crate::error::Error;
use crate::protocol::headers::request_id;

const SYSTEM: &str = "aws-api";
/// The kind of [`Error::Api`], for an answer that is not made one yet.
const API_ERROR: &str = "api";

pub(super) fn call_span(operation: &Operation) -> Span {
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

pub(super) fn attempt_span(number: u32, uri: &Uri) -> Span {
    debug_span!(
        "connect.attempt",
        "connect.attempt" = number,
        "server.address" = uri.host().unwrap_or_default(),
        "http.response.status_code" = Empty,
        "aws.request_id" = Empty,
        "error.type" = Empty,
    )
}

/// Records how a call ended, on its span and as metrics: an event whose fields have the names by which
/// `tracing-opentelemetry`'s `MetricsLayer` knows counters and histograms.
pub(super) fn record_call(
    span: &Span,
    operation: &Operation,
    duration: Duration,
    response: &Result<UndecodedResponse, Error>,
) {
    record_outcome(span, response.as_ref().map(UndecodedResponse::response));
    let kind = match response {
        Ok(response) => response.is_error().then_some(API_ERROR),
        Err(error) => Some(error.kind()),
    };
    if let Some(kind) = kind {
        record_error(span, kind);
    }
    span.in_scope(|| {
        debug!(
            target: "connect_runtime::metrics",
            {
                "histogram.connect.call.duration" = duration.as_secs_f64(),
                "monotonic_counter.connect.calls" = 1_u64,
                "rpc.service" = operation.service().name(),
                "rpc.method" = operation.name(),
                "error.type" = kind,
            },
            "the call is done"
        );
    });
}

/// Records a response, or why there is none.
fn record_outcome<B>(span: &Span, outcome: Result<&http::Response<B>, &Error>) {
    match outcome {
        Ok(response) => record_response(span, response),
        Err(error) => record_error(span, error.kind()),
    }
}

/// Records what an attempt brought.
pub(super) fn record_attempt(span: &Span, outcome: &Result<AttemptResponse, Error>) {
    record_outcome(span, outcome.as_ref().map(|attempt| &attempt.response));
    if let Ok(AttemptResponse { error: Some(_), .. }) = outcome {
        record_error(span, API_ERROR);
    }
}

/// Records, on the span of the call, how often it was sent.
pub(super) fn record_attempts(made: u32) {
    Span::current().record("connect.attempts", made);
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

pub(super) fn retry(operation: &Operation, reason: &'static str, delay: Duration) {
    debug!(
        reason,
        ?delay,
        "rpc.method" = operation.name(),
        "monotonic_counter.connect.retries" = 1_u64,
        "the request is sent again"
    );
}
