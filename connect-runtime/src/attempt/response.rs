//! What an attempt brought, and what a call hands to the decoder.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use bytes::Bytes;

use crate::declaration::operation::Operation;
use crate::envelope::Response;
use crate::error::{ApiError, Error};
use crate::time::clock::Reading;

/// Reads the error that a response means, whatever its form; `None` for a success.
pub(crate) type ReadApiError = fn(&http::Response<Bytes>) -> Option<ApiError>;

/// The response to one attempt.
pub(crate) struct AttemptResponse {
    pub(crate) response: http::Response<Bytes>,
    /// The credentials that signed the request; `None` for an unsigned one.
    pub(crate) credentials: Option<Credentials>,
    /// The error that the response means, an [`Error::Api`]; `None` for a success.
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

    /// Whether the response means an error.
    pub(crate) fn is_error(&self) -> bool {
        self.is_error
    }

    pub(crate) fn response(&self) -> &http::Response<Bytes> {
        &self.response
    }

    pub(crate) fn into_response<T>(self, value: T) -> Response<T> {
        let (parts, _) = self.response.into_parts();
        Response { value, status: parts.status, headers: parts.headers, attempts: self.attempts }
    }

    /// Completes the error of an envelope, which knows nothing but the response.
    pub(crate) fn into_error(self, error: Error) -> Error {
        match error {
            Error::Api(error) => complete(error, self.operation, self.credentials.as_ref()),
            Error::Decode(error) => Error::Decode(error.in_operation(self.operation.name())),
            other => other,
        }
    }
}

/// Names the operation in the error of a response, and removes the secrets that the service quotes.
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
