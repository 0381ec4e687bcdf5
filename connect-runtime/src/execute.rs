//! The life-cycle of a call: request, signed, attempt, response.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;
use bytes::Bytes;
use http::header::USER_AGENT;
use tokio::time::Instant;

use crate::client::Client;
use crate::error::Error;
use crate::operation::{Auth, Operation};
use crate::request::Request;
use crate::response::Response;
use crate::retry::{DEFAULT_MAX_ATTEMPTS, Reason, random};
use crate::sign::sign_request;

/// A response that is not decoded yet.
pub(crate) struct Reply {
    operation: &'static Operation,
    response: http::Response<Bytes>,
    /// None where the request was not signed.
    credentials: Option<Credentials>,
    attempts: u32,
}

/// Sends a request and returns what came back, whatever its status.
///
/// It is the same code for all operations: only what is decoded from the reply is generic.
pub(crate) async fn execute(client: &Client, request: Request) -> Result<Reply, Error> {
    let operation = request.operation();
    match operation.timeout() {
        None => call(client, &request).await,
        Some(after) => tokio::time::timeout(after, call(client, &request))
            .await
            .unwrap_or(Err(Error::Timeout { operation: operation.name(), after })),
    }
}

async fn call(client: &Client, request: &Request) -> Result<Reply, Error> {
    let operation = request.operation();
    let budget = &client.parts().retry_budget;
    let deadline = operation.timeout().and_then(|timeout| Instant::now().checked_add(timeout));
    let max_attempts = operation.max_attempts().unwrap_or(DEFAULT_MAX_ATTEMPTS);
    let (mut attempts, mut paid) = (1, None);
    loop {
        let credentials = match operation.auth() {
            Auth::SigV4 => Some(load_credentials(client, operation).await?),
            Auth::None => None,
        };
        let outcome = attempt(client, request, credentials.as_ref()).await;
        let delay = match Reason::of(&outcome, operation) {
            Some(reason) if attempts < max_attempts => {
                let delay = reason.delay(attempts, random());
                // A retry that cannot be done in time, or is not paid for, leaves the error as it is.
                let is_in_time = deadline.is_none_or(|deadline| Instant::now() + delay < deadline);
                paid = if is_in_time { budget.pay(reason) } else { None };
                paid.map(|_| delay)
            }
            Some(_) => None,
            None => {
                if outcome.is_ok() {
                    budget.give_back(paid);
                }
                None
            }
        };
        match delay {
            Some(delay) => tokio::time::sleep(delay).await,
            None => {
                return outcome.map(|response| Reply {
                    operation,
                    response,
                    credentials,
                    attempts,
                });
            }
        }
        attempts += 1;
    }
}

async fn load_credentials(client: &Client, operation: &Operation) -> Result<Credentials, Error> {
    let provided = match &client.parts().credentials {
        Some(provider) => provider.provide_credentials().await,
        None => Err(CredentialsError::not_loaded("the client was built without credentials")),
    };
    provided.map_err(|source| Error::Credentials { operation: operation.name(), source })
}

async fn attempt(
    client: &Client,
    request: &Request,
    credentials: Option<&Credentials>,
) -> Result<http::Response<Bytes>, Error> {
    let parts = client.parts();
    let operation = request.operation().name();
    let service = request.operation().service();
    let mut bound = parts.endpoints.of(service).bind(request)?;
    bound.headers_mut().insert(USER_AGENT, parts.user_agent.clone());
    if let Some(credentials) = credentials {
        let now = SystemTime::now();
        sign_request(&mut bound, credentials, &parts.region, service.signing_name(), now)
            .map_err(|source| Error::Signing { operation, source })?;
    }
    parts.transport.send(bound).await.map_err(|source| Error::Transport { operation, source })
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
