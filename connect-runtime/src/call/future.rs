//! The future of a call, which the first poll of the call creates.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::{Call, OutputDecoder, Prepared, State};
use crate::attempt::UndecodedResponse;
use crate::declaration::operation::Operation;
use crate::envelope::Response;
use crate::error::{ConstructionError, Error};
use crate::pages::PageSource;
use crate::transport::BoxFuture;

pub(super) enum ResponseFuture<'a, T, E> {
    Sending {
        operation: &'static Operation,
        response: BoxFuture<'a, Result<UndecodedResponse, Error>>,
        decoder: OutputDecoder<T, E>,
    },
    /// The future of a call created by a fake.
    Fake(BoxFuture<'a, Result<T, E>>),
    /// The method of a fake that does not implement it.
    Unimplemented { operation: &'static Operation, convert_error: fn(Error) -> E },
    /// Stands in the place of a call while its future is created.
    Taken,
}

impl<T, E> Future for Call<'_, T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            match &mut self.0 {
                State::Sent(future) => {
                    return Pin::new(future).poll(context).map_ok(|response| response.value);
                }
                prepared @ State::Prepared(_) => {
                    let prepared = std::mem::replace(prepared, State::Sent(ResponseFuture::Taken));
                    self.0 = State::Sent(prepared.into_future());
                }
            }
        }
    }
}

impl<'a, T, E> State<'a, T, E> {
    pub(super) fn into_future(self) -> ResponseFuture<'a, T, E> {
        match self {
            Self::Sent(future) => future,
            Self::Prepared(Prepared { unsent, decoder, .. }) => ResponseFuture::Sending {
                operation: unsent.operation,
                response: unsent.send(decoder.read_error),
                decoder,
            },
        }
    }
}

impl<T, E> Future for ResponseFuture<'_, T, E> {
    type Output = Result<Response<T>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Sending { response, decoder, .. } => {
                Poll::Ready(decoder.finish(ready!(response.as_mut().poll(context))))
            }
            Self::Fake(future) => future.as_mut().poll(context).map_ok(Response::without_sending),
            Self::Unimplemented { operation, convert_error } => {
                let operation = operation.name();
                Poll::Ready(Err(convert_error(Error::Unimplemented { operation })))
            }
            Self::Taken => Poll::Pending,
        }
    }
}

impl<'a, T, E> ResponseFuture<'a, T, E> {
    /// Returns the operation. Returns `None` for a call created by a fake.
    pub(super) fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Sending { operation, .. } | Self::Unimplemented { operation, .. } => {
                Some(operation)
            }
            Self::Fake(_) | Self::Taken => None,
        }
    }

    /// Converts this into the only page of a call created by a fake.
    pub(super) fn into_page(self) -> PageSource<'a, T, E> {
        match self {
            Self::Unimplemented { operation, convert_error } => {
                PageSource::unimplemented(operation, convert_error)
            }
            Self::Fake(future) => PageSource::Future(future),
            Self::Taken => PageSource::End,
            Self::Sending { operation, decoder, .. } => decoder
                .refuse_pages(operation, "the call is sent; use `pages()` before it is polled"),
        }
    }
}

impl<T, E> ResponseFuture<'_, T, E> {
    /// Returns why there is no request to presign.
    pub(super) fn presign_error(&self) -> Error {
        let (name, reason) = match self {
            Self::Unimplemented { operation, .. } => {
                return Error::Unimplemented { operation: operation.name() };
            }
            Self::Sending { operation, .. } => {
                (operation.name(), "the call is sent; presign it before it is polled")
            }
            Self::Fake(_) | Self::Taken => {
                ("a fake", "a call that a fake made has no request to presign")
            }
        };
        ConstructionError::new(name, reason).into()
    }
}

impl<T, E> OutputDecoder<T, E> {
    pub(super) fn refuse_pages<'a>(
        &self,
        operation: &'static Operation,
        reason: &str,
    ) -> PageSource<'a, T, E> {
        let error = ConstructionError::new(operation.name(), reason);
        PageSource::Error { operation, error: (self.convert_error)(error.into()) }
    }

    fn finish(&self, response: Result<UndecodedResponse, Error>) -> Result<Response<T>, E> {
        let response = response.map_err(self.convert_error)?;
        match response.decode(self.decode) {
            Ok(value) => Ok(response.into_response(value)),
            Err(error) => Err((self.convert_error)(response.into_error(error))),
        }
    }
}
