//! A stream of pages, fetched on demand.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::fetch::{Fetch, PageDecoder};
use crate::attempt::Dispatcher;
use crate::declaration::operation::Operation;
use crate::error::{ConstructionError, Error};
use crate::request::Request;
use crate::transport::BoxFuture;

/// An async stream of the pages of an operation, which fetches each page on demand.
///
/// [`Pages::by_page`](crate::Pages::by_page) and [`Call::pages`](crate::Call::pages) return it. The stream
/// ends after a page whose token is absent or empty, and after an error.
///
/// ```
/// use connect_runtime::{Call, ConnectClient, Result, connect_endpoint};
///
/// #[derive(serde::Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct UserPage {
///     user_summary_list: Vec<serde_json::Value>,
/// }
///
/// trait Users: ConnectClient {
///     #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>", pages)]
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
/// # use connect_runtime::{Client, Error};
/// # impl Users for Client {}
/// # use connect_runtime::{BoxFuture, Credentials, Transport, TransportError, bytes::Bytes, http};
/// # struct Memory;
/// # impl Transport for Memory {
/// #     fn send(&self, _: http::Request<Bytes>)
/// #         -> BoxFuture<'_, std::result::Result<http::Response<Bytes>, TransportError>> {
/// #         let body = r#"{"UserSummaryList":[{}]}"#;
/// #         Box::pin(std::future::ready(Ok(http::Response::new(body.into()))))
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Error> {
/// # let credentials = Credentials::new("a", "b", None, None, "docs");
/// # let builder = Client::builder().region("us-west-2").credentials(credentials);
/// # let client = builder.transport(Memory).build()?;
/// # print_counts(&client, Some("a-token")).await
/// # }
/// ```
#[must_use = "no page is fetched until it is asked for"]
pub struct PageStream<'a, P, E = Error> {
    source: PageSource<'a, P, E>,
    fetched: usize,
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
    /// repeats an earlier token, because the same pages would follow forever. A stream of
    /// [`Pages`](crate::Pages) returns an error if the list has several pages without the declared `items`,
    /// as soon as one has another list, or at the end.
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
            PageSource::Service(fetch) => fetch.token(),
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
            PageSource::Service(fetch) => Some(fetch.operation()),
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
            PageSource::Service(fetch) => fetch.request(),
            _ => None,
        }
    }

    /// Whether no page follows. Before a page is fetched, nobody knows whether it is the last.
    pub(super) fn has_ended(&self) -> bool {
        match &self.source {
            PageSource::Service(fetch) => fetch.has_ended(),
            PageSource::Iterator(pages) => pages.size_hint().1 == Some(0),
            PageSource::Future(_) | PageSource::Error { .. } => false,
            PageSource::End => true,
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
    /// Returns the source of a method that a fake does not implement.
    pub(crate) fn unimplemented(
        operation: &'static Operation,
        convert_error: fn(Error) -> E,
    ) -> Self {
        let error = Error::Unimplemented { operation: operation.name() };
        Self::Error { operation, error: convert_error(error) }
    }

    pub(crate) fn fetch(
        dispatcher: &'a Dispatcher,
        operation: &'static Operation,
        request: Result<Request, ConstructionError>,
        decoder: PageDecoder<P, E>,
    ) -> Self {
        let convert_error = decoder.convert_error;
        match Fetch::new(dispatcher, operation, request, decoder) {
            Ok(fetch) => Self::Service(Box::new(fetch)),
            Err(error) => Self::Error { operation, error: convert_error(error.into()) },
        }
    }
}

// Nothing inside is pinned structurally: futures are boxed, and pages are returned by value.
impl<P, E> Unpin for PageStream<'_, P, E> {}

impl<P, E> Stream for PageStream<'_, P, E> {
    type Item = Result<P, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.has_ended().then_some(0))
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
