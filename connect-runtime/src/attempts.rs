//! The attempts of a call: each signed anew and sent, until one is the last.

use std::pin::pin;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use bytes::Bytes;
use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};
use tracing::{Instrument, Span};
use uuid::Uuid;

use crate::bounds::Bounds;
use crate::client::Client;
use crate::clock::Reading;
use crate::credentials::{fresh_credentials, load_credentials};
use crate::error::{Error, TimeoutKind};
use crate::execute::{Answer, ReadError, Reply, complete, has_timer};
use crate::lambda;
use crate::limit::Limit;
use crate::observe;
use crate::operation::{Auth, Operation};
use crate::request::Request;
use crate::retry::{FailedAttempt, Payment};
use crate::sign::Signer;
use crate::transport::{BoxFuture, TransportError};

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");

type ResponseToCome<'a> = BoxFuture<'a, Result<http::Response<Bytes>, TransportError>>;

pub(crate) struct Attempts<'a> {
    client: &'a Client,
    request: &'a Request,
    operation: &'static Operation,
    bounds: Bounds,
    read_error: ReadError,
    /// Of the call with all its attempts.
    limit: Option<Limit>,
    sent: u32,
    /// By which the service knows the attempts of one call.
    invocation_id: Uuid,
    /// For the retry that is to be sent next.
    payment: Option<Payment<'a>>,
    /// What the last retry that was sent took from the client's budget.
    paid: Option<u32>,
    has_new_credentials: bool,
    has_new_time: bool,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(
        client: &'a Client,
        request: &'a Request,
        bounds: Bounds,
        read_error: ReadError,
    ) -> Self {
        Self {
            client,
            request,
            operation: request.operation(),
            bounds,
            read_error,
            limit: Limit::new(request.operation(), TimeoutKind::Operation, bounds.timeout),
            sent: 0,
            invocation_id: client.parts().invocations.next(),
            payment: None,
            paid: None,
            has_new_credentials: false,
            has_new_time: false,
        }
    }

    pub(crate) async fn run(&mut self) -> Result<Reply, Error> {
        self.wait(self.client.parts().retries.turn()).await?;
        let mut last = self.send().await;
        while let Some(delay) = self.next(&last) {
            self.wait(delay).await?;
            match self.send().await {
                // What came before is the better answer: the service may have acted on it.
                Err(Error::Credentials { .. } | Error::Signing { .. }) => {
                    self.sent -= 1;
                    break;
                }
                outcome => last = outcome,
            }
        }
        observe::record_attempts(self.sent);
        last.map(|answer| Reply::new(self.operation, answer, self.sent))
    }

    /// The delay before the attempt to make after the last one; none where that stands.
    fn next(&mut self, last: &Result<Answer, Error>) -> Option<Duration> {
        let retries = &self.client.parts().retries;
        let error = match last {
            Ok(Answer { error: None, .. }) => {
                retries.succeeded(self.paid);
                return None;
            }
            Err(Error::Timeout { kind: TimeoutKind::Operation, .. }) => return None,
            Ok(Answer { error: Some(error), .. }) | Err(error) => error,
        };
        // What it says of credentials and time is good to know for other calls, if not for this one.
        let remedy = last.as_ref().ok().and_then(|answer| self.remedy(answer, error));
        if self.sent >= self.bounds.max_attempts.unwrap_or(1) {
            return None;
        }
        let delay = match remedy {
            Some(reason) => {
                let delay = retries.turn();
                observe::retry(self.operation, reason, delay);
                delay
            }
            None => {
                let is_idempotent = self.bounds.is_idempotent.unwrap_or(false);
                let attempt = FailedAttempt::new(self.operation, self.sent, error, is_idempotent);
                // A retry that cannot be done in time leaves the outcome as it is.
                let planned = retries.plan(&attempt, self.limit.map(Limit::time_left))?;
                observe::retry(self.operation, planned.reason, planned.delay);
                self.payment = Some(planned.payment);
                planned.delay
            }
        };
        Some(delay)
    }

    /// What was done so that the same request may be accepted, each once; none where nothing helps. The
    /// service has not acted on a request that it refuses so.
    fn remedy(&mut self, answer: &Answer, error: &Error) -> Option<&'static str> {
        let (parts, error) = (self.client.parts(), error.api()?);
        if error.says_credentials_expired() && !self.has_new_credentials {
            self.has_new_credentials = true;
            parts.credentials.as_ref()?.forget(answer.credentials.as_ref()?);
            return Some("expired credentials");
        }
        if error.may_be_of_wrong_time() && !self.has_new_time {
            self.has_new_time = true;
            let headers = answer.response.headers();
            let seconds_ahead = answer.signed.seconds_ahead(answer.received, headers)?;
            return parts.clock.correct(answer.signed, seconds_ahead).then_some("clock skew");
        }
        None
    }

    /// Signs the request anew and sends it once.
    async fn send(&mut self) -> Result<Answer, Error> {
        self.sent += 1;
        let parts = self.client.parts();
        let credentials = match self.operation.auth() {
            Auth::SigV4 => Some(match fresh_credentials(self.client) {
                Some(credentials) => credentials,
                None => Box::pin(self.load_credentials()).await?,
            }),
            Auth::None => None,
        };
        let signed = parts.clock.reading();
        let (response, span) = self.start(credentials.as_ref(), signed)?;
        self.paid = self.payment.take().map(Payment::spend).or(self.paid);
        let received = self.receive(response).instrument(span.clone()).await;
        let answer = received.map(|response| Answer {
            error: (self.read_error)(&response)
                .map(|error| complete(error, self.operation, credentials.as_ref())),
            response,
            credentials,
            signed,
            received: SystemTime::now(),
        });
        let error = answer.as_ref().map_or_else(Some, |answer| answer.error.as_ref());
        parts.retries.record(error.is_some_and(Error::is_throttling));
        observe::record_answer(&span, &answer);
        answer
    }

    async fn load_credentials(&self) -> Result<Credentials, Error> {
        let load = pin!(load_credentials(self.client, self.operation));
        Limit::keep(self.limit, load).await?
    }

    /// The response to come, and the span of the attempt.
    fn start(
        &self,
        credentials: Option<&Credentials>,
        clock: Reading,
    ) -> Result<(ResponseToCome<'a>, Span), Error> {
        let parts = self.client.parts();
        let mut request = parts.endpoints.of(self.operation.service()).bind(self.request)?;
        self.add_client_headers(request.headers_mut());
        request.extensions_mut().insert(self.operation);
        if let Some(credentials) = credentials {
            let operation = self.operation.name();
            Signer::new(self.client, self.operation, credentials, clock.time())
                .sign(&mut request)
                .map_err(|source| Error::Signing { operation, source })?;
        }
        let span = observe::attempt_span(self.sent, request.uri());
        let response = span.in_scope(|| parts.transport.send(request));
        Ok((response, span))
    }

    /// The headers that the AWS SDKs send beside those of operation and signature
    /// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
    fn add_client_headers(&self, headers: &mut HeaderMap) {
        // Those of signature and HTTP follow.
        headers.reserve(8);
        headers.insert(USER_AGENT, self.client.parts().user_agent.clone());
        let max = self.bounds.max_attempts.unwrap_or(1);
        for (name, value) in [
            (INVOCATION_ID, self.invocation_id.to_string()),
            (REQUEST, format!("attempt={}; max={max}", self.sent)),
        ] {
            // Both are plain ASCII, so that there is no error to tell.
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
        if self.client.parts().is_lambda {
            lambda::add_trace_id(headers);
        }
    }

    /// Waits for a response as long as the attempt may take, or the call.
    async fn receive(&self, response: ResponseToCome<'_>) -> Result<http::Response<Bytes>, Error> {
        let attempt = Limit::new(self.operation, TimeoutKind::Attempt, self.bounds.attempt_timeout);
        let limit = Limit::earlier(attempt, self.limit);
        let wakes_within = self.client.parts().transport.wakes_within();
        let response = Limit::keep_woken(limit, wakes_within, pin!(response)).await?;
        let operation = self.operation.name();
        response.map_err(|source| Error::Transport { operation, source })
    }

    /// Lets a time pass, where there is a timer.
    async fn wait(&self, delay: Duration) -> Result<(), Error> {
        if delay.is_zero() || !has_timer() {
            return Ok(());
        }
        Limit::keep(self.limit, pin!(tokio::time::sleep(delay))).await
    }
}

#[cfg(test)]
mod tests;
