//! The error for a response that does not fit the declared output.

use std::fmt;

use http::{Response, StatusCode};
use serde::de::IgnoredAny;

use super::hint::{INTERMEDIARY, is_markup};
use crate::protocol::headers::request_id;

const OUTPUT_TYPE: &str = "check the output type against the operation's reference page";

/// The error for a response that does not fit the declared output.
///
/// It shows the path of the mismatch, with member names and map keys. It never quotes a value, which may
/// be a token or personal data. A key is shown as `*` if it is longer than 64 bytes or contains
/// characters other than ASCII letters, digits, `_` and `-`.
#[derive(Debug)]
pub struct DecodeError {
    operation: Option<&'static str>,
    path: String,
    reason: String,
    status: StatusCode,
    request_id: Option<String>,
    hint: Option<&'static str>,
}

impl DecodeError {
    /// Creates the error for an [`Envelope`](crate::Envelope) that does not recognize the response.
    ///
    /// `reason` completes the sentence "the response …" and should not quote the body.
    ///
    /// ```
    /// use connect_runtime::{DecodeError, http};
    ///
    /// let response = http::Response::new(bytes::Bytes::from_static(b"[]"));
    /// let error = DecodeError::new(&response, "is not wrapped in `result`");
    /// assert!(error.to_string().contains("is not wrapped in `result`"));
    /// ```
    pub fn new<B>(response: &Response<B>, reason: impl Into<String>) -> Self {
        Self {
            operation: None,
            path: String::new(),
            reason: reason.into(),
            status: response.status(),
            request_id: request_id(response.headers()).map(str::to_owned),
            hint: Some(OUTPUT_TYPE),
        }
    }

    pub(crate) fn at_path(mut self, path: String) -> Self {
        self.path = path;
        self
    }

    /// Replaces the next step.
    pub(crate) fn with_hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Prefixes the path with the member `name`.
    pub(crate) fn in_member(mut self, name: &str) -> Self {
        let separator = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{name}{separator}{}", self.path);
        self
    }

    pub(crate) fn in_operation(mut self, operation: &'static str) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Chooses the next step by the body. Only JSON can be a matter of the output type.
    pub(crate) fn in_body(mut self, body: &[u8]) -> Self {
        if is_markup(body) {
            self.hint = Some(INTERMEDIARY);
        } else if !body.trim_ascii().is_empty()
            && serde_json::from_slice::<IgnoredAny>(body).is_err()
        {
            self.hint = None;
        }
        self
    }

    /// Returns the operation that was called, or `None` if no call returned the error.
    pub fn operation(&self) -> Option<&str> {
        self.operation
    }

    /// Returns the JSON path at which decoding stopped, such as `UserSummaryList[3].Id`.
    ///
    /// It is empty for the whole body.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the HTTP status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the request id that the service assigned.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        write!(f, "the response (status {}) ", self.status.as_u16())?;
        if !self.path.is_empty() {
            write!(f, "at `{}` ", self.path)?;
        }
        f.write_str(&self.reason)?;
        self.hint.map_or(Ok(()), |hint| write!(f, "; {hint}"))
    }
}

impl std::error::Error for DecodeError {}
