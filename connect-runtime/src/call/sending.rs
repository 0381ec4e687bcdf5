//! The part of a call that is not generic, so that all operations share its compiled code.

use std::fmt;
use std::future::ready;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;

use crate::attempt::{CallLimits, Dispatcher, ReadApiError, UndecodedResponse, execute, presign};
use crate::client::Client;
use crate::declaration::operation::Operation;
use crate::envelope::Response;
use crate::error::{ConstructionError, Error};
use crate::request::{Request, RequestBuilder};
use crate::transport::BoxFuture;

/// Decodes a response and keeps the output.
pub(crate) trait DecodeResponse {
    fn decode(&mut self, response: &http::Response<Bytes>) -> Result<(), Error>;
}

/// A call of a client, from its request to its response.
pub(crate) struct Sending<'a> {
    pub(super) operation: &'static Operation,
    pub(super) stage: Stage<'a>,
}

pub(super) enum Stage<'a> {
    Unsent(UnsentCall<'a>),
    Sent {
        future: BoxFuture<'a, Result<UndecodedResponse, Error>>,
        /// The response without its body, or the error of the call.
        received: Option<Result<UndecodedResponse, Error>>,
    },
    /// Stands in the place of a call while its future is created.
    Taken,
}

pub(super) struct UnsentCall<'a> {
    pub(super) dispatcher: &'a Dispatcher,
    pub(super) request: Result<Request, ConstructionError>,
    pub(super) limits: CallLimits,
    pub(super) read_error: ReadApiError,
}

impl<'a> Sending<'a> {
    // Inlined, it would be in the code of each operation.
    #[inline(never)]
    pub(super) fn new(
        client: &'a Client,
        request: RequestBuilder,
        read_error: ReadApiError,
    ) -> Self {
        let operation = request.operation();
        let stage = Stage::Unsent(UnsentCall {
            dispatcher: client.dispatcher(),
            request: request.finish(),
            limits: CallLimits::default(),
            read_error,
        });
        Self { operation, stage }
    }

    /// Sends the call if it is not sent yet, and decodes its response into `output`. Returns whether it is decoded.
    ///
    /// The error stays here until it is [taken](Self::take_error). It is large, and to return it would be code in
    /// every function that polls.
    pub(crate) fn poll_decoded(
        &mut self,
        context: &mut Context<'_>,
        output: &mut dyn DecodeResponse,
    ) -> Poll<bool> {
        if let unsent @ Stage::Unsent(_) = &mut self.stage {
            let unsent = std::mem::replace(unsent, Stage::Taken);
            self.stage = unsent.send();
        }
        let Stage::Sent { future, received } = &mut self.stage else { return Poll::Pending };
        let outcome = ready!(future.as_mut().poll(context));
        let outcome = received.insert(outcome.and_then(|response| decode(response, output)));
        Poll::Ready(outcome.is_ok())
    }

    /// Returns the error of a call that is not decoded.
    #[cold]
    pub(crate) fn take_error(&mut self) -> Error {
        match self.take_received() {
            Some(Err(error)) => error,
            _ => ConstructionError::new(self.operation.name(), "the envelope returned no output")
                .into(),
        }
    }

    /// Returns the status, headers and number of attempts of the response.
    pub(super) fn take_metadata(&mut self) -> Response<()> {
        match self.take_received() {
            Some(Ok(response)) => response.into_metadata(),
            _ => Response::without_sending(()),
        }
    }

    fn take_received(&mut self) -> Option<Result<UndecodedResponse, Error>> {
        match &mut self.stage {
            Stage::Sent { received, .. } => received.take(),
            Stage::Unsent(_) | Stage::Taken => None,
        }
    }

    pub(super) fn change_request(
        &mut self,
        change: impl FnOnce(Request) -> Result<Request, ConstructionError>,
    ) {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Taken) {
            Stage::Unsent(mut unsent) => {
                unsent.request = unsent.request.and_then(change);
                Stage::Unsent(unsent)
            }
            sent => sent,
        };
    }

    pub(super) async fn presign(self, expires_in: Duration) -> Result<http::Request<Bytes>, Error> {
        let Stage::Unsent(unsent) = self.stage else {
            let reason = "the call is sent; presign it before it is polled";
            return Err(ConstructionError::new(self.operation.name(), reason).into());
        };
        presign(unsent.dispatcher, &unsent.request?, unsent.limits, expires_in).await
    }

    /// Adds the fields of a call to its `Debug` text.
    pub(super) fn show(&self, shown: &mut fmt::DebugStruct<'_, '_>) {
        match &self.stage {
            Stage::Unsent(unsent) => {
                shown.field("operation", self.operation).field("request", &unsent.request);
            }
            Stage::Sent { .. } | Stage::Taken => {
                shown.field("operation", &Some(self.operation));
            }
        }
    }

    /// Returns the unsigned request. Returns `None` if an argument cannot be encoded, or the call is sent.
    pub(super) fn request(&self) -> Option<&Request> {
        match &self.stage {
            Stage::Unsent(unsent) => unsent.request.as_ref().ok(),
            Stage::Sent { .. } | Stage::Taken => None,
        }
    }
}

impl Stage<'_> {
    fn send(self) -> Self {
        let Self::Unsent(unsent) = self else { return self };
        let UnsentCall { dispatcher, request, limits, read_error } = unsent;
        let future: BoxFuture<'_, _> = match request {
            Ok(request) => Box::pin(execute(dispatcher, request, limits, read_error)),
            Err(error) => Box::pin(ready(Err(error.into()))),
        };
        Self::Sent { future, received: None }
    }
}

/// Decodes a response into `output`, and returns the rest of it.
fn decode(
    mut response: UndecodedResponse,
    output: &mut dyn DecodeResponse,
) -> Result<UndecodedResponse, Error> {
    match response.decode(|response| output.decode(response)) {
        Ok(()) => {
            response.drop_body();
            Ok(response)
        }
        Err(error) => Err(response.complete_error(error)),
    }
}
