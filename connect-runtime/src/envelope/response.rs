//! What a call returns beside its value.

use http::{HeaderMap, StatusCode};

use crate::protocol::headers::request_id;

/// The decoded value of a call and the response that carried it.
///
/// Made by [`Call::with_response`](crate::Call::with_response).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The decoded output.
    pub value: T,
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers as received.
    pub headers: HeaderMap,
    /// How often the request was sent; 0 for a call that was made from a value, without sending.
    pub attempts: u32,
}

impl<T> Response<T> {
    /// The id that the service gave the request, to quote to AWS support.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Applies `function` to the value and keeps the rest.
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
