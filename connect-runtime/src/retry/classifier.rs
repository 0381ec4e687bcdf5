//! Decides whether to retry a failed attempt.

use crate::declaration::operation::Operation;
use crate::error::{Error, TransportErrorKind};

/// Whether to retry a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryDecision {
    /// Does not retry. The call returns the error of the attempt.
    Stop,
    /// Retries with the delay of a transient failure: up to 50 ms, doubled with each further attempt.
    Transient,
    /// Retries with the delay of throttling: up to 1 s, doubled with each further attempt.
    Throttling,
}

/// A failed attempt of a call.
#[derive(Debug)]
pub struct FailedAttempt<'a> {
    operation: &'static Operation,
    number: u32,
    error: &'a Error,
    is_idempotent: bool,
}

impl<'a> FailedAttempt<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        number: u32,
        error: &'a Error,
        is_idempotent: bool,
    ) -> Self {
        Self { operation, number, error, is_idempotent }
    }

    /// Returns the operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the number of the attempt, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns the error that the call ends with if it is not retried.
    pub fn error(&self) -> &Error {
        self.error
    }

    /// Whether sending the call twice has the same effect as sending it once.
    ///
    /// This follows from [`Operation::is_idempotent`] or
    /// [`Call::assume_idempotent`](crate::Call::assume_idempotent).
    pub fn is_idempotent(&self) -> bool {
        self.is_idempotent
    }

    /// Whether the service may have acted on the request although no response arrived.
    ///
    /// This is true if the connection broke, a read, attempt or operation timeout passed, or a layer around
    /// the transport gave up the request.
    pub fn may_have_arrived(&self) -> bool {
        use TransportErrorKind::{Interrupted, Middleware, ReadTimeout};
        match self.error {
            Error::Transport { source, .. } => {
                matches!(source.kind(), Interrupted | ReadTimeout(_) | Middleware)
            }
            Error::Timeout { .. } => true,
            _ => false,
        }
    }

    /// Returns the decision of the AWS SDKs' standard mode, except for a [full quota](Error::is_quota).
    ///
    /// It retries an error that [is retryable](Error::is_retryable), unless the request
    /// [may have arrived](Self::may_have_arrived) and is not [idempotent](Self::is_idempotent).
    pub fn standard_decision(&self) -> RetryDecision {
        if !self.error.is_retryable() || self.may_have_arrived() && !self.is_idempotent {
            RetryDecision::Stop
        } else if self.error.is_throttling() {
            RetryDecision::Throttling
        } else {
            RetryDecision::Transient
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use http::{Method, Response};

    use super::*;
    use crate::error::{ApiError, TransportError};

    static OPERATION: Operation = Operation::new("Name", Method::PUT, "/");

    fn answer(status: u16, code: &str) -> Error {
        let response = Response::builder().status(status).header("x-amzn-errortype", code);
        Error::Api(ApiError::from_response(&response.body(Bytes::new()).unwrap()))
    }

    fn failure(kind: TransportErrorKind) -> Error {
        let source = TransportError::new(kind, &"http://127.0.0.1/".parse().unwrap(), None);
        Error::Transport { operation: "Name", source }
    }

    #[test]
    fn the_standard_decision_depends_on_error_and_idempotency() {
        use RetryDecision::{Stop, Throttling, Transient};
        use TransportErrorKind::{
            Connect, ConnectTimeout, Interrupted, NoRuntime, NotSent, ReadTimeout, Tls,
        };
        let second = Duration::from_secs(1);
        // the decision for an idempotent call, and for another
        for (error, idempotent, other) in [
            (answer(400, "ValidationException"), Stop, Stop),
            (answer(402, "ServiceQuotaExceededException"), Stop, Stop),
            (answer(429, "LimitExceededException"), Stop, Stop),
            (answer(429, ""), Throttling, Throttling),
            (answer(400, "ThrottlingException:http://x/"), Throttling, Throttling),
            (answer(500, "InternalServiceException"), Transient, Transient),
            (answer(501, ""), Stop, Stop),
            (answer(503, ""), Transient, Transient),
            (failure(Connect), Transient, Transient),
            (failure(ConnectTimeout(second)), Transient, Transient),
            (failure(NotSent), Transient, Transient),
            (failure(NoRuntime), Stop, Stop),
            (failure(Tls), Stop, Stop),
            (failure(ReadTimeout(second)), Transient, Stop),
            (failure(Interrupted), Transient, Stop),
        ] {
            let decision = |is_idempotent| {
                FailedAttempt::new(&OPERATION, 1, &error, is_idempotent).standard_decision()
            };
            assert_eq!((decision(true), decision(false)), (idempotent, other), "{error:?}");
        }
    }
}
