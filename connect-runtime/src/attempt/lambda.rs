//! The trace id header of AWS Lambda.
//!
//! A Lambda function passes its trace id on, so that X-Ray can join the traces and Lambda can detect
//! recursive invocations.
//!
//! Rule: <https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html>, as implemented by the
//! AWS SDKs.

use std::ffi::OsString;

use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{CONTROLS, percent_encode};

const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// Whether this process is a Lambda function. This does not change while it runs.
pub(crate) fn is_lambda() -> bool {
    std::env::var_os("AWS_LAMBDA_FUNCTION_NAME").is_some_and(|name| !name.is_empty())
}

/// Adds the trace id of the current invocation.
pub(crate) fn add_trace_id(headers: &mut HeaderMap) {
    add(headers, std::env::var_os("_X_AMZN_TRACE_ID"));
}

fn add(headers: &mut HeaderMap, trace_id: Option<OsString>) {
    let Some(trace_id) = trace_id.filter(|id| !id.is_empty()) else { return };
    let encoded = percent_encode(trace_id.as_encoded_bytes(), CONTROLS).to_string();
    // Control characters are encoded, so this does not fail.
    if let Ok(value) = HeaderValue::try_from(encoded) {
        headers.insert(TRACE_ID, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trace_id_is_passed_on() {
        for (trace_id, sent) in [
            (Some("Root=1-5759e988;Sampled=1"), Some("Root=1-5759e988;Sampled=1")),
            (Some("a\nb\u{7f}é"), Some("a%0Ab%7F%C3%A9")),
            (Some(""), None),
            (None, None),
        ] {
            let mut headers = HeaderMap::new();
            add(&mut headers, trace_id.map(OsString::from));
            let header = headers.get(TRACE_ID).map(|value| value.to_str().unwrap());
            assert_eq!(header, sent);
        }
    }
}
