//! Where the calls of a run come from: a closure over the items of an iterator or of a list.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::transport::BoxFuture;

type Call<'a, T, E> = BoxFuture<'a, Result<T, E>>;

/// The calls that a run has not started yet.
pub(super) trait Source<'a, T, E>: Send {
    /// Returns the next call, or the error of a page. Returns `None` at the end.
    fn poll_call(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Call<'a, T, E>, E>>>;

    /// Returns the number of calls left, if it is known.
    fn left(&self) -> Option<usize>;
}

/// A closure over an iterator.
pub(super) struct Items<I, F> {
    pub(super) items: I,
    pub(super) call: F,
}

impl<'a, T, E, I, F, C> Source<'a, T, E> for Items<I, F>
where
    I: Iterator + Send,
    F: FnMut(I::Item) -> C + Send,
    C: Future<Output = Result<T, E>> + Send + 'a,
{
    fn poll_call(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Call<'a, T, E>, E>>> {
        let call = self.items.next().map(&mut self.call);
        Poll::Ready(call.map(|call| Ok(Box::pin(call) as Call<'a, T, E>)))
    }

    fn left(&self) -> Option<usize> {
        exact(self.items.size_hint())
    }
}

/// A closure over a list that is fetched on demand.
pub(super) struct Listed<S, F> {
    pub(super) pages: Pin<Box<S>>,
    pub(super) call: F,
}

impl<'a, A, T, E, S, F, C> Source<'a, T, E> for Listed<S, F>
where
    S: Stream<Item = Result<A, E>> + Send,
    F: FnMut(A) -> C + Send,
    C: Future<Output = Result<T, E>> + Send + 'a,
{
    fn poll_call(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Call<'a, T, E>, E>>> {
        let item = ready!(self.pages.as_mut().poll_next(context));
        Poll::Ready(item.map(|item| item.map(|item| Box::pin((self.call)(item)) as Call<'a, T, E>)))
    }

    fn left(&self) -> Option<usize> {
        exact(self.pages.size_hint())
    }
}

fn exact((least, most): (usize, Option<usize>)) -> Option<usize> {
    most.filter(|most| *most == least)
}
