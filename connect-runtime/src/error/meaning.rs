//! What an error response says about another attempt.

use super::api::ApiError;
use super::classify::Class;

impl ApiError {
    /// Whether the service throttled the call: status 429 or one of the AWS SDKs' throttling codes.
    ///
    /// The client retries such a call after a longer delay. A full quota does not count as throttling, see
    /// [`is_quota`](Self::is_quota).
    pub fn is_throttling(&self) -> bool {
        self.class() == Class::Throttling
    }

    /// Whether a quota is full, so that retrying will not help: the code `ServiceQuotaExceededException` or
    /// `LimitExceededException`, with any status.
    ///
    /// Connect answers with `LimitExceededException` and status 429 if an account or instance has as many users,
    /// flows or active calls as it may have. The AWS SDKs count this code as throttling, because a few other
    /// services throttle with it. This client does not retry it. A [classifier](crate::Retry::classifier)
    /// changes that.
    ///
    /// ```
    /// # use connect_runtime::{ApiError, bytes::Bytes, http};
    /// for (status, code, is_quota) in [
    ///     (429, "LimitExceededException", true),
    ///     (402, "ServiceQuotaExceededException", true),
    ///     (429, "TooManyRequestsException", false),
    /// ] {
    ///     let response = http::Response::builder().status(status).header("x-amzn-errortype", code);
    ///     let error = ApiError::from_response(&response.body(Bytes::new())?);
    ///     assert_eq!((error.is_quota(), error.is_throttling()), (is_quota, !is_quota));
    /// }
    /// # Ok::<(), http::Error>(())
    /// ```
    pub fn is_quota(&self) -> bool {
        self.class() == Class::Quota
    }

    fn class(&self) -> Class {
        Class::of(self.status().as_u16(), self.code())
    }

    /// Whether the credentials have expired, so that the service did not act on the request.
    pub(crate) fn says_credentials_expired(&self) -> bool {
        matches!(self.code(), "ExpiredToken" | "ExpiredTokenException" | "RequestExpired")
    }

    /// Whether the service may have refused the request because of its signing time.
    pub(crate) fn may_be_of_wrong_time(&self) -> bool {
        const CODES: [&str; 7] = [
            "AccessDeniedException",
            "AuthFailure",
            "InvalidSignatureException",
            "RequestExpired",
            "RequestInTheFuture",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
        ];
        CODES.contains(&self.code())
    }

    /// Whether another attempt may succeed.
    ///
    /// This is true for throttling, for status 500, 502, 503 and 504, and for the codes `RequestTimeout`
    /// and `RequestTimeoutException`. It is false for a [full quota](Self::is_quota).
    pub fn is_retryable(&self) -> bool {
        matches!(self.class(), Class::Throttling | Class::Transient)
    }
}
