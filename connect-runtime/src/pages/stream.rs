//! A stream of pages, fetched on demand.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::attempt::{CallLimits, Dispatcher, ReadApiError, UndecodedResponse, execute};
use crate::declaration::operation::{Operation, Paging};
use crate::error::{ConstructionError, Error};
use crate::request::Request;
use crate::transport::BoxFuture;

/// An async stream of the pages of an operation, which fetches each page on demand.
///
/// [`Pages::by_page`](crate::Pages::by_page) and [`Call::pages`](crate::Call::pages) return it. The stream
/// ends after a page whose token is absent or empty, and after an error.
///
/// ```no_run
/// use connect_runtime::{Call, ConnectClient, Result, connect_endpoint};
///
/// #[derive(serde::Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct UserPage {
///     user_summary_list: Vec<serde_json::Value>,
///     approximate_total_count: Option<u64>,
/// }
///
/// trait Users: ConnectClient {
///     #[connect_endpoint(
///         GET "/users-summary/<InstanceId>?<nextToken>",
///         pages(token = "NextToken", items = "UserSummaryList"),
///     )]
///     fn list_users(&self, instance_id: &str, next_token: Option<&str>) -> Call<'_, UserPage>;
/// }
///
/// async fn print_counts(api: &impl Users, resume_at: Option<&str>) -> Result<()> {
///     let mut pages = api.list_users("an-instance", resume_at).pages();
///     while let Some(page) = pages.next().await {
///         println!("{} users, then {:?}", page?.user_summary_list.len(), pages.next_token());
///     }
///     Ok(())
/// }
/// ```
#[must_use = "no page is fetched until it is asked for"]
pub struct PageStream<'a, P, E = Error> {
    source: PageSource<'a, P, E>,
    fetched: usize,
}

/// Decodes a page and the token of the next page.
pub(crate) type DecodePage<P> =
    fn(&http::Response<Bytes>, &Paging) -> Result<(P, Option<String>), Error>;

/// Decodes responses into the declared page and error types.
pub(crate) struct PageDecoder<P, E> {
    pub(crate) decode: DecodePage<P>,
    pub(crate) read_error: ReadApiError,
    pub(crate) convert_error: fn(Error) -> E,
    pub(crate) limits: CallLimits,
}

pub(crate) enum PageSource<'a, P, E> {
    Service(Box<Fetch<'a, P, E>>),
    /// Pages created by a fake.
    Iterator(Box<dyn Iterator<Item = Result<P, E>> + Send + 'a>),
    /// One page, from a call created by a fake.
    Future(BoxFuture<'a, Result<P, E>>),
    /// An error that occurred before anything was sent.
    Error {
        operation: &'static Operation,
        error: E,
    },
    End,
}

/// Fetches pages from the service.
pub(crate) struct Fetch<'a, P, E> {
    dispatcher: &'a Dispatcher,
    operation: &'static Operation,
    paging: &'static Paging,
    next: Next,
    token: Option<String>,
    pending: Option<BoxFuture<'a, Result<UndecodedResponse, Error>>>,
    /// Hashes of the tokens so far. A repeated token would start an endless loop.
    seen_tokens: HashSet<u64>,
    hasher: RandomState,
    decoder: PageDecoder<P, E>,
}

/// The next step of the stream.
enum Next {
    Request(Request),
    /// Report that the service repeated a token.
    RepeatedToken,
    End,
}

impl<'a, P, E> PageStream<'a, P, E> {
    pub(crate) fn new(source: PageSource<'a, P, E>) -> Self {
        Self { source, fetched: 0 }
    }

    /// Creates a stream from existing pages, for fakes.
    pub fn from_pages(pages: impl IntoIterator<Item = Result<P, E>, IntoIter: Send + 'a>) -> Self {
        Self::new(PageSource::Iterator(Box::new(pages.into_iter())))
    }

    /// Returns the next page, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Returns an error if the page cannot be fetched or decoded. Also returns an error after a page that
    /// repeats an earlier token, because the same pages would follow forever.
    ///
    /// The stream ends after an error. [`next_token`](Self::next_token) is then the token of the failed
    /// page.
    pub async fn next(&mut self) -> Option<Result<P, E>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Collects the remaining pages, at most `limit`.
    ///
    /// # Errors
    ///
    /// Returns the first error. The pages before it are lost; use [`next`](Self::next) to keep them.
    pub async fn collect_at_most(mut self, limit: usize) -> Result<Vec<P>, E> {
        let mut pages = Vec::new();
        while pages.len() < limit {
            match self.next().await {
                Some(page) => pages.push(page?),
                None => break,
            }
        }
        Ok(pages)
    }

    /// Returns the token of the next page, or of the page that failed. Returns `None` at the start and at
    /// the end of the list.
    ///
    /// To resume later, make the call again with this token.
    pub fn next_token(&self) -> Option<&str> {
        match &self.source {
            PageSource::Service(fetch) => fetch.token.as_deref(),
            _ => None,
        }
    }

    /// Returns the number of pages fetched so far.
    pub fn pages_fetched(&self) -> usize {
        self.fetched
    }

    /// Returns the operation. Returns `None` for a stream created by a fake.
    pub fn operation(&self) -> Option<&'static Operation> {
        match &self.source {
            PageSource::Service(fetch) => Some(fetch.operation),
            PageSource::Error { operation, .. } => Some(operation),
            _ => None,
        }
    }

    /// Returns the unsigned request for the next page. Returns `None` at the end, if an argument cannot be
    /// encoded, and for a stream created by a fake.
    ///
    /// See [`Call::request`](crate::Call::request) for an example.
    pub fn request(&self) -> Option<&Request> {
        match &self.source {
            PageSource::Service(fetch) => match &fetch.next {
                Next::Request(request) => Some(request),
                Next::RepeatedToken | Next::End => None,
            },
            _ => None,
        }
    }

    pub(crate) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P, E>>> {
        let page = match &mut self.source {
            PageSource::Service(fetch) => ready!(fetch.poll_page(context)),
            PageSource::Iterator(pages) => {
                let page = pages.next();
                if !matches!(page, Some(Ok(_))) {
                    self.source = PageSource::End;
                }
                page
            }
            PageSource::Future(page) => {
                let page = ready!(page.as_mut().poll(context));
                self.source = PageSource::End;
                Some(page)
            }
            PageSource::Error { .. } => {
                match std::mem::replace(&mut self.source, PageSource::End) {
                    PageSource::Error { error, .. } => Some(Err(error)),
                    _ => None,
                }
            }
            PageSource::End => None,
        };
        self.fetched += usize::from(matches!(page, Some(Ok(_))));
        Poll::Ready(page)
    }
}

impl<'a, P, E> PageSource<'a, P, E> {
    pub(crate) fn fetch(
        dispatcher: &'a Dispatcher,
        operation: &'static Operation,
        request: Result<Request, ConstructionError>,
        decoder: PageDecoder<P, E>,
    ) -> Self {
        let (paging, request) = match with_place_for_token(operation, request) {
            Ok(parts) => parts,
            Err(error) => {
                return Self::Error { operation, error: (decoder.convert_error)(error.into()) };
            }
        };
        let (mut seen_tokens, hasher) = (HashSet::new(), RandomState::new());
        let token = request.page_token(paging.request_token());
        seen_tokens.extend(token.as_ref().map(|token| hasher.hash_one(token)));
        Self::Service(Box::new(Fetch {
            dispatcher,
            operation,
            paging,
            next: Next::Request(request),
            token,
            pending: None,
            seen_tokens,
            hasher,
            decoder,
        }))
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

impl<P, E> Fetch<'_, P, E> {
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P, E>>> {
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None => match std::mem::replace(&mut self.next, Next::End) {
                Next::Request(request) => {
                    let pending = Box::pin(execute(
                        self.dispatcher,
                        request.clone(),
                        self.decoder.limits,
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
        let page = response.and_then(|response| self.read(response));
        if page.is_err() {
            self.next = Next::End;
        }
        Poll::Ready(Some(page.map_err(self.decoder.convert_error)))
    }

    /// Decodes a page and prepares the request of the next one.
    fn read(&mut self, response: UndecodedResponse) -> Result<P, Error> {
        let (page, token) =
            match response.decode(|response| (self.decoder.decode)(response, self.paging)) {
                Ok(page) => page,
                Err(error) => return Err(response.into_error(error)),
            };
        self.next = match (&self.next, &token) {
            (Next::Request(_), Some(token))
                if !self.seen_tokens.insert(self.hasher.hash_one(token)) =>
            {
                Next::RepeatedToken
            }
            (Next::Request(request), Some(token)) => {
                Next::Request(request.with_page_token(self.paging.request_token(), token)?)
            }
            _ => Next::End,
        };
        self.token = token;
        Ok(page)
    }
}

// Nothing inside is pinned structurally: futures are boxed, and pages are returned by value.
impl<P, E> Unpin for PageStream<'_, P, E> {}

impl<P, E> Stream for PageStream<'_, P, E> {
    type Item = Result<P, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<P, E> fmt::Debug for PageStream<'_, P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream")
            .field("request", &self.request())
            .field("pages_fetched", &self.fetched)
            .finish_non_exhaustive()
    }
}
