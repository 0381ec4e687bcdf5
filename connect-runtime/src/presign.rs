//! Requests that are signed in their query, for another program to send.

use std::pin::pin;
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use crate::bounds::Bounds;
use crate::client::Client;
use crate::credentials::load_credentials;
use crate::error::{ConstructionError, Error, TimeoutKind};
use crate::execute::resolve;
use crate::limit::Limit;
use crate::operation::Auth;
use crate::request::Request;
use crate::sign::Signer;

/// The longest time that a signature in a query may hold
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html>).
const MAX_EXPIRES_IN: Duration = Duration::from_hours(7 * 24);

pub(crate) async fn presign(
    client: &Client,
    request: &Request,
    bounds: Bounds,
    expires_in: Duration,
) -> Result<http::Request<Bytes>, Error> {
    let operation = request.operation();
    let refuse = |reason: &str| ConstructionError::new(operation.name(), reason);
    if operation.auth() == Auth::None {
        return Err(refuse("the operation is not signed, so it cannot be presigned").into());
    }
    if expires_in < Duration::from_secs(1) || expires_in > MAX_EXPIRES_IN {
        return Err(refuse("a presigned request holds for 1 second to 7 days").into());
    }
    let mut bound = client.parts().endpoints.of(operation.service()).bind(request)?;
    let timeout = resolve(client, operation, bounds)?.timeout;
    let limit = Limit::new(operation, TimeoutKind::Operation, timeout);
    let load = pin!(load_credentials(client, operation));
    let credentials = Limit::keep(limit, load).await??;
    Signer::new(client, operation, &credentials, SystemTime::now())
        .presign(&mut bound, expires_in)
        .map_err(|source| Error::Signing { operation: operation.name(), source })?;
    Ok(bound)
}
