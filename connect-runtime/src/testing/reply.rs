//! Builds responses in the forms of the service.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

/// The form of responses from the built-in routes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseForm {
    /// The output itself, as the live service sends it.
    #[default]
    Bare,
    /// The output or error inside `{"success": …}`, as AWS's reference page documents it.
    Wrapped,
}

/// Returns a JSON response, for [`LocalConnect::route`](super::LocalConnect::route).
///
/// ```
/// use connect_runtime::http::StatusCode;
/// use connect_runtime::testing::json_response;
///
/// let response = json_response(StatusCode::OK, &serde_json::json!({"UserId": "a"}));
/// assert_eq!(response.body(), r#"{"UserId":"a"}"#);
/// ```
pub fn json_response(status: StatusCode, json: &Value) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(json.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Returns an error response in the bare form: the code in the header `x-amzn-errortype`, the message in the
/// body.
///
/// If `code` is not a valid header value, the response has no such header.
///
/// ```
/// use connect_runtime::ApiError;
/// use connect_runtime::http::StatusCode;
/// use connect_runtime::testing::error_response;
///
/// let response = error_response(StatusCode::CONFLICT, "ResourceConflictException", "busy");
/// assert_eq!(ApiError::from_response(&response).code(), "ResourceConflictException");
/// ```
pub fn error_response(status: StatusCode, code: &str, message: &str) -> Response<Bytes> {
    let mut response = json_response(status, &json!({ "Message": message }));
    // The service appends a URI to the code, which clients remove.
    if let Ok(value) = HeaderValue::from_str(&format!("{code}:http://internal.amazon.com/coral/")) {
        response.headers_mut().insert("x-amzn-errortype", value);
    }
    response
}

impl ResponseForm {
    pub(super) fn output(self, output: &Value) -> Response<Bytes> {
        match self {
            Self::Bare => json_response(StatusCode::OK, output),
            Self::Wrapped => {
                json_response(StatusCode::OK, &json!({ "success": true, "data": output }))
            }
        }
    }

    pub(super) fn error(self, status: StatusCode, code: &str, message: &str) -> Response<Bytes> {
        match self {
            Self::Bare => error_response(status, code, message),
            Self::Wrapped => {
                let error = json!({ "code": code, "message": message });
                json_response(status, &json!({ "success": false, "error": error }))
            }
        }
    }
}
