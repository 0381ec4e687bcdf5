//! The responses of an attempt and of a call, before they are decoded.

use aws_credential_types::Credentials;
use bytes::Bytes;
use http::HeaderValue;

use crate::declaration::operation::Operation;
use crate::envelope::Response;
use crate::error::{ApiError, Error};
use crate::protocol::json::in_operation;
use crate::request::Request;
use crate::time::clock::Reading;

/// Reads the error from a response, in whatever form its envelope has. Returns `None` for a success.
pub(crate) type ReadApiError = fn(&http::Response<Bytes>) -> Option<ApiError>;

/// The response to one attempt.
pub(crate) struct AttemptResponse {
    pub(crate) response: http::Response<Bytes>,
    /// The credentials that signed the request; `None` for an unsigned one.
    pub(crate) credentials: Option<Credentials>,
    /// The [`Error::Api`] that the response contains; `None` for a success.
    pub(crate) error: Option<Error>,
    /// The time that the request was signed for.
    pub(crate) signed: Reading,
    /// How far the service's time is ahead of the machine's, in seconds, if the response tells.
    pub(crate) seconds_ahead: Option<i64>,
}

/// The response to the last attempt of a call, not decoded yet.
pub(crate) struct UndecodedResponse {
    operation: &'static Operation,
    response: http::Response<Bytes>,
    /// The credentials that signed the request; `None` for an unsigned one.
    credentials: Option<Credentials>,
    attempts: u32,
    is_error: bool,
    /// The secret headers of the call, if the response is an error that may quote them.
    secrets: Vec<HeaderValue>,
}

impl UndecodedResponse {
    pub(crate) fn new(request: &Request, last: AttemptResponse, attempts: u32) -> Self {
        let AttemptResponse { response, credentials, error, .. } = last;
        let is_error = error.is_some();
        let secrets = if is_error { secrets(request) } else { Vec::new() };
        Self { operation: request.operation(), response, credentials, attempts, is_error, secrets }
    }

    /// Whether the response is an error response.
    pub(crate) fn is_error(&self) -> bool {
        self.is_error
    }

    pub(crate) fn response(&self) -> &http::Response<Bytes> {
        &self.response
    }

    /// Decodes the response with `decode`. Events about it name the operation.
    pub(crate) fn decode<R>(&self, decode: impl FnOnce(&http::Response<Bytes>) -> R) -> R {
        in_operation(self.operation.name(), || decode(&self.response))
    }

    /// Drops the body, which is decoded.
    pub(crate) fn drop_body(&mut self) {
        *self.response.body_mut() = Bytes::new();
    }

    /// Returns the response with `()` in the place of its value.
    pub(crate) fn into_metadata(self) -> Response<()> {
        let (parts, _) = self.response.into_parts();
        Response {
            value: (),
            status: parts.status,
            headers: parts.headers,
            attempts: self.attempts,
        }
    }

    /// Completes an error of an envelope, which sees only the response and not the call.
    pub(crate) fn complete_error(&self, error: Error) -> Error {
        match error {
            Error::Api(error) => {
                complete(error, self.operation, self.credentials.as_ref(), &self.secrets)
            }
            Error::Decode(error) => Error::Decode(
                error.in_operation(self.operation.name()).in_body(self.response.body()),
            ),
            other => other,
        }
    }
}

/// Adds the operation to an API error, and redacts the secrets that the response may quote.
pub(super) fn complete(
    mut error: ApiError,
    operation: &'static Operation,
    credentials: Option<&Credentials>,
    secrets: &[HeaderValue],
) -> Error {
    if let Some(credentials) = credentials {
        error.redact(credentials.secret_access_key());
        error.redact(credentials.session_token().unwrap_or_default());
        error.redact_signatures();
    }
    for secret in secrets.iter().filter_map(|secret| secret.to_str().ok()) {
        error.redact(secret);
    }
    Error::Api(error.in_operation(operation))
}

/// Returns the headers of a request that authenticate it.
pub(super) fn secrets(request: &Request) -> Vec<HeaderValue> {
    const NAMES: [&str; 3] = ["cookie", "x-amz-bearer", "x-api-key"];
    /// A shorter value is no secret, and would match in unrelated text.
    const MIN_LENGTH: usize = 8;
    let values = NAMES.iter().filter_map(|name| request.headers().get(*name));
    values.filter(|value| value.len() >= MIN_LENGTH).cloned().collect()
}
