//! Fetches the pages of a stream from the service.

use std::hash::{BuildHasher, RandomState};
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::names::NameCheck;
use super::page::DecodedPage;
use crate::attempt::{CallLimits, Dispatcher, ReadApiError, UndecodedResponse, execute};
use crate::declaration::operation::{Operation, Paging};
use crate::error::{ConstructionError, DecodeError, Error};
use crate::request::Request;
use crate::transport::BoxFuture;

const CHECK_ITEMS: &str = "check `items` in `pages(…)` of the declaration";

/// Decodes a page and the token of the next page.
pub(crate) type DecodePage<P> =
    fn(&http::Response<Bytes>, &Paging) -> Result<DecodedPage<P>, Error>;

/// Decodes responses into the declared page and error types.
pub(crate) struct PageDecoder<P, E> {
    pub(crate) decode: DecodePage<P>,
    pub(crate) read_error: ReadApiError,
    pub(crate) convert_error: fn(Error) -> E,
    pub(crate) limits: CallLimits,
}

/// Fetches pages from the service.
pub(crate) struct Fetch<'a, P, E> {
    dispatcher: &'a Dispatcher,
    operation: &'static Operation,
    paging: &'static Paging,
    next: Next,
    token: Option<String>,
    pending: Option<BoxFuture<'a, Result<UndecodedResponse, Error>>>,
    /// Hashes of the tokens so far. A repeated token would start an endless loop. To search a list of them costs
    /// little beside the request of a page, and a set would be compiled for each endpoint with pages.
    seen_tokens: Vec<u64>,
    hasher: RandomState,
    names: NameCheck,
    decoder: PageDecoder<P, E>,
}

/// The next step of the stream.
enum Next {
    Request(Request),
    /// Report that the service repeated a token.
    RepeatedToken,
    End,
}

impl<'a, P, E> Fetch<'a, P, E> {
    /// Prepares the request of the first page.
    ///
    /// # Errors
    ///
    /// Returns an error if an argument cannot be encoded, or the request has no place for a token.
    pub(super) fn new(
        dispatcher: &'a Dispatcher,
        operation: &'static Operation,
        request: Result<Request, ConstructionError>,
        decoder: PageDecoder<P, E>,
    ) -> Result<Self, ConstructionError> {
        let (paging, request) = with_place_for_token(operation, request)?;
        let (mut seen_tokens, hasher) = (Vec::new(), RandomState::new());
        let token = request.page_token(paging.request_token());
        seen_tokens.extend(token.as_ref().map(|token| hasher.hash_one(token)));
        Ok(Self {
            dispatcher,
            operation,
            paging,
            next: Next::Request(request),
            token,
            pending: None,
            seen_tokens,
            hasher,
            names: NameCheck::default(),
            decoder,
        })
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the token of the next page, or of the page that failed.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Returns the request of the next page.
    pub(super) fn request(&self) -> Option<&Request> {
        match &self.next {
            Next::Request(request) => Some(request),
            Next::RepeatedToken | Next::End => None,
        }
    }

    /// Whether no page is left to fetch: the last one is fetched, or an error ended the stream.
    pub(super) fn has_ended(&self) -> bool {
        matches!(self.next, Next::End)
    }

    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P, E>>> {
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None => match std::mem::replace(&mut self.next, Next::End) {
                Next::Request(request) => {
                    let pending = Box::pin(execute(
                        self.dispatcher,
                        request.clone(),
                        self.decoder.limits.clone(),
                        self.decoder.read_error,
                    ));
                    self.next = Next::Request(request);
                    self.pending.insert(pending)
                }
                Next::RepeatedToken => {
                    let error = Error::Paging { operation: self.operation.name() };
                    return Poll::Ready(Some(Err((self.decoder.convert_error)(error))));
                }
                Next::End => return Poll::Ready(None),
            },
        };
        let response = ready!(pending.as_mut().poll(context));
        self.pending = None;
        let page = response.and_then(|response| self.read(&response));
        if page.is_err() {
            self.next = Next::End;
        }
        Poll::Ready(Some(page.map_err(self.decoder.convert_error)))
    }

    /// Decodes a page and prepares the request of the next one.
    fn read(&mut self, response: &UndecodedResponse) -> Result<P, Error> {
        let page = response
            .decode(|response| (self.decoder.decode)(response, self.paging))
            .and_then(|page| self.check_names(response.response(), page));
        let DecodedPage { page, token, .. } = match page {
            Ok(page) => page,
            Err(error) => return Err(response.complete_error(error)),
        };
        let is_repeated = token.as_ref().is_some_and(|token| self.is_repeated(token));
        self.next = match (&self.next, &token) {
            (Next::Request(_), Some(_)) if is_repeated => Next::RepeatedToken,
            (Next::Request(request), Some(token)) => {
                Next::Request(request.with_page_token(self.paging.request_token(), token)?)
            }
            _ => Next::End,
        };
        self.token = token;
        Ok(page)
    }

    /// Remembers a token. Returns whether the service sent it before.
    fn is_repeated(&mut self, token: &str) -> bool {
        let hash = self.hasher.hash_one(token);
        let is_repeated = self.seen_tokens.contains(&hash);
        self.seen_tokens.push(hash);
        is_repeated
    }

    /// Rejects a page whose items are lost, because the declaration gives them another name.
    fn check_names(
        &mut self,
        response: &http::Response<Bytes>,
        page: DecodedPage<P>,
    ) -> Result<DecodedPage<P>, Error> {
        let has_next = page.token.is_some();
        match self.names.check(self.operation, self.paging, &page.names, has_next) {
            Some(reason) if page.is_items => {
                Err(DecodeError::new(response, reason).with_hint(CHECK_ITEMS).into())
            }
            _ => Ok(page),
        }
    }
}

/// Checks, before anything is sent, that the token of another page can be put into the request.
fn with_place_for_token(
    operation: &'static Operation,
    request: Result<Request, ConstructionError>,
) -> Result<(&'static Paging, Request), ConstructionError> {
    let request = request?;
    let paging = operation.paging().ok_or_else(|| {
        ConstructionError::new(operation.name(), "the declaration has no `pages(…)`")
    })?;
    request.with_page_token(paging.request_token(), "token")?;
    Ok((paging, request))
}
