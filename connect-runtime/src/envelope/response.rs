//! The value of a call with the metadata of its response.

use http::{HeaderMap, StatusCode};

use crate::protocol::headers::request_id;

/// The decoded value of a call with the status and headers of its response.
///
/// [`Call::with_response`](crate::Call::with_response) returns it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The decoded output.
    pub value: T,
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers as received.
    pub headers: HeaderMap,
    /// The number of attempts; 0 for a call that was made from a value and sent nothing.
    pub attempts: u32,
}

impl<T> Response<T> {
    /// Returns the request id that the service assigned, to quote to AWS support.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Applies `function` to the value and keeps the metadata.
    pub fn map<U>(self, function: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: function(self.value),
            status: self.status,
            headers: self.headers,
            attempts: self.attempts,
        }
    }

    pub(crate) fn without_sending(value: T) -> Self {
        Self { value, status: StatusCode::OK, headers: HeaderMap::new(), attempts: 0 }
    }
}
