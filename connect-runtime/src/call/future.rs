//! The futures of a call: of its value, and of its value with the metadata of the response.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Call, State};
use crate::envelope::Response;
use crate::error::Error;

impl<T, E> Future for Call<'_, T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            State::Real(call) => (call.poll)(&mut call.sending, context),
            State::Fake(future) => future.as_mut().poll(context),
            State::Unimplemented { operation, convert_error } => {
                let operation = operation.name();
                Poll::Ready(Err(convert_error(Error::Unimplemented { operation })))
            }
        }
    }
}

/// The future of [`Call::with_response`].
pub(super) struct WithResponse<'a, T, E>(pub(super) Call<'a, T, E>);

impl<T, E> Future for WithResponse<'_, T, E> {
    type Output = Result<Response<T>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let call = &mut self.0;
        Pin::new(&mut *call).poll(context).map_ok(|value| match &mut call.0 {
            State::Real(call) => call.sending.take_metadata().map(|()| value),
            State::Fake(_) | State::Unimplemented { .. } => Response::without_sending(value),
        })
    }
}
