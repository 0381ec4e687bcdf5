//! The pages of a list, fetched as they are asked for.

mod decode;
mod stream;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

pub(crate) use self::decode::{decode_items, decode_output};
pub use self::stream::PageStream;
pub(crate) use self::stream::{DecodePage, PageDecoder, PageSource};
use crate::declaration::operation::Operation;
use crate::error::Error;
use crate::request::Request;

/// The items of a paged operation, an async stream that fetches a page when it needs one.
///
/// The return type of an endpoint that declares `pages(…)`. Nothing is sent before the first item
/// is asked for, and no page before its first item is. The stream ends with the page that has no
/// token or an empty one, and after an error.
///
/// It is a [`Stream`], so that the extensions of the `futures` crates apply; [`next`](Self::next)
/// and [`collect_at_most`](Self::collect_at_most) need none of them.
///
/// ```no_run
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
///     #[connect_endpoint(
///         GET "/users-summary/<InstanceId>?<nextToken>&<maxResults>",
///         pages(token = "NextToken", items = "UserSummaryList"),
///     )]
///     fn list_users(
///         &self,
///         instance_id: &str,
///         next_token: Option<&str>,
///         max_results: Option<u32>,
///     ) -> Pages<'_, UserSummary>;
/// }
/// impl Users for Client {}
///
/// # async fn example() -> Result<(), Error> {
/// let client = Client::from_env()?;
/// let mut users = client.list_users("an-instance", None, Some(100));
/// while let Some(user) = users.next().await {
///     let user = user?;
///     println!("{} {}", user.id, user.username);
/// }
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

    /// Pages that are there already, for fakes.
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

    /// The next item, none at the end.
    ///
    /// # Errors
    ///
    /// Where its page could not be fetched, see [`PageStream::next`].
    pub async fn next(&mut self) -> Option<Result<Item, E>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// The items that come, `limit` at most; no page is fetched for more.
    ///
    /// # Errors
    ///
    /// The first error; the items before it are lost, so use [`next`](Self::next) to keep them.
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

    /// The same as a stream of pages; items of a page that was begun are left out.
    pub fn by_page(self) -> PageStream<'a, Vec<Item>, E> {
        self.pages
    }

    /// The token of the page after the one whose items are given now, see
    /// [`PageStream::next_token`].
    pub fn next_token(&self) -> Option<&str> {
        self.pages.next_token()
    }

    /// How many pages were fetched so far.
    pub fn pages_fetched(&self) -> usize {
        self.pages.pages_fetched()
    }

    /// The operation that is called; none for pages that a fake made.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.pages.operation()
    }

    /// The request of the next page, unsigned, see [`PageStream::request`].
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

// Nothing in it is pinned: the futures are boxed, the items are handed out by value.
impl<Item, E> Unpin for Pages<'_, Item, E> {}

impl<Item, E> Stream for Pages<'_, Item, E> {
    type Item = Result<Item, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
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
