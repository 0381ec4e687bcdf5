//! Classifies error responses by what another attempt can do.
//!
//! The codes of throttling are those of the AWS SDKs' standard retry mode, without `LimitExceededException`. Several
//! AWS services throttle with that code. Of the services here, only Connect has it, for a limit of a resource: a
//! user, a flow or a call too many. Such a limit is still reached after a retry, which only delays the error.
//! For throttling, Connect has `ThrottlingException` and `TooManyRequestsException`.

/// What another attempt can do about an error response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A quota is full. The status may be 429, as for throttling, so the code is compared first.
    Quota,
    /// Requests came too fast. Another attempt may succeed after a longer delay.
    Throttling,
    /// The service failed. Another attempt may succeed.
    Transient,
    /// Another attempt has no reason to succeed.
    Final,
}

pub(super) const QUOTA_CODES: [&str; 2] =
    ["LimitExceededException", "ServiceQuotaExceededException"];

const THROTTLING_CODES: [&str; 13] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

const TRANSIENT_CODES: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

impl Class {
    pub(super) fn of(status: u16, code: &str) -> Self {
        if QUOTA_CODES.contains(&code) {
            Self::Quota
        } else if status == 429 || THROTTLING_CODES.contains(&code) {
            Self::Throttling
        } else if matches!(status, 500 | 502 | 503 | 504) || TRANSIENT_CODES.contains(&code) {
            Self::Transient
        } else {
            Self::Final
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_quota_comes_before_the_status() {
        for (status, code, class) in [
            (429, "429", Class::Throttling),
            (429, "NewException", Class::Throttling),
            (400, "ThrottlingException", Class::Throttling),
            (400, "TooManyRequestsException", Class::Throttling),
            (503, "SlowDown", Class::Throttling),
            (500, "InternalServiceException", Class::Transient),
            (502, "502", Class::Transient),
            (504, "504", Class::Transient),
            (400, "RequestTimeout", Class::Transient),
            (400, "RequestTimeoutException", Class::Transient),
            (429, "LimitExceededException", Class::Quota),
            (400, "LimitExceededException", Class::Quota),
            (503, "LimitExceededException", Class::Quota),
            (402, "ServiceQuotaExceededException", Class::Quota),
            (429, "ServiceQuotaExceededException", Class::Quota),
            (402, "402", Class::Final),
            (501, "501", Class::Final),
            (400, "InvalidRequestException", Class::Final),
            (403, "AccessDeniedException", Class::Final),
            (404, "ResourceNotFoundException", Class::Final),
        ] {
            assert_eq!(Class::of(status, code), class, "{status} {code}");
        }
    }
}
