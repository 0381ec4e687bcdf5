//! The responses of an attempt and of a call, before they are decoded.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use bytes::Bytes;

use crate::declaration::operation::Operation;
use crate::envelope::Response;
use crate::error::{ApiError, Error};
use crate::protocol::json::in_operation;
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
    pub(crate) received: SystemTime,
}

/// The response to the last attempt of a call, not decoded yet.
pub(crate) struct UndecodedResponse {
    operation: &'static Operation,
    response: http::Response<Bytes>,
    /// The credentials that signed the request; `None` for an unsigned one.
    credentials: Option<Credentials>,
    attempts: u32,
    is_error: bool,
}

impl UndecodedResponse {
    pub(crate) fn new(operation: &'static Operation, last: AttemptResponse, attempts: u32) -> Self {
        let AttemptResponse { response, credentials, error, .. } = last;
        Self { operation, response, credentials, attempts, is_error: error.is_some() }
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

    pub(crate) fn into_response<T>(self, value: T) -> Response<T> {
        let (parts, _) = self.response.into_parts();
        Response { value, status: parts.status, headers: parts.headers, attempts: self.attempts }
    }

    /// Completes an error of an envelope, which sees only the response and not the call.
    pub(crate) fn into_error(self, error: Error) -> Error {
        match error {
            Error::Api(error) => complete(error, self.operation, self.credentials.as_ref()),
            Error::Decode(error) => Error::Decode(error.in_operation(self.operation.name())),
            other => other,
        }
    }
}

/// Adds the operation name to an API error, and redacts the secrets that the service may quote in it.
pub(super) fn complete(
    mut error: ApiError,
    operation: &'static Operation,
    credentials: Option<&Credentials>,
) -> Error {
    if let Some(credentials) = credentials {
        error.redact(credentials.secret_access_key());
        error.redact(credentials.session_token().unwrap_or_default());
    }
    Error::Api(error.in_operation(operation.name()))
}
