//! The attempts of a call. Each attempt is signed and sent, until the retry rules stop.

use std::pin::pin;
use std::time::Duration;

use aws_credential_types::Credentials;
use bytes::Bytes;
use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName};
use tokio::time::Instant;
use tracing::{Instrument, Span};
use uuid::Uuid;

use super::dispatcher::Dispatcher;
use super::limits::CallLimits;
use super::repeats::Repeats;
use super::response::{AttemptResponse, ReadApiError, UndecodedResponse, complete, secrets};
use super::{invocation, lambda, observe};
use crate::declaration::operation::{Auth, Operation};
use crate::error::{ApiError, Error, TimeoutKind, TransportError};
use crate::pace::Place;
use crate::request::Request;
use crate::retry::{FailedAttempt, Payment};
use crate::time::clock::Reading;
use crate::time::deadline::{Deadline, has_timer};
use crate::transport::BoxFuture;

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");

type PendingResponse<'a> = BoxFuture<'a, Result<http::Response<Bytes>, TransportError>>;

/// The retry loop of one call.
pub(super) struct Attempts<'a> {
    dispatcher: &'a Dispatcher,
    request: &'a Request,
    operation: &'static Operation,
    limits: CallLimits,
    read_error: ReadApiError,
    /// The deadline for the call with all its attempts.
    deadline: Option<Deadline>,
    /// The number of attempts so far. A retry without credentials or signature does not count.
    made: u32,
    /// The number of attempts before the call was last repeated. To the service, a repetition is a new call.
    made_before: u32,
    repeats: Repeats,
    /// Whether a request was passed to the transport.
    has_sent: bool,
    /// Identifies all attempts of one call to the service.
    invocation_id: Uuid,
    /// The place among the calls of a paced operation.
    place: Option<Place>,
    /// How long the requests waited for the pace.
    pace_wait: Duration,
    /// The reserved payment for the next retry.
    payment: Option<Payment<'a>>,
    /// The amount that the last retry took from the client's retry budget.
    paid: Option<u32>,
    has_new_credentials: bool,
    has_new_time: bool,
}

impl<'a> Attempts<'a> {
    pub(super) fn new(
        dispatcher: &'a Dispatcher,
        request: &'a Request,
        limits: CallLimits,
        read_error: ReadApiError,
    ) -> Self {
        Self {
            dispatcher,
            request,
            operation: request.operation(),
            deadline: Deadline::new(request.operation(), TimeoutKind::Operation, limits.timeout),
            limits,
            read_error,
            made: 0,
            made_before: 0,
            repeats: Repeats::new(),
            has_sent: false,
            invocation_id: dispatcher.invocations.next(),
            place: dispatcher.pacer.as_ref().and_then(|pacer| pacer.place(request.operation())),
            pace_wait: Duration::ZERO,
            payment: None,
            paid: None,
            has_new_credentials: false,
            has_new_time: false,
        }
    }

    pub(super) async fn run(&mut self) -> Result<UndecodedResponse, Error> {
        let outcome = self.run_all().await;
        if self.place.is_some() {
            observe::record_pace_wait(self.pace_wait);
        }
        outcome
    }

    async fn run_all(&mut self) -> Result<UndecodedResponse, Error> {
        if let Some(wait) = self.too_long_wait() {
            return Err(self.out_of_pace(wait));
        }
        self.wait(self.dispatcher.retries.turn()).await?;
        // Most calls need no retry, so retries are in a box. The block ends before they are awaited, so that the future
        // of the call keeps no room for the first outcome.
        let retries = {
            let first = self.attempt().await;
            self.made = 1;
            match self.next(&first) {
                None => return self.finish(first),
                Some(delay) => Box::pin(self.retry(first, delay)),
            }
        };
        let last = retries.await;
        self.finish(last)
    }

    fn finish(&self, last: Result<AttemptResponse, Error>) -> Result<UndecodedResponse, Error> {
        observe::record_attempts(self.made);
        last.map(|response| UndecodedResponse::new(self.request, response, self.made))
    }

    /// Makes attempts until the outcome of one is final. `delay` is that before the next one.
    async fn retry(
        &mut self,
        mut last: Result<AttemptResponse, Error>,
        mut delay: Duration,
    ) -> Result<AttemptResponse, Error> {
        loop {
            self.wait(delay).await?;
            match self.attempt().await {
                // Nothing was sent. The previous outcome says more, because that attempt may have had effects.
                Err(Error::Credentials { .. } | Error::Signing { .. } | Error::Pace { .. }) => {
                    return last;
                }
                outcome => last = outcome,
            }
            self.made += 1;
            match self.next(&last) {
                Some(next) => delay = next,
                None => return last,
            }
        }
    }

    /// Whether the call may act twice if the caller repeats it.
    pub(super) fn may_act_twice(&self) -> bool {
        self.has_sent && !self.limits.is_idempotent.unwrap_or(false)
    }

    /// Returns the delay before the next attempt. Returns `None` if the last outcome is final.
    fn next(&mut self, last: &Result<AttemptResponse, Error>) -> Option<Duration> {
        let error = match last {
            Ok(AttemptResponse { error: None, .. }) => {
                self.dispatcher.retries.succeeded(self.paid);
                return None;
            }
            Err(Error::Timeout { kind: TimeoutKind::Operation, .. }) => return None,
            Ok(AttemptResponse { error: Some(error), .. }) | Err(error) => error,
        };
        // Dropping expired credentials and correcting the clock helps other calls, even if this one has no
        // attempts left.
        let remedy = last.as_ref().ok().and_then(|response| self.remedy(response, error));
        let (reason, delay) = match self.plan_retry(remedy, error) {
            Some(planned) => planned,
            None => ("retry_on", self.plan_repetition(error)?),
        };
        observe::retry(self.operation, reason, delay);
        Some(delay)
    }

    /// Plans to repeat the call, if its error is one that it waits out. The service sees a new call then.
    fn plan_repetition(&mut self, error: &Error) -> Option<Duration> {
        let delay = self.repeats.next(self.limits.repeat_on.as_ref()?, error)?;
        if self.is_too_late(delay) || self.too_long_wait().is_some() {
            return None;
        }
        let time_left = self.deadline.map(Deadline::time_left);
        let delay = delay.max(self.dispatcher.retries.turn_within(time_left)?);
        (self.made_before, self.paid) = (self.made, None);
        self.invocation_id = self.dispatcher.invocations.next();
        Some(delay)
    }

    /// Returns the reason and the delay of a retry. Returns `None`, and the outcome is final, if the rules for
    /// retries say so, or the retry would miss the deadline.
    fn plan_retry(
        &mut self,
        remedy: Option<&'static str>,
        error: &Error,
    ) -> Option<(&'static str, Duration)> {
        let retries = &self.dispatcher.retries;
        let number = self.made - self.made_before;
        if number >= self.limits.max_attempts.unwrap_or(1) || self.too_long_wait().is_some() {
            return None;
        }
        if let Some(reason) = remedy {
            return Some((reason, retries.turn()));
        }
        let is_idempotent = self.limits.is_idempotent.unwrap_or(false);
        let attempt = FailedAttempt::new(self.operation, number, error, is_idempotent);
        let planned = retries.plan(&attempt, self.deadline.map(Deadline::time_left))?;
        self.payment = Some(planned.payment);
        Some((planned.reason, planned.delay))
    }

    /// Fixes expired credentials or clock skew that made the service refuse the request, each once per call.
    ///
    /// Returns the reason for the retry, or `None` if neither applies. Such a retry is always safe, because
    /// the service did not act on the refused request.
    fn remedy(&mut self, last: &AttemptResponse, error: &Error) -> Option<&'static str> {
        let (signing, error) = (&self.dispatcher.signing, error.api()?);
        // `RequestExpired` may mean either. The time can be checked, so it comes first.
        if error.may_be_of_wrong_time()
            && !self.has_new_time
            && last.seconds_ahead.is_some_and(|ahead| signing.clock().correct(last.signed, ahead))
        {
            self.has_new_time = true;
            return Some("clock skew");
        }
        if error.says_credentials_expired() && !self.has_new_credentials {
            self.has_new_credentials = true;
            signing.forget_credentials(last.credentials.as_ref()?);
            return Some("expired credentials");
        }
        None
    }

    /// Signs the request and sends it once.
    async fn attempt(&mut self) -> Result<AttemptResponse, Error> {
        let signing = &self.dispatcher.signing;
        let (mut credentials, mut signed) = self.credentials().await?;
        if self.wait_for_turn().await? {
            // The first ones may have expired in a long line.
            (credentials, signed) = self.credentials().await?;
        }
        let number = self.made - self.made_before + 1;
        let (response, span) = self.send(number, credentials.as_ref(), signed)?;
        self.has_sent = true;
        if self.limits.repeat_on.is_some() {
            self.repeats.start();
        }
        self.paid = self.payment.take().map(Payment::spend).or(self.paid);
        let mut received = pin!(self.receive(response).instrument(span));
        let outcome = received.as_mut().await.map(|response| AttemptResponse {
            error: (self.read_error)(&response)
                .map(|error| self.complete(error, credentials.as_ref())),
            seconds_ahead: signing.clock().learn(signed, response.headers()),
            response,
            credentials,
            signed,
        });
        let error = outcome.as_ref().map_or_else(Some, |response| response.error.as_ref());
        let is_throttling = error.is_some_and(Error::is_throttling);
        self.dispatcher.retries.record(is_throttling);
        if is_throttling {
            observe::throttled(self.operation, self.place.is_some());
        }
        observe::record_attempt(received.span(), &outcome);
        outcome
    }

    fn complete(&self, error: ApiError, credentials: Option<&Credentials>) -> Error {
        complete(error, self.operation, credentials, &secrets(self.request))
    }

    /// Returns credentials, unless the operation is not signed, and the time to sign for.
    async fn credentials(&self) -> Result<(Option<Credentials>, Reading), Error> {
        let signing = &self.dispatcher.signing;
        let now = signing.clock().reading();
        if self.operation.auth() == Auth::None {
            return Ok((None, now));
        }
        if let Some(credentials) = signing.fresh_credentials(now.time()) {
            return Ok((Some(credentials), now));
        }
        let credentials = Box::pin(self.load_credentials()).await?;
        Ok((Some(credentials), signing.clock().reading()))
    }

    async fn load_credentials(&self) -> Result<Credentials, Error> {
        let load = pin!(self.dispatcher.signing.load_credentials(self.operation));
        Deadline::enforce(self.deadline, load).await?
    }

    /// Passes the signed request to the transport. Returns the pending response and the attempt's span.
    fn send(
        &self,
        number: u32,
        credentials: Option<&Credentials>,
        clock: Reading,
    ) -> Result<(PendingResponse<'a>, Span), Error> {
        let Dispatcher { signing, endpoints, transport, .. } = self.dispatcher;
        let mut request = endpoints.of(self.operation.service()).bind(self.request)?;
        request.extensions_mut().insert(self.operation);
        if let Some(credentials) = credentials {
            signing.sign(&mut request, self.operation, credentials, clock.time())?;
        }
        self.add_client_headers(number, request.headers_mut());
        let span = observe::attempt_span(number, request.uri());
        let response = span.in_scope(|| transport.send(request));
        Ok((response, span))
    }

    /// Adds the headers that the AWS SDKs send on every request
    /// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
    ///
    /// They say who asks and how often, and do not change what is asked. As in the AWS SDK for Rust, the signature
    /// leaves them out, so that hashing them costs nothing.
    fn add_client_headers(&self, number: u32, headers: &mut HeaderMap) {
        headers.insert(USER_AGENT, self.dispatcher.user_agent.clone());
        let max = self.limits.max_attempts.unwrap_or(1);
        for (name, value) in [
            (INVOCATION_ID, invocation::id_header(self.invocation_id)),
            (REQUEST, invocation::attempt_header(number, max)),
        ] {
            // Both values are visible ASCII, so they are always there.
            if let Ok(value) = value {
                headers.insert(name, value);
            }
        }
        if self.dispatcher.is_lambda {
            lambda::add_trace_id(headers);
        }
    }

    /// Waits for a response until the deadline of the attempt or of the call, whichever is earlier.
    async fn receive(&self, response: PendingResponse<'_>) -> Result<http::Response<Bytes>, Error> {
        let timeout = self.limits.attempt_timeout;
        let attempt = Deadline::new(self.operation, TimeoutKind::Attempt, timeout);
        let deadline = Deadline::earlier(attempt, self.deadline);
        let max_poll_interval = self.dispatcher.transport.max_poll_interval();
        let response =
            Deadline::enforce_polled(deadline, max_poll_interval, pin!(response)).await?;
        let operation = self.operation.name();
        response.map_err(|source| Error::Transport { operation, source })
    }

    /// Waits until the client's pace allows the request, which must be sent at once. Returns whether it had to wait.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Pace`] if the wait would pass the deadline, or older calls made it pass.
    async fn wait_for_turn(&mut self) -> Result<bool, Error> {
        let Some(place) = &self.place else { return Ok(false) };
        let turn = place.enter(self.deadline.map(Deadline::time_left));
        let turn = turn.map_err(|wait| self.out_of_pace(wait))?;
        if !turn.is_waiting() {
            return Ok(false);
        }
        let start = Instant::now();
        // It takes no room in the futures of calls that need not wait.
        let mut turn = Box::pin(turn);
        let outcome = Deadline::enforce(self.deadline, turn.as_mut()).await;
        self.pace_wait += start.elapsed();
        outcome.map(|()| true).map_err(|_| self.out_of_pace(place.wait()))
    }

    /// Returns how long the next request would wait for the pace, if that would pass the deadline.
    fn too_long_wait(&self) -> Option<Duration> {
        let wait = self.place.as_ref()?.wait();
        (!wait.is_zero() && self.is_too_late(wait)).then_some(wait)
    }

    fn is_too_late(&self, wait: Duration) -> bool {
        self.deadline.is_some_and(|deadline| wait >= deadline.time_left())
    }

    fn out_of_pace(&self, wait: Duration) -> Error {
        Error::Pace { operation: self.operation.name(), wait }
    }

    /// Sleeps for `delay`. Returns at once if the runtime has no timer.
    async fn wait(&self, delay: Duration) -> Result<(), Error> {
        if delay.is_zero() || !has_timer() {
            return Ok(());
        }
        let mut sleep = Box::pin(tokio::time::sleep(delay));
        Deadline::enforce(self.deadline, sleep.as_mut()).await
    }
}

#[cfg(test)]
mod tests;
