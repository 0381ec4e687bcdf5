//! The life-cycle of a call: request, signed, attempt, response.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;
use bytes::Bytes;
use http::header::USER_AGENT;
use tokio::time::Instant;

use crate::client::Client;
use crate::error::{ApiError, ConstructionError, Error};
use crate::operation::{Auth, Operation};
use crate::request::Request;
use crate::response::Response;
use crate::retry::{Reason, random};
use crate::sign::sign_request;

/// A response that is not decoded yet.
pub(crate) struct Reply {
    operation: &'static Operation,
    response: http::Response<Bytes>,
    /// None where the request was not signed.
    credentials: Option<Credentials>,
    attempts: u32,
}

/// Reads the error that a response means, whatever its form; none for a success.
pub(crate) type ReadError = fn(&http::Response<Bytes>) -> Option<ApiError>;

/// Sends a request and returns what came back, whatever its status.
///
/// It is the same code for all operations: only what is decoded from the reply is generic.
pub(crate) async fn execute(
    client: &Client,
    request: Request,
    read_error: ReadError,
) -> Result<Reply, Error> {
    let operation = request.operation();
    let Some(after) = operation.timeout() else {
        return call(client, &request, read_error).await;
    };
    if !has_timer() {
        let reason = "the declared `timeout` needs tokio's timer; call it on a tokio runtime";
        return Err(ConstructionError::new(operation.name(), reason).into());
    }
    tokio::time::timeout(after, call(client, &request, read_error))
        .await
        .unwrap_or(Err(Error::Timeout { operation: operation.name(), after }))
}

/// Whether the current thread belongs to a tokio runtime, whose timer is enabled but for builders
/// that leave it out on purpose.
fn has_timer() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

async fn call(client: &Client, request: &Request, read_error: ReadError) -> Result<Reply, Error> {
    let operation = request.operation();
    let parts = client.parts();
    let deadline = operation.timeout().and_then(|timeout| Instant::now().checked_add(timeout));
    let max_attempts = operation.max_attempts().unwrap_or(parts.max_attempts);
    let (mut attempts, mut paid) = (1, None);
    let mut last = attempt(client, request).await;
    loop {
        let outcome = last.as_ref().map(|(response, _)| read_error(response));
        if let Ok(None) = outcome {
            parts.retry_budget.give_back(paid);
        }
        let reason =
            Reason::of(outcome.as_ref().map(Option::as_ref).map_err(|error| *error), operation);
        let Some(reason) = reason.filter(|_| attempts < max_attempts && has_timer()) else { break };
        let delay = reason.delay(attempts, random());
        // A retry that cannot be done in time leaves the outcome as it is.
        if deadline.is_some_and(|deadline| Instant::now() + delay >= deadline) {
            break;
        }
        paid = parts.retry_budget.pay(reason);
        if paid.is_none() {
            break;
        }
        tokio::time::sleep(delay).await;
        match attempt(client, request).await {
            // What came before is the better answer: the service may have acted on it.
            Err(Error::Credentials { .. } | Error::Signing { .. }) => break,
            outcome => last = outcome,
        }
        attempts += 1;
    }
    last.map(|(response, credentials)| Reply { operation, response, credentials, attempts })
}

/// Signs the request anew and sends it once; the response and what it was signed with.
async fn attempt(
    client: &Client,
    request: &Request,
) -> Result<(http::Response<Bytes>, Option<Credentials>), Error> {
    let parts = client.parts();
    let operation = request.operation();
    let service = operation.service();
    let mut bound = parts.endpoints.of(service).bind(request)?;
    bound.headers_mut().insert(USER_AGENT, parts.user_agent.clone());
    let credentials = match operation.auth() {
        Auth::SigV4 => Some(load_credentials(client, operation).await?),
        Auth::None => None,
    };
    if let Some(credentials) = &credentials {
        let now = SystemTime::now();
        sign_request(&mut bound, credentials, &parts.region, service.signing_name(), now)
            .map_err(|source| Error::Signing { operation: operation.name(), source })?;
    }
    let response = parts.transport.send(bound).await;
    let response =
        response.map_err(|source| Error::Transport { operation: operation.name(), source })?;
    Ok((response, credentials))
}

async fn load_credentials(client: &Client, operation: &Operation) -> Result<Credentials, Error> {
    let provided = match &client.parts().credentials {
        Some(provider) => provider.provide_credentials().await,
        None => Err(CredentialsError::not_loaded("the client was built without credentials")),
    };
    provided.map_err(|source| Error::Credentials { operation: operation.name(), source })
}

impl Reply {
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
            Error::Api(mut error) => {
                if let Some(credentials) = &self.credentials {
                    error.redact(credentials.secret_access_key());
                    error.redact(credentials.session_token().unwrap_or_default());
                }
                Error::Api(error.in_operation(self.operation.name()))
            }
            Error::Decode(error) => Error::Decode(error.in_operation(self.operation.name())),
            other => other,
        }
    }
}
