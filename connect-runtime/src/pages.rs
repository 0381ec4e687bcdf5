//! Streams over paged operations, which fetch pages on demand.

mod decode;
mod fetch;
mod names;
mod one_pass;
mod page;
mod stream;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

pub(crate) use self::decode::{decode_items, decode_output};
pub(crate) use self::fetch::{DecodePage, PageDecoder};
pub(crate) use self::stream::PageSource;
pub use self::stream::PageStream;
use crate::declaration::operation::Operation;
use crate::error::Error;
use crate::request::Request;

/// An async stream of the items of a paged operation, which fetches pages on demand.
///
/// This is the return type of endpoints with `pages`. The stream fetches a page when its first item is
/// polled. It ends after a page whose token is absent or empty, and after an error.
///
/// `Pages` implements [`Stream`], so the extension traits of the `futures` crates apply.
/// [`next`](Self::next) and [`collect_at_most`](Self::collect_at_most) work without them.
///
/// ```
/// use connect_runtime::{Client, ConnectClient, Error, Pages, connect_endpoint};
///
/// #[derive(serde::Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct UserSummary {
///     id: String,
///     username: String,
/// }
///
/// trait Users: ConnectClient {
///     #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>&<maxResults>", pages)]
///     fn list_users(
///         &self,
///         instance_id: &str,
///         next_token: Option<&str>,
///         max_results: Option<u32>,
///     ) -> Pages<'_, UserSummary>;
/// }
/// impl Users for Client {}
///
/// # use connect_runtime::{BoxFuture, Credentials, Transport, TransportError, bytes::Bytes, http};
/// # struct Memory;
/// # impl Transport for Memory {
/// #     fn send(&self, _: http::Request<Bytes>)
/// #         -> BoxFuture<'_, std::result::Result<http::Response<Bytes>, TransportError>> {
/// #         let body = r#"{"UserSummaryList":[{"Id":"1","Username":"jane"}]}"#;
/// #         Box::pin(std::future::ready(Ok(http::Response::new(body.into()))))
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Error> {
/// # let credentials = Credentials::new("a", "b", None, None, "docs");
/// # let builder = Client::builder().region("us-west-2").credentials(credentials);
/// # let client = builder.transport(Memory).build()?;
/// let mut users = client.list_users("an-instance", None, Some(100));
/// while let Some(user) = users.next().await {
///     let user = user?;
///     println!("{} {}", user.id, user.username);
/// }
/// assert_eq!(users.pages_fetched(), 1);
/// # Ok(())
/// # }
/// ```
#[must_use = "no page is fetched until an item is asked for"]
pub struct Pages<'a, Item, E = Error> {
    pages: PageStream<'a, Vec<Item>, E>,
    items: std::vec::IntoIter<Item>,
}

impl<'a, Item, E> Pages<'a, Item, E> {
    pub(crate) fn new(pages: PageStream<'a, Vec<Item>, E>) -> Self {
        Self { pages, items: Vec::new().into_iter() }
    }

    /// Creates a stream from existing pages, for fakes.
    ///
    /// ```
    /// use connect_runtime::Pages;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), connect_runtime::Error> {
    /// let pages: Pages<'_, u8> = Pages::from_pages([Ok(vec![1, 2]), Ok(vec![3])]);
    /// assert_eq!(pages.collect_at_most(10).await?, [1, 2, 3]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_pages(
        pages: impl IntoIterator<Item = Result<Vec<Item>, E>, IntoIter: Send + 'a>,
    ) -> Self {
        Self::new(PageStream::from_pages(pages))
    }

    /// Returns the next item, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Returns an error if the page of the item cannot be fetched, see [`PageStream::next`].
    pub async fn next(&mut self) -> Option<Result<Item, E>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Collects the remaining items, at most `limit`, and fetches no more pages than that takes.
    ///
    /// # Errors
    ///
    /// Returns the first error. The items before it are lost; use [`next`](Self::next) to keep them.
    pub async fn collect_at_most(mut self, limit: usize) -> Result<Vec<Item>, E> {
        let mut items = Vec::new();
        while items.len() < limit {
            match self.next().await {
                Some(item) => items.push(item?),
                None => break,
            }
        }
        Ok(items)
    }

    /// Converts this into a stream of pages. Unread items of the current page are skipped.
    pub fn by_page(self) -> PageStream<'a, Vec<Item>, E> {
        self.pages
    }

    /// Returns the token of the page after the current item's page, see [`PageStream::next_token`].
    pub fn next_token(&self) -> Option<&str> {
        self.pages.next_token()
    }

    /// Returns the number of pages fetched so far.
    pub fn pages_fetched(&self) -> usize {
        self.pages.pages_fetched()
    }

    /// Returns the operation. Returns `None` for a stream created by a fake.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.pages.operation()
    }

    /// Returns the unsigned request for the next page, see [`PageStream::request`].
    pub fn request(&self) -> Option<&Request> {
        self.pages.request()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Item, E>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.items = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing inside is pinned structurally: futures are boxed, and items are returned by value.
impl<Item, E> Unpin for Pages<'_, Item, E> {}

impl<Item, E> Stream for Pages<'_, Item, E> {
    type Item = Result<Item, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }

    /// Returns the items left of the current page, which are all that is left once the last page is fetched.
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.items.len();
        (left, self.pages.has_ended().then_some(left))
    }
}

impl<Item, E> fmt::Debug for Pages<'_, Item, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("pages", &self.pages)
            .field("items_left_of_page", &self.items.len())
            .finish()
    }
}
