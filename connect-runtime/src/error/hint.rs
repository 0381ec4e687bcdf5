//! The next step after an error response.
//!
//! The code decides, else the status. Without a hint that is surely right there is none, because a wrong
//! one sends people to the wrong place.

use super::classify::{Class, QUOTA_CODES};
use crate::declaration::operation::{Auth, Operation};
use crate::protocol::json::BYTE_ORDER_MARK;

/// The parts of an error response that decide the next step.
pub(super) struct Answer<'a> {
    pub(super) code: &'a str,
    pub(super) status: u16,
    /// Whether the body is HTML or XML.
    pub(super) is_markup: bool,
    pub(super) has_request_id: bool,
    pub(super) operation: Option<&'a Operation>,
}

const ARGUMENTS: &str = "check the arguments against the operation's reference page";
const IDENTIFIERS: &str = "check the identifiers and the region";
const THROTTLING: &str =
    "call less often, such as with `ClientBuilder::pace`, or ask AWS for a higher rate";
const QUOTA: &str = "retrying will not help while the quota is full; free a part of it, or request a higher \
                     one in the Service Quotas console";
pub(super) const INTERMEDIARY: &str = "this HTML or XML comes from a proxy or gateway; check the \
                                       endpoint URL and the proxy settings";

/// The next step after a call that may act twice if it is repeated.
pub(super) const CHECK_EFFECT: &str =
    "the call may have taken effect, so check before you repeat it";

/// The hints for codes of the Connect services, and for those that all AWS services share.
const BY_CODE: [(&[&str], &str); 26] = [
    (
        &["InvalidSignatureException", "SignatureDoesNotMatch"],
        "check the secret access key, the region and this machine's clock",
    ),
    (
        &[
            "AuthFailure",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidToken",
            "UnrecognizedClientException",
        ],
        "check the access key id and the session token",
    ),
    (&["ExpiredToken", "ExpiredTokenException"], "renew the credentials"),
    (
        &["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"],
        "check this machine's clock",
    ),
    (
        &["IncompleteSignature", "IncompleteSignatureException"],
        "check whether a proxy changes the headers of the request",
    ),
    (&["OptInRequired", "SubscriptionRequiredException"], "sign the account up for the service"),
    (
        &["UnknownOperation", "UnknownOperationException"],
        "check the HTTP method, path and `service` of the declaration",
    ),
    (&["ContactNotFoundException", "ResourceNotFoundException"], IDENTIFIERS),
    (&["UserNotFoundException"], "check that the user exists in the instance"),
    (&["ContactFlowNotPublishedException"], "publish the flow"),
    (&["OutputTypeNotFoundException"], "check which output types the contact has"),
    (&["InvalidActiveRegionException"], "call the active region of the instance"),
    (&["DestinationNotAllowedException"], "check which destinations the instance may call"),
    (&QUOTA_CODES, QUOTA),
    (&["TooManyTagsException"], "use fewer tags"),
    (&["MaximumResultReturnedException"], "narrow the request"),
    (&["DuplicateResourceException"], "choose another name, or use the existing resource"),
    // Activating, updating and deleting report it too, where no name is in conflict.
    (
        &["ResourceConflictException"],
        "check whether the resource exists already, and which state it is in",
    ),
    (&["ResourceInUseException"], "remove the references to the resource, or choose another name"),
    (&["ResourceNotReadyException"], "try again when the resource is ready"),
    (&["ContactNotTerminatedException"], "wait until the contact has ended"),
    (&["PreconditionFailedException"], "read the resource again, and change its current revision"),
    (
        &["ConflictException"],
        "check the state of the resource, which another call may have created or changed",
    ),
    (
        &["InvalidCampaignStateException", "InvalidStateException"],
        "check the state of the resource",
    ),
    (
        &[
            "InvalidContactFlowException",
            "InvalidContactFlowModuleException",
            "InvalidTestCaseException",
        ],
        "fix the problems in the content",
    ),
    (
        &[
            "BadRequestException",
            "InvalidParameterException",
            "InvalidRequestException",
            "PropertyValidationException",
            "SerializationException",
            "VALIDATION_ERROR",
            "ValidationException",
        ],
        ARGUMENTS,
    ),
];

impl Answer<'_> {
    /// Returns the next step, or `None` if code and status do not make it clear.
    pub(super) fn hint(&self) -> Option<&'static str> {
        let known = BY_CODE.iter().find(|(codes, _)| codes.contains(&self.code));
        known
            .map(|(_, hint)| *hint)
            .or_else(|| self.of_authorization())
            .or_else(|| self.of_status())
    }

    fn of_authorization(&self) -> Option<&'static str> {
        let is_unsigned = self.operation.is_some_and(|operation| operation.auth() == Auth::None);
        let (signed, unsigned) = match self.code {
            "AccessDenied"
            | "AccessDeniedException"
            | "NotAuthorized"
            | "NotAuthorizedException"
            | "UnauthorizedException"
            | "UnauthorizedOperation" => (
                "check that the IAM policies allow this operation on this resource",
                "check the token that the call carries",
            ),
            "MissingAuthenticationToken" | "MissingAuthenticationTokenException" => (
                "check the path of the declaration, and whether a proxy removes headers",
                "remove `auth = none` from the declaration, or check its path",
            ),
            _ => return None,
        };
        Some(if is_unsigned { unsigned } else { signed })
    }

    fn of_status(&self) -> Option<&'static str> {
        let has_code = self.code.parse() != Ok(self.status);
        match self.status {
            407 => Some("check the credentials for the proxy in the proxy settings"),
            300..=303 | 307 | 308 => {
                Some("the client follows no redirects; check the endpoint URL")
            }
            _ if self.is_markup && !has_code => Some(INTERMEDIARY),
            status if Class::of(status, self.code) == Class::Throttling => Some(THROTTLING),
            500 | 502..=504 => Some(self.of_failure()),
            405 => Some("check the HTTP method of the declaration"),
            413 | 414 | 431 => Some("shorten the request"),
            404 | 410 if is_not_found(self.code) => Some(IDENTIFIERS),
            _ if has_code => None,
            400 => Some(ARGUMENTS),
            401 | 403 => Some("check the credentials, and any proxy or gateway on the way"),
            404 => Some("check the identifiers, the endpoint URL and the path of the declaration"),
            _ => None,
        }
    }

    /// Returns the next step after a failure of the service, which may have acted on the call before.
    fn of_failure(&self) -> &'static str {
        let is_repeatable = self.operation.is_none_or(Operation::is_idempotent);
        match (is_repeatable, self.has_request_id) {
            (true, true) => "try again later; quote the request id to AWS support if it persists",
            (true, false) => "try again later",
            (false, true) => {
                "the call may have taken effect, so check before you repeat it; quote the request id \
                 to AWS support if it persists"
            }
            (false, false) => CHECK_EFFECT,
        }
    }
}

/// Whether a body is HTML or XML, in which no service of the family answers.
pub(super) fn is_markup(body: &[u8]) -> bool {
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    body.trim_ascii_start().starts_with(b"<")
}

/// Whether a code of a gateway says that something was not found, as in `NotFound` or `USER_NOT_FOUND`.
fn is_not_found(code: &str) -> bool {
    let mut code = code.to_ascii_lowercase();
    code.retain(|c| !['_', '-', ' '].contains(&c));
    code.ends_with("notfound") || code.ends_with("notfoundexception")
}
