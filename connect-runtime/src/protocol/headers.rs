//! Reads the response headers that several modules need.

use http::{HeaderMap, HeaderName};

/// Returns the request id that the service assigned.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    const NAMES: [HeaderName; 2] =
        [HeaderName::from_static("x-amzn-requestid"), HeaderName::from_static("x-amz-request-id")];
    NAMES.iter().find_map(|name| header_text(headers, name))
}

/// Returns the value of a header, if it is visible ASCII.
pub(crate) fn header_text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
