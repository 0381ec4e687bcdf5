//! `tracing` spans: one for each call and one for each attempt.
//!
//! Fields follow OpenTelemetry's semantic conventions
//! (<https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/>). They never contain arguments
//! of the call. Of the response, they contain only the status and request id. Spans do not show decode
//! errors, because a response is decoded after its span has ended.

use std::time::{Duration, Instant};

use http::Uri;
use tracing::field::{Empty, display};
use tracing::{Span, debug, debug_span, info_span};

use super::response::{AttemptResponse, UndecodedResponse};
use crate::declaration::operation::Operation;
use crate::error::Error;
use crate::protocol::headers::request_id;

const SYSTEM: &str = "aws-api";
/// The `error.type` of an error response that is not converted to [`Error::Api`] yet.
const API_ERROR: &str = "api";

pub(super) fn call_span(operation: &Operation) -> Span {
    info_span!(
        "connect.call",
        "rpc.system" = SYSTEM,
        "rpc.service" = operation.service().name(),
        "rpc.method" = operation.name(),
        "connect.attempts" = Empty,
        "connect.pace_wait" = Empty,
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

/// Records the outcome of a call on its span and in an event for metrics.
///
/// The event's field names follow the prefixes that `tracing-opentelemetry`'s `MetricsLayer` uses for
/// counters and histograms.
pub(super) fn record_call(
    span: &Span,
    operation: &Operation,
    start: Instant,
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
                "histogram.connect.call.duration" = start.elapsed().as_secs_f64(),
                "monotonic_counter.connect.calls" = 1_u64,
                "rpc.service" = operation.service().name(),
                "rpc.method" = operation.name(),
                "error.type" = kind,
            },
            "the call is done"
        );
    });
}

/// Records the response, or the error if there is none.
fn record_outcome<B>(span: &Span, outcome: Result<&http::Response<B>, &Error>) {
    match outcome {
        Ok(response) => record_response(span, response),
        Err(error) => record_error(span, error.kind()),
    }
}

/// Records the outcome of an attempt on its span.
pub(super) fn record_attempt(span: &Span, outcome: &Result<AttemptResponse, Error>) {
    record_outcome(span, outcome.as_ref().map(|attempt| &attempt.response));
    if let Ok(AttemptResponse { error: Some(_), .. }) = outcome {
        record_error(span, API_ERROR);
    }
}

/// Records the number of attempts on the current span, which must be the call's.
pub(super) fn record_attempts(made: u32) {
    Span::current().record("connect.attempts", made);
}

/// Records how long the call waited for its pace, in seconds, on the current span, which must be the call's.
pub(super) fn record_pace_wait(wait: Duration) {
    Span::current().record("connect.pace_wait", wait.as_secs_f64());
}

/// Counts an attempt that the service throttled. `is_paced` says whether the client keeps a pace.
pub(super) fn throttled(operation: &Operation, is_paced: bool) {
    debug!(
        target: "connect_runtime::metrics",
        {
            "monotonic_counter.connect.throttled" = 1_u64,
            "rpc.service" = operation.service().name(),
            "rpc.method" = operation.name(),
            "connect.is_paced" = is_paced,
        },
        "the service throttled the request"
    );
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
