//! The life-cycle of a call: request, signed, attempt, response.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use bytes::Bytes;
use http::header::USER_AGENT;

use crate::client::Client;
use crate::error::Error;
use crate::operation::Operation;
use crate::request::Request;
use crate::response::Response;
use crate::sign::sign_request;

/// A response that is not decoded yet.
pub(crate) struct Reply {
    operation: &'static Operation,
    response: http::Response<Bytes>,
    credentials: Credentials,
    attempts: u32,
}

/// Sends a request and returns what came back, whatever its status.
///
/// It is the same code for all operations: only what is decoded from the reply is generic.
pub(crate) async fn execute(client: &Client, request: Request) -> Result<Reply, Error> {
    let operation = request.operation();
    let parts = client.parts();
    let credentials = parts
        .credentials
        .provide_credentials()
        .await
        .map_err(|source| Error::Credentials { operation: operation.name(), source })?;
    let response = attempt(client, &request, &credentials).await?;
    Ok(Reply { operation, response, credentials, attempts: 1 })
}

async fn attempt(
    client: &Client,
    request: &Request,
    credentials: &Credentials,
) -> Result<http::Response<Bytes>, Error> {
    let parts = client.parts();
    let operation = request.operation().name();
    let mut signed = parts.endpoint.bind(request)?;
    signed.headers_mut().insert(USER_AGENT, parts.user_agent.clone());
    sign_request(
        &mut signed,
        credentials,
        &parts.region,
        parts.service.signing_name,
        SystemTime::now(),
    )
    .map_err(|source| Error::Signing { operation, source })?;
    parts.transport.send(signed).await.map_err(|source| Error::Transport { operation, source })
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
                error.redact(self.credentials.secret_access_key());
                error.redact(self.credentials.session_token().unwrap_or_default());
                Error::Api(error.in_operation(self.operation.name()))
            }
            Error::Decode(error) => Error::Decode(error.in_operation(self.operation.name())),
            other => other,
        }
    }
}
