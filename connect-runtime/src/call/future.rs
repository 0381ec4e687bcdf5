//! The future of a call.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::Steps;
use crate::error::Error;
use crate::execute::Reply;
use crate::response::Response;
use crate::transport::BoxFuture;

/// The future of a [`Call`](super::Call).
#[must_use = "a call is not sent until it is awaited"]
pub struct CallFuture<'a, T, E = Error> {
    pub(super) response: ResponseFuture<'a, T, E>,
}

pub(super) enum ResponseFuture<'a, T, E> {
    Sending { reply: BoxFuture<'a, Result<Reply, Error>>, decode: Steps<T, E> },
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
            Self::Sending { reply, decode } => {
                Poll::Ready(decode.finish(ready!(reply.as_mut().poll(context))))
            }
            Self::Future(future) => future.as_mut().poll(context).map_ok(Response::without_sending),
        }
    }
}

impl<T, E> Steps<T, E> {
    fn finish(&self, reply: Result<Reply, Error>) -> Result<Response<T>, E> {
        let reply = reply.map_err(self.convert)?;
        match (self.decode)(reply.response()) {
            Ok(value) => Ok(reply.into_response(value)),
            Err(error) => Err((self.convert)(reply.into_error(error))),
        }
    }
}

impl<T, E> fmt::Debug for CallFuture<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}
