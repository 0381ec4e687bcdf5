//! The error that the service answers with.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Response, StatusCode};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::classify;
use crate::protocol::headers::{header_text, request_id};
use crate::protocol::json::{Members, mend, parse_object, parse_tolerantly, report_once};

/// An error response of the service.
///
/// `Debug` and `Display` show the code, message, status and request id, but never the rest of the
/// body. `Display` writes one line and truncates a long message.
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

const REDACTED: &str = "** redacted **";
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const RETRY_AFTER: HeaderName = HeaderName::from_static("x-amz-retry-after");

struct Parts {
    operation: Option<&'static str>,
    code: String,
    message: Option<String>,
    status: StatusCode,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    body: Bytes,
}

impl ApiError {
    /// Reads the error in a response by the rules of the AWS restJson1 protocol
    /// ([operation error serialization][rule]).
    ///
    /// The code comes from the header `x-amzn-errortype`, else from `code`, `Code` or `__type` in the body,
    /// without namespace and URI. Without any of these, it is the status (`"502"`). The message comes from
    /// `message`, `Message` or `errorMessage`.
    ///
    /// [rule]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
    pub fn from_response(response: &Response<Bytes>) -> Self {
        let status = response.status();
        let mended = mend(response.body());
        let text = mended.as_ref().map_or(&response.body()[..], |mended| &mended.text);
        let body: Members<'_> = parse_object(text).unwrap_or_default();
        // A code with a broken character is no code that the service declares.
        let is_whole = |code: &String| !code.contains('\u{fffd}');
        let in_body =
            |name: &&str| body.string(name).as_deref().and_then(error_code).filter(is_whole);
        let code = header_text(response.headers(), &ERROR_TYPE)
            .and_then(error_code)
            .or_else(|| ["code", "Code", "__type"].iter().find_map(in_body))
            .unwrap_or_else(|| status.as_str().to_owned());
        let message =
            ["message", "Message", "errorMessage"].iter().find_map(|name| body.string(name));
        Self::new(response, code, message)
    }

    /// Creates the error for an [`Envelope`](crate::Envelope) with its own form of code and message.
    ///
    /// Status, request id, retry delay and body come from `response`.
    pub fn new(
        response: &Response<Bytes>,
        code: impl Into<String>,
        message: Option<String>,
    ) -> Self {
        Self(Box::new(Parts {
            operation: None,
            code: code.into(),
            message,
            status: response.status(),
            request_id: request_id(response.headers()).map(str::to_owned),
            retry_after: retry_after(response.headers()),
            body: response.body().clone(),
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

    pub(crate) fn in_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Removes `secret` from the code, message and members.
    ///
    /// When a signature does not match, the service quotes the signed headers with the session token.
    pub(crate) fn redact(&mut self, secret: &str) {
        if secret.is_empty() {
            return;
        }
        let texts = std::iter::once(&mut self.0.code).chain(&mut self.0.message);
        for text in texts.filter(|text| text.contains(secret)) {
            *text = text.replace(secret, REDACTED);
        }
        // A slash may be escaped in JSON.
        for secret in [secret.to_owned(), secret.replace('/', "\\/")] {
            if memchr::memmem::find(&self.0.body, secret.as_bytes()).is_some() {
                let body = String::from_utf8_lossy(&self.0.body).replace(&secret, REDACTED);
                self.0.body = body.into();
            }
        }
    }

    /// Returns the operation that was called, or `None` if no call returned the error.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// Returns the error code, such as `ResourceNotFoundException`.
    ///
    /// It is the status in digits if the service sent no code.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// Returns the service's message.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Returns the HTTP status of the response.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Returns the request id that the service assigned, to quote to AWS support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns how long the service asks to wait before another attempt.
    ///
    /// It comes from the header `x-amz-retry-after`, in milliseconds.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
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

    /// Whether the service throttled the call: status 429 or one of the AWS SDKs' throttling codes.
    pub fn is_throttling(&self) -> bool {
        classify::is_throttling(self.0.status.as_u16(), &self.0.code)
    }

    /// Whether the credentials have expired, so that the service did not act on the request.
    pub(crate) fn says_credentials_expired(&self) -> bool {
        matches!(self.code(), "ExpiredToken" | "ExpiredTokenException" | "RequestExpired")
    }

    /// Whether the service may have refused the request because of its signing time.
    pub(crate) fn may_be_of_wrong_time(&self) -> bool {
        const CODES: [&str; 5] = [
            "AccessDeniedException",
            "AuthFailure",
            "InvalidSignatureException",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
        ];
        CODES.contains(&self.code())
    }

    /// Whether another attempt may succeed.
    ///
    /// This is true for throttling, for status 500, 502, 503 and 504, and for the codes `RequestTimeout`
    /// and `RequestTimeoutException`.
    pub fn is_retryable(&self) -> bool {
        self.is_throttling() || classify::is_transient(self.0.status.as_u16(), &self.0.code)
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.0.operation)
            .field("code", &self.0.code)
            .field("message", &self.0.message)
            .field("status", &self.0.status)
            .field("request_id", &self.0.request_id)
            .field("retry_after", &self.0.retry_after)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        write!(f, "the service answered {}", OneLine(&self.0.code))?;
        if let Some(message) = &self.0.message {
            write!(f, ": {}", OneLine(message))?;
        }
        write!(f, " (status {}", self.0.status.as_u16())?;
        if let Some(request_id) = &self.0.request_id {
            write!(f, ", request id {}", OneLine(request_id))?;
        }
        write!(f, "); {}", self.next_step())
    }
}

impl ApiError {
    fn next_step(&self) -> &'static str {
        if self.is_throttling() {
            return "call less often, or ask for a higher quota";
        }
        match (self.0.status.as_u16(), self.0.code.as_str()) {
            (_, "SignatureDoesNotMatch" | "InvalidSignatureException") => {
                "check the secret access key and this machine's clock"
            }
            (_, "UnrecognizedClientException" | "InvalidClientTokenId") => {
                "check the access key id and the session token"
            }
            (_, "ExpiredTokenException" | "ExpiredToken") => "renew the credentials",
            (401 | 403, _) => "check the credentials and their permissions for this operation",
            (404, _) => "check the identifiers and the region",
            (500..=599, _) => "try again later; quote the request id to AWS support if it persists",
            _ => "check the arguments against the operation's reference page",
        }
    }
}

impl std::error::Error for ApiError {}

/// Shows text from the service on one line: escapes control characters and truncates long text.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LIMIT: usize = 300;
        for character in self.0.chars().take(LIMIT) {
            if character.is_control() {
                write!(f, "{}", character.escape_default())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        if self.0.chars().nth(LIMIT).is_some() {
            f.write_str("…")?;
        }
        Ok(())
    }
}

/// Returns the shape name in an error code: `ThrottlingException` for
/// `aws.connect#ThrottlingException:http://…`.
fn error_code(text: &str) -> Option<String> {
    let without_uri = text.split_once(':').map_or(text, |(name, _)| name);
    let name = without_uri.split_once('#').map_or(without_uri, |(_, name)| name).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    header_text(headers, &RETRY_AFTER)?.parse().ok().map(Duration::from_millis)
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

    #[test]
    fn multi_line_messages_become_one_line() {
        let long = "x".repeat(1000);
        for (message, shown) in
            [("a\nb\u{1b}[31m", r"Code: a\nb\u{1b}[31m (status"), (&long, "x… (status")]
        {
            let text = error(message).to_string();
            assert!(text.contains(shown) && !text.contains('\n') && text.len() < 500, "{text}");
        }
    }
}
