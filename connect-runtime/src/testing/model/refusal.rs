//! The error code and status with which an operation refuses, by the model.

use connect_model::{Operation, Service};
use http::StatusCode;

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::testing) enum Reason {
    /// The input breaks the model.
    Invalid,
    /// The input keeps to the model, and the service still cannot act on it.
    WrongRequest,
    /// A thing that the request names does not exist.
    NotFound,
    /// The contact that the request names does not exist.
    NoContact,
    /// The user that the credentials belong to does not exist.
    NoUser,
    /// There is a thing with this name already.
    Duplicate,
    /// Requests come too fast.
    Throttled,
    /// There are as many things as the quota allows.
    QuotaFull,
}

/// A refusal as the service sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::testing) struct Refused {
    pub(in crate::testing) status: StatusCode,
    pub(in crate::testing) code: &'static str,
    pub(in crate::testing) message: String,
}

impl Reason {
    /// Returns the codes for the reason, the preferred ones first. The last one is for an operation whose
    /// model has none.
    const fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Invalid => &[
                "InvalidParameterException",
                "InvalidRequestException",
                "BadRequestException",
                "ValidationException",
            ],
            Self::WrongRequest => &["InvalidRequestException", "ValidationException"],
            Self::NotFound => &["ResourceNotFoundException"],
            Self::NoContact => &["ContactNotFoundException", "ResourceNotFoundException"],
            Self::NoUser => &["UserNotFoundException"],
            Self::Duplicate => &[
                "DuplicateResourceException",
                "ResourceConflictException",
                "ConflictException",
                "InvalidRequestException",
                "BadRequestException",
                "InvalidParameterException",
                "DuplicateResourceException",
            ],
            Self::Throttled => &["TooManyRequestsException", "ThrottlingException"],
            Self::QuotaFull => &["LimitExceededException", "ServiceQuotaExceededException"],
        }
    }

    const fn default_status(self) -> StatusCode {
        match self {
            Self::Invalid | Self::WrongRequest => StatusCode::BAD_REQUEST,
            Self::NotFound | Self::NoContact | Self::NoUser => StatusCode::NOT_FOUND,
            Self::Duplicate => StatusCode::CONFLICT,
            Self::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Self::QuotaFull => StatusCode::PAYMENT_REQUIRED,
        }
    }
}

impl Refused {
    /// Refuses with the code that the operation has for the reason.
    pub(in crate::testing) fn new(
        reason: Reason,
        service: Service,
        operation: &Operation<'static>,
        message: String,
    ) -> Self {
        let codes = reason.codes();
        let listed = codes.iter().find(|code| operation.errors().any(|listed| listed == **code));
        let code = listed.or_else(|| codes.last()).copied().unwrap_or("ValidationException");
        let status = service.shapes().error(code).and_then(|shape| shape.error());
        let status = status.and_then(|error| StatusCode::from_u16(error.status).ok());
        Self { status: status.unwrap_or_else(|| reason.default_status()), code, message }
    }
}
