//! Whether the codes of `#[derive(ConnectError)]` are those of AWS.

use connect_model::{Service, is_same_folded, slips};
use syn::LitStr;

use super::Report;
use crate::diagnostics::{Diagnostics, Reported};

/// Codes of every AWS service, which no model lists.
const COMMON: [&str; 25] = [
    "AccessDenied",
    "AuthFailure",
    "ExpiredToken",
    "ExpiredTokenException",
    "IncompleteSignature",
    "IncompleteSignatureException",
    "InternalFailure",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "NotAuthorizedException",
    "OptInRequired",
    "RequestExpired",
    "RequestLimitExceeded",
    "RequestTimeout",
    "RequestTimeoutException",
    "SerializationException",
    "ServiceUnavailable",
    "ServiceUnavailableException",
    "SignatureDoesNotMatch",
    "SlowDown",
    "SubscriptionRequiredException",
    "ThrottledException",
    "TooManyRequestsException",
    "UnknownOperationException",
    "UnrecognizedClientException",
];

/// The codes of all services.
fn listed() -> impl Iterator<Item = &'static str> {
    let codes = Service::ALL.into_iter().flat_map(|service| service.calls().errors());
    codes.map(|error| error.code)
}

/// Whether a service of the family may answer with the code.
pub(super) fn is_known(code: &str) -> bool {
    listed().chain(COMMON).any(|known| known == code)
}

/// Checks that the code is not a slip of a code of the family.
pub(crate) fn check(code: &LitStr, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let written = code.value();
    if is_known(&written) {
        return Ok(());
    }
    let near = listed().filter_map(|known| {
        let slips = if is_same_folded(known, &written) { Some(0) } else { slips(known, &written) };
        Some((slips?, known))
    });
    let Some((_, near)) = near.min_by_key(|(slips, _)| *slips) else { return Ok(()) };
    let message = format!("no service of the family has the error code `{written}`");
    let help = format!("write `{near}`");
    let unchecked = "write `#[connect(unchecked)]` on the enum";
    let mut report = Report::new(Service::Connect, diagnostics);
    Err(report.error_of(code.span(), message, help, unchecked))
}
