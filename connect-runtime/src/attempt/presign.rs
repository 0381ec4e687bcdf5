//! Presigned requests: signed in the query, for another program to send.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;

use super::dispatcher::Dispatcher;
use super::limits::CallLimits;
use crate::declaration::operation::Auth;
use crate::error::{ConstructionError, Error, TimeoutKind};
use crate::request::Request;
use crate::time::deadline::Deadline;

/// The longest validity of a signature in the query
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html>).
const MAX_EXPIRES_IN: Duration = Duration::from_hours(7 * 24);

/// Signs `request` in its query. The signature is valid for `expires_in`.
///
/// # Errors
///
/// Returns an error if the operation is not signed, `expires_in` is out of range, or the credentials cannot
/// be loaded within the call's timeout.
pub(crate) async fn presign(
    dispatcher: &Dispatcher,
    request: &Request,
    limits: CallLimits,
    expires_in: Duration,
) -> Result<http::Request<Bytes>, Error> {
    let operation = request.operation();
    let error = |reason: &str| ConstructionError::new(operation.name(), reason);
    if operation.auth() == Auth::None {
        return Err(error("the operation is not signed, so it cannot be presigned").into());
    }
    if expires_in < Duration::from_secs(1) || expires_in > MAX_EXPIRES_IN {
        return Err(error("a presigned request is valid for 1 second to 7 days").into());
    }
    let Dispatcher { signing, endpoints, .. } = dispatcher;
    let mut bound = endpoints.of(operation.service()).bind(request)?;
    let timeout = dispatcher.resolve_limits(operation, limits)?.timeout;
    let deadline = Deadline::new(operation, TimeoutKind::Operation, timeout);
    let load = pin!(signing.load_credentials(operation));
    let credentials = Deadline::enforce(deadline, load).await??;
    signing.presign(&mut bound, operation, &credentials, expires_in)?;
    Ok(bound)
}
