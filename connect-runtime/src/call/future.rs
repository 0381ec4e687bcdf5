//! The future that sends a call.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::OutputDecoder;
use crate::attempt::UndecodedResponse;
use crate::envelope::Response;
use crate::error::Error;
use crate::transport::BoxFuture;

/// The future that sends a [`Call`](super::Call). Returned by its `IntoFuture` implementation.
#[must_use = "a call is not sent until it is awaited"]
pub struct CallFuture<'a, T, E = Error> {
    pub(super) response: ResponseFuture<'a, T, E>,
}

pub(super) enum ResponseFuture<'a, T, E> {
    Sending {
        response: BoxFuture<'a, Result<UndecodedResponse, Error>>,
        decoder: OutputDecoder<T, E>,
    },
    Future(BoxFuture<'a, Result<T, E>>),
}

impl<T, E> Future for CallFuture<'_, T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.response).poll(context).map_ok(|response| response.value)
    }
}

impl<T, E> Future for ResponseFuture<'_, T, E> {
    type Output = Result<Response<T>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Sending { response, decoder } => {
                Poll::Ready(decoder.finish(ready!(response.as_mut().poll(context))))
            }
            Self::Future(future) => future.as_mut().poll(context).map_ok(Response::without_sending),
        }
    }
}

impl<T, E> OutputDecoder<T, E> {
    fn finish(&self, response: Result<UndecodedResponse, Error>) -> Result<Response<T>, E> {
        let response = response.map_err(self.convert_error)?;
        match response.decode(self.decode) {
            Ok(value) => Ok(response.into_response(value)),
            Err(error) => Err((self.convert_error)(response.into_error(error))),
        }
    }
}

impl<T, E> fmt::Debug for CallFuture<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}
