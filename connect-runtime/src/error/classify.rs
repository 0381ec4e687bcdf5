//! Classifies error responses as throttling or transient.
//!
//! The codes are those of the AWS SDKs' standard retry mode.

const THROTTLING_CODES: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
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

pub(super) fn is_throttling(status: u16, code: &str) -> bool {
    status == 429 || THROTTLING_CODES.contains(&code)
}

pub(super) fn is_transient(status: u16, code: &str) -> bool {
    matches!(status, 500 | 502 | 503 | 504) || TRANSIENT_CODES.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_classified_as_in_the_aws_sdks() {
        // status, code, throttling, transient
        let cases = [
            (429, "429", true, false),
            (400, "ThrottlingException", true, false),
            (400, "TooManyRequestsException", true, false),
            (503, "SlowDown", true, true),
            (500, "InternalServiceException", false, true),
            (502, "502", false, true),
            (504, "504", false, true),
            (400, "RequestTimeout", false, true),
            (400, "RequestTimeoutException", false, true),
            (501, "501", false, false),
            (400, "InvalidRequestException", false, false),
            (402, "ServiceQuotaExceededException", false, false),
            (403, "AccessDeniedException", false, false),
            (404, "ResourceNotFoundException", false, false),
        ];
        for (status, code, throttling, transient) in cases {
            assert_eq!(is_throttling(status, code), throttling, "{status} {code}");
            assert_eq!(is_transient(status, code), transient, "{status} {code}");
        }
    }
}
