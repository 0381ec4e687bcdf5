//! The life-cycle of a call: from a request to the reply that is decoded.

use std::pin::pin;
use std::time::{Instant, SystemTime};

use aws_credential_types::Credentials;
use bytes::Bytes;
use tracing::Instrument;

use crate::attempts::Attempts;
use crate::bounds::Bounds;
use crate::client::Client;
use crate::clock::Reading;
use crate::error::{ApiError, ConstructionError, Error};
use crate::observe;
use crate::operation::Operation;
use crate::request::Request;
use crate::response::Response;

/// A response that is not decoded yet.
pub(crate) struct Reply {
    operation: &'static Operation,
    response: http::Response<Bytes>,
    /// None where the request was not signed.
    credentials: Option<Credentials>,
    attempts: u32,
    is_error: bool,
}

/// What one attempt brought.
pub(crate) struct Answer {
    pub(crate) response: http::Response<Bytes>,
    /// What the request was signed with.
    pub(crate) credentials: Option<Credentials>,
    /// The error that the response means, an [`Error::Api`]; none for a success.
    pub(crate) error: Option<Error>,
    /// The time that the request was signed for.
    pub(crate) signed: Reading,
    pub(crate) received: SystemTime,
}

/// Reads the error that a response means, whatever its form; none for a success.
pub(crate) type ReadError = fn(&http::Response<Bytes>) -> Option<ApiError>;

/// Sends a request and returns what came back, whatever its status.
///
/// `bounds` are those of the call; what they do not say is said by its declaration or the client. It
/// is the same code for all operations: only what is decoded from the reply is generic.
pub(crate) async fn execute(
    client: &Client,
    request: Request,
    bounds: Bounds,
    read_error: ReadError,
) -> Result<Reply, Error> {
    let operation = request.operation();
    // Futures stay where they are: they are large, and moving them would cost more than running them.
    let call = pin!(async {
        let bounds = resolve(client, operation, bounds)?;
        Attempts::new(client, &request, bounds, read_error).run().await
    });
    let span = observe::call_span(operation);
    let start = Instant::now();
    let reply = call.instrument(span.clone()).await;
    observe::record_call(&span, operation, start.elapsed(), &reply);
    reply
}

/// The bounds that hold for a call which says `bounds` itself.
pub(crate) fn resolve(
    client: &Client,
    operation: &Operation,
    bounds: Bounds,
) -> Result<Bounds, ConstructionError> {
    let wanted = bounds.or(Bounds::of_operation(operation));
    match (has_timer(), wanted.has_timeout()) {
        (true, _) if client.parts().retries.is_off() => Ok(wanted.or(client.parts().bounds).once()),
        (true, _) => Ok(wanted.or(client.parts().bounds)),
        (false, false) => Ok(Bounds::ONE_ATTEMPT),
        (false, true) => {
            let reason = "a timeout needs tokio's timer; call it on a tokio runtime";
            Err(ConstructionError::new(operation.name(), reason))
        }
    }
}

/// Completes the error of a response, without the secrets that the service quotes.
pub(crate) fn complete(
    mut error: ApiError,
    operation: &'static Operation,
    credentials: Option<&Credentials>,
) -> Error {
    if let Some(credentials) = credentials {
        error.redact(credentials.secret_access_key());
        error.redact(credentials.session_token().unwrap_or_default());
    }
    Error::Api(error.in_operation(operation.name()))
}

/// Whether the current thread belongs to a tokio runtime, whose timer is enabled but for builders
/// that leave it out on purpose.
pub(crate) fn has_timer() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

impl Reply {
    pub(crate) fn new(operation: &'static Operation, answer: Answer, attempts: u32) -> Self {
        let Answer { response, credentials, error, .. } = answer;
        Self { operation, response, credentials, attempts, is_error: error.is_some() }
    }

    /// Whether the response means an error.
    pub(crate) fn is_error(&self) -> bool {
        self.is_error
    }

    pub(crate) fn response(&self) -> &http::Response<Bytes> {
        &self.response
    }

    pub(crate) fn into_response<T>(self, value: T) -> Response<T> {
        let (parts, _) = self.response.into_parts();
        Response { value, status: parts.status, headers: parts.headers, attempts: self.attempts }
    }

    /// Completes the error of an envelope, which knows the response alone.
    pub(crate) fn into_error(self, error: Error) -> Error {
        match error {
            Error::Api(error) => complete(error, self.operation, self.credentials.as_ref()),
            Error::Decode(error) => Error::Decode(error.in_operation(self.operation.name())),
            other => other,
        }
    }
}
