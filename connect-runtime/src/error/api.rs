//! The error that the service answers with.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Response, StatusCode};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::explanation::Explanation;
use super::hint::{Answer, is_markup};
use super::one_line::OneLine;
use super::redact::{redact_headers, redacted, without_signatures};
use super::text::ErrorText;
use crate::declaration::operation::Operation;
use crate::protocol::headers::{header_text, request_id};
use crate::protocol::json::{Members, mend, parse_object, parse_tolerantly, report_once};

/// An error response of the service, or of a proxy or gateway in front of it.
///
/// `Debug` and `Display` show the code, message, status and request id, but not the headers. `Display` writes one
/// line, truncates a long message, and ends with the next step where the code and status make it clear.
///
/// Of the other members of the body, `Display` shows those of AWS's model that explain the error: up to ten
/// problems of a refused flow, module or test case, the properties that are wrong, the reason, the state, and the
/// type, id and name of the resource.
///
/// ```
/// use connect_runtime::{ApiError, http};
///
/// let response = http::Response::builder()
///     .status(404)
///     .header("x-amzn-errortype", "ResourceNotFoundException:http://internal/")
///     .body(bytes::Bytes::from_static(br#"{"Message": "no such instance"}"#))?;
/// let error = ApiError::from_response(&response);
/// assert_eq!(error.code(), "ResourceNotFoundException");
/// assert_eq!(error.message(), Some("no such instance"));
/// # Ok::<(), http::Error>(())
/// ```
pub struct ApiError(Box<Parts>);

const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const RETRY_AFTER: HeaderName = HeaderName::from_static("x-amz-retry-after");

struct Parts {
    operation: Option<&'static Operation>,
    code: String,
    text: Option<ErrorText>,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// Whether the body is HTML or XML, in which the service does not answer.
    is_markup: bool,
}

impl ApiError {
    /// Reads the error in a response by the rules of the AWS restJson1 protocol
    /// ([operation error serialization][rule]).
    ///
    /// The code comes from the header `x-amzn-errortype`, else from `code`, `Code` or `__type` in the body,
    /// without namespace and URI. Without any of these, it is the status (`"502"`). The message is described
    /// at [`message`](Self::message).
    ///
    /// [rule]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
    pub fn from_response(response: &Response<Bytes>) -> Self {
        let status = response.status();
        let mended = mend(response.body());
        let text = mended.as_ref().map_or(&response.body()[..], |mended| &mended.text);
        let body: Members<'_> = parse_object(text).unwrap_or_default();
        let in_body = |name: &&str| body.string(name).as_deref().and_then(error_code);
        let code = header_text(response.headers(), &ERROR_TYPE)
            .and_then(error_code)
            .or_else(|| ["code", "Code", "__type"].iter().find_map(in_body))
            .unwrap_or_else(|| status.as_str().to_owned());
        Self::new(response, code, None)
    }

    /// Creates the error for an [`Envelope`](crate::Envelope) with its own form of code and message.
    ///
    /// Status, headers and body come from `response`. Without a `message`, the error takes it from the body
    /// as well, see [`message`](Self::message).
    pub fn new(
        response: &Response<Bytes>,
        code: impl Into<String>,
        message: Option<String>,
    ) -> Self {
        let text = message.map(ErrorText::whole);
        Self::with_text(response, code.into(), text)
    }

    /// Creates the error with a text, or with that of the body.
    pub(crate) fn with_text(
        response: &Response<Bytes>,
        code: String,
        text: Option<ErrorText>,
    ) -> Self {
        Self(Box::new(Parts {
            operation: None,
            code,
            text: text.or_else(|| ErrorText::of(response.body())),
            status: response.status(),
            headers: response.headers().clone(),
            body: response.body().clone(),
            is_markup: is_markup(response.body()),
        }))
    }

    /// Replaces the JSON that [`members`](Self::members) reads.
    ///
    /// An envelope uses it if it nests the modelled members of an error below its top level.
    #[must_use]
    pub fn with_members_from(mut self, json: Bytes) -> Self {
        self.0.body = json;
        self
    }

    pub(crate) fn in_operation(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Removes `secret` from the code, message, members and headers.
    pub(crate) fn redact(&mut self, secret: &str) {
        if secret.is_empty() {
            return;
        }
        redact_headers(&mut self.0.headers, secret);
        self.replace_texts(|text| redacted(text, secret));
    }

    /// Removes signatures from the message and members, because a signature is valid for some minutes.
    pub(crate) fn redact_signatures(&mut self) {
        self.replace_texts(without_signatures);
    }

    fn replace_texts(&mut self, replace: impl Fn(&str) -> Option<String>) {
        let Parts { code, text, body, .. } = &mut *self.0;
        if let Some(replaced) = replace(code) {
            *code = replaced;
        }
        if let Some(text) = text {
            text.replace(&replace);
        }
        if let Some(replaced) = replace(&String::from_utf8_lossy(body)) {
            *body = replaced.into();
        }
    }

    /// Returns the operation that was called, or `None` if no call returned the error.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.map(Operation::name)
    }

    /// Returns the error code, such as `ResourceNotFoundException`.
    ///
    /// It is the status in digits if the service sent no code.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// Returns the service's message, or else the text of the body.
    ///
    /// The message is the string `message`, `Message` or `errorMessage`. Without one, it is the text of the
    /// member that gateways use for it, such as `error` or `detail`. If the body is not a JSON object, it is
    /// the body itself, such as a proxy's HTML. Such a text has white space collapsed and is at most 1 KiB
    /// long.
    ///
    /// ```
    /// # use connect_runtime::{ApiError, http};
    /// let body = bytes::Bytes::from_static(b"no healthy upstream\n");
    /// let response = http::Response::builder().status(503).body(body)?;
    /// assert_eq!(ApiError::from_response(&response).message(), Some("no healthy upstream"));
    /// # Ok::<(), http::Error>(())
    /// ```
    pub fn message(&self) -> Option<&str> {
        self.0.text.as_ref().map(ErrorText::as_str)
    }

    /// Returns the HTTP status of the response.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Returns the request id that the service assigned, to quote to AWS support.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.0.headers)
    }

    /// Returns the headers of the response.
    ///
    /// Some errors have members that are bound to a header. `#[derive(ConnectError)]` reads them into a field
    /// with `#[header("…")]`.
    ///
    /// ```
    /// # use connect_runtime::{ApiError, bytes::Bytes, http};
    /// let response = http::Response::builder().status(500).header("retry-after", "7");
    /// let error = ApiError::from_response(&response.body(Bytes::new())?);
    /// assert_eq!(error.headers()["retry-after"], "7");
    /// # Ok::<(), http::Error>(())
    /// ```
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Returns how long the service asks to wait before another attempt.
    ///
    /// It comes from the header `x-amz-retry-after`, in milliseconds.
    pub fn retry_after(&self) -> Option<Duration> {
        header_text(&self.0.headers, &RETRY_AFTER)?.parse().ok().map(Duration::from_millis)
    }

    /// Decodes the modelled members of this error by the rules of [`decode_json`](crate::decode_json).
    ///
    /// A body that is not a JSON object, such as a proxy's HTML or an empty one, has no members.
    ///
    /// # Errors
    ///
    /// Returns an error if the members do not fit `M`. The error may quote the body.
    ///
    /// ```
    /// # let response = connect_runtime::http::Response::builder().status(409).body(
    /// #     bytes::Bytes::from_static(br#"{"ResourceType": "CONTACT"}"#)).unwrap();
    /// # let error = connect_runtime::ApiError::from_response(&response);
    /// #[derive(serde::Deserialize)]
    /// struct InUse {
    ///     #[serde(rename = "ResourceType")]
    ///     resource_type: String,
    /// }
    ///
    /// assert_eq!(error.members::<InUse>()?.resource_type, "CONTACT");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn members<M: DeserializeOwned>(&self) -> serde_json::Result<M> {
        let mended = mend(&self.0.body);
        let text = mended.as_ref().map_or(&self.0.body[..], |mended| &mended.text);
        let is_object = parse_object::<IgnoredAny>(text).is_some();
        let members = if is_object { text } else { b"{}" };
        parse_tolerantly(members, &mut |repair| report_once(self.operation(), &repair))
            .map_err(|mismatch| mismatch.error)
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation())
            .field("code", &self.0.code)
            .field("message", &self.message())
            .field("status", &self.0.status)
            .field("request_id", &self.request_id())
            .field("retry_after", &self.retry_after())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        write!(f, "the service answered {}", OneLine(self.code()))?;
        self.write_text(f)?;
        write!(f, " (status {}", self.0.status.as_u16())?;
        if let Some(request_id) = self.request_id() {
            write!(f, ", request id {}", OneLine(request_id))?;
        }
        f.write_str(")")?;
        match self.hint() {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl ApiError {
    /// Writes the message, and the members that explain the error.
    fn write_text(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let explanation = Explanation::of(&self.0.body);
        let is_explained =
            |text: &&ErrorText| text.member().is_some_and(|member| explanation.has(member));
        // The text of a member that explains the error is written once, with its label.
        let text = self.0.text.as_ref().filter(|text| !is_explained(text));
        let Some(message) = text.map(ErrorText::as_str) else { return explanation.write(": ", f) };
        write!(f, ": {}", OneLine(message))?;
        explanation.without_message(message).write("; ", f)
    }

    fn hint(&self) -> Option<&'static str> {
        let answer = Answer {
            code: self.code(),
            status: self.0.status.as_u16(),
            is_markup: self.0.is_markup,
            has_request_id: self.request_id().is_some(),
            operation: self.0.operation,
        };
        answer.hint()
    }
}

impl std::error::Error for ApiError {}

/// Returns the shape name in an error code: `ThrottlingException` for
/// `aws.connect#ThrottlingException:http://…`.
fn error_code(text: &str) -> Option<String> {
    let without_uri = text.split_once(':').map_or(text, |(name, _)| name);
    let name = without_uri.split_once('#').map_or(without_uri, |(_, name)| name).trim();
    let is_name = !name.is_empty() && !name.contains(char::REPLACEMENT_CHARACTER);
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(message: &str) -> ApiError {
        let response = Response::builder().status(400).header("x-amz-retry-after", "1500");
        let response = response.body(Bytes::new()).unwrap();
        ApiError::new(&response, "Code", Some(message.to_owned()))
    }

    #[test]
    fn retry_after_is_in_milliseconds() {
        assert_eq!(error("m").retry_after(), Some(Duration::from_millis(1500)));
    }

    #[test]
    fn secrets_are_redacted() {
        let mut error = error("key=hunter2;token=hunter2");
        error.redact("hunter2");
        error.redact("");
        assert_eq!(error.message(), Some("key=** redacted **;token=** redacted **"));
        error.redact("Code");
        assert_eq!(error.code(), "** redacted **");
    }
}
