//! Runs a bounded number of calls at a time.
//!
//! The type of a [`Many`] does not name its closure and its calls: both are boxed where the run is created, which
//! checks there that they are `Send`. With their types in a stream, the compiler checks that again inside
//! `tokio::spawn`, without the lifetimes. It then refuses each closure that takes a reference
//! (<https://github.com/rust-lang/rust/issues/102211>). A box for each call costs nothing beside a request.

mod progress;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::stream::FuturesUnordered;

pub use self::progress::Progress;
use self::progress::Tally;
use self::source::{Items, Listed, Source};
use crate::error::Error;
use crate::transport::BoxFuture;

/// Amazon Connect takes 2 requests a second and 5 at once. Five calls in flight use up the 5, and then reach 2 a second
/// while a call takes up to 2.5 seconds. More of them would only wait or be throttled.
const AT_ONCE: usize = 5;

/// A run of calls over many items, of which a bounded number is in flight at a time.
///
/// A closure makes the call for an item. [`over`](Self::over) takes the items from an iterator, and
/// [`over_pages`](Self::over_pages) from a list that is fetched page by page. The run starts the next call when one
/// ends. It yields the results as the calls end, or [in the order of the items](Self::in_order).
///
/// Take the results one by one with [`next`](Self::next), or all together with [`collect`](Self::collect) or
/// [`collect_all`](Self::collect_all). `Many` also implements [`Stream`]. Calls are made only while one of these
/// is awaited, on the task that awaits it. Dropping the run cancels the calls in flight and starts no others.
///
/// `Many` is `Send`, so a run can be a part of a future for `tokio::spawn`. The closure may take references. What it
/// uses must be `Send`: a function over any implementation of a trait declares its argument as
/// `&(impl Users + Sync)`.
///
/// A run bounds the calls in flight, and not their rate. Set the client's [pace](crate::ClientBuilder::pace), or the
/// service throttles a run of short calls.
///
/// ```
/// use connect_runtime::{Client, Many, Pages, Result, connect_api};
///
/// #[derive(serde::Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct User {
///     id: String,
/// }
///
/// #[derive(serde::Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct Described {
///     user: User,
/// }
///
/// #[connect_api]
/// trait Users {
///     #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
///     async fn describe_user(&self, instance_id: &str, user_id: &str) -> Result<Described>;
///
///     #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>", pages)]
///     fn list_users(&self, instance_id: &str, next_token: Option<&str>) -> Pages<'_, User>;
/// }
///
/// /// Describes these users, in their order. At the first error, it cancels the rest.
/// async fn describe(client: &Client, ids: &[String]) -> Result<Vec<Described>> {
///     let run = Many::over(ids, |id| client.describe_user("an-instance", id));
///     run.in_order().collect().await
/// }
///
/// /// Describes all users, and prints the errors.
/// async fn describe_listed(client: &Client) -> usize {
///     let users = client.list_users("an-instance", None);
///     let mut run = Many::over_pages(users, |user| async move {
///         client.describe_user("an-instance", &user.id).await
///     })
///     .at_once(8)
///     .on_progress(|progress| eprintln!("{progress}"));
///     while let Some(described) = run.next().await {
///         match described {
///             Ok(described) => println!("{}", described.user.id),
///             Err(error) => eprintln!("{error}"),
///         }
///     }
///     run.progress().done()
/// }
///
/// # use connect_runtime::{BoxFuture, Credentials, Transport, TransportError, bytes::Bytes, http};
/// # struct Memory;
/// # impl Transport for Memory {
/// #     fn send(&self, request: http::Request<Bytes>)
/// #         -> BoxFuture<'_, std::result::Result<http::Response<Bytes>, TransportError>> {
/// #         let body = match request.uri().path() {
/// #             "/users-summary/an-instance" => r#"{"UserSummaryList":[{"Id":"a"},{"Id":"b"}]}"#,
/// #             _ => r#"{"User":{"Id":"a"}}"#,
/// #         };
/// #         Box::pin(std::future::ready(Ok(http::Response::new(body.into()))))
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let credentials = Credentials::new("a", "b", None, None, "docs");
/// # let client = Client::builder().region("us-west-2").credentials(credentials);
/// # let client = client.transport(Memory).build()?;
/// let task = tokio::spawn(async move {
///     let ids = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
///     let described = describe(&client, &ids).await?;
///     Ok::<_, connect_runtime::Error>((described.len(), describe_listed(&client).await))
/// });
/// assert_eq!(task.await??, (3, 2));
/// # Ok(())
/// # }
/// ```
#[must_use = "no call is made until results are asked for"]
pub struct Many<'a, T, E = Error> {
    /// `None` once it has ended.
    source: Option<Box<dyn Source<'a, T, E> + 'a>>,
    running: FuturesUnordered<Numbered<'a, T, E>>,
    /// The numbers of the running calls. The results of later items wait for the first of them.
    running_numbers: BTreeSet<usize>,
    /// Results that wait for the result of an earlier item.
    waiting: BTreeMap<usize, Result<T, E>>,
    at_once: usize,
    is_in_order: bool,
    started: usize,
    /// Whether a page failed, so that the number of items stays unknown.
    is_cut_short: bool,
    tally: Tally,
    on_progress: Option<OnProgress<'a>>,
}

type OnProgress<'a> = Box<dyn FnMut(Progress) + Send + 'a>;

/// A call with the number of its item.
struct Numbered<'a, T, E> {
    number: usize,
    call: BoxFuture<'a, Result<T, E>>,
}

impl<'a, T, E> Many<'a, T, E> {
    /// Creates a run of calls over the items of an iterator.
    ///
    /// The run takes an item when it starts the call, so the iterator may be lazy or endless. If its
    /// [`size_hint`](Iterator::size_hint) is exact, [`Progress::of`] is known from the start.
    pub fn over<I, F, C>(items: I, call: F) -> Self
    where
        I: IntoIterator<IntoIter: Send + 'a>,
        F: FnMut(I::Item) -> C + Send + 'a,
        C: Future<Output = Result<T, E>> + Send + 'a,
    {
        Self::new(Box::new(Items { items: items.into_iter(), call }))
    }

    /// Creates a run of calls over the items of a list, such as [`Pages`](crate::Pages).
    ///
    /// The run fetches a page when it needs its first item. The fetch does not count as one of the
    /// [calls in flight](Self::at_once). An error of the list is a result of the run. It ends the list, while the
    /// calls in flight go on. [`Progress::of`] is unknown until the last page is fetched.
    ///
    /// Any other stream of results works in the same way. Over a [`PageStream`](crate::PageStream), the closure
    /// takes a page.
    pub fn over_pages<S, A, F, C>(pages: S, call: F) -> Self
    where
        S: Stream<Item = Result<A, E>> + Send + 'a,
        F: FnMut(A) -> C + Send + 'a,
        C: Future<Output = Result<T, E>> + Send + 'a,
    {
        Self::new(Box::new(Listed { pages: Box::pin(pages), call }))
    }

    fn new(source: Box<dyn Source<'a, T, E> + 'a>) -> Self {
        Self {
            source: Some(source),
            running: FuturesUnordered::new(),
            running_numbers: BTreeSet::new(),
            waiting: BTreeMap::new(),
            at_once: AT_ONCE,
            is_in_order: false,
            started: 0,
            is_cut_short: false,
            tally: Tally::default(),
            on_progress: None,
        }
    }

    /// Sets how many calls are in flight at a time. Defaults to 5. 0 counts as 1.
    ///
    /// Amazon Connect takes 2 requests a second for most operations, and 5 at once. More than 5 calls help only if
    /// the quota of the operation is higher, or if a call takes longer than 2.5 seconds.
    pub fn at_once(mut self, calls: usize) -> Self {
        self.at_once = calls.max(1);
        self
    }

    /// Yields the results in the order of the items. By default, the run yields a result when its call ends.
    ///
    /// A result waits until those of all earlier items are there. It counts as one of the calls
    /// [in flight](Self::at_once) meanwhile, so that a slow call does not fill the memory with later results. Only
    /// [`collect`](Self::collect) and [`collect_all`](Self::collect_all), which keep all results, go on past a slow
    /// call.
    pub fn in_order(mut self) -> Self {
        self.is_in_order = true;
        self
    }

    /// Calls `report` after each result, and when the end of the list makes the number of items known.
    ///
    /// [`progress`](Self::progress) returns the same between two results.
    pub fn on_progress(mut self, report: impl FnMut(Progress) + Send + 'a) -> Self {
        self.on_progress = Some(Box::new(report));
        self
    }

    /// Returns how far the run is.
    pub fn progress(&self) -> Progress {
        let of = match &self.source {
            Some(source) => source.left().map(|left| self.started.saturating_add(left)),
            None if self.is_cut_short => None,
            None => Some(self.started),
        };
        let has_ended = self.source.is_none() && self.running.is_empty();
        self.tally.progress(of, has_ended)
    }

    /// Returns the next result, or `None` at the end.
    ///
    /// This can be a branch of `tokio::select!`, because dropping the future loses nothing. The calls in flight go
    /// on at the next `next`.
    ///
    /// # Errors
    ///
    /// Returns the error of the call or page. The run goes on after it.
    pub async fn next(&mut self) -> Option<Result<T, E>> {
        poll_fn(|context| self.poll_result(context)).await
    }

    /// Collects the remaining values, and cancels the rest at the first error.
    ///
    /// # Errors
    ///
    /// Returns the error that occurs first, also [in order](Self::in_order). The values are lost; use
    /// [`next`](Self::next) or [`collect_all`](Self::collect_all) to keep them.
    pub async fn collect(self) -> Result<Vec<T>, E> {
        self.gather(|result| result).await
    }

    /// Collects the remaining results, whether values or errors.
    pub async fn collect_all(self) -> Vec<Result<T, E>> {
        let Ok(results) = self.gather(Ok::<_, Infallible>).await;
        results
    }

    /// Collects what `keep` makes of the remaining results, until it returns an error.
    async fn gather<R, B>(
        mut self,
        keep: impl Fn(Result<T, E>) -> Result<R, B>,
    ) -> Result<Vec<R>, B> {
        let mut kept = Vec::new();
        for (number, result) in std::mem::take(&mut self.waiting) {
            kept.push((number, keep(result)?));
        }
        while let Some((number, result)) = poll_fn(|context| self.poll_ended(context)).await {
            kept.push((number, keep(result)?));
        }
        if self.is_in_order {
            kept.sort_unstable_by_key(|(number, _)| *number);
        }
        Ok(kept.into_iter().map(|(_, kept)| kept).collect())
    }

    fn poll_result(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        loop {
            if let Some(result) = self.take_next_in_order() {
                return Poll::Ready(Some(result));
            }
            let Some((number, result)) = ready!(self.poll_ended(context)) else {
                return Poll::Ready(None);
            };
            if !self.is_in_order {
                return Poll::Ready(Some(result));
            }
            self.waiting.insert(number, result);
        }
    }

    /// Takes the first of the waiting results, unless the call of an earlier item runs.
    ///
    /// A count of the yielded results would not do: if `in_order` is set in the middle, they are not those of the first
    /// items.
    fn take_next_in_order(&mut self) -> Option<Result<T, E>> {
        let first = self.waiting.first_entry()?;
        let is_next = self.running_numbers.first().is_none_or(|running| first.key() < running);
        is_next.then(|| first.remove())
    }

    /// Starts calls, and returns the next result with the number of its item.
    fn poll_ended(&mut self, context: &mut Context<'_>) -> Poll<Option<(usize, Result<T, E>)>> {
        self.tally.start();
        let ended = match self.start_calls(context) {
            Some(failed_page) => Some((self.started, Err(failed_page))),
            None => match Pin::new(&mut self.running).poll_next(context) {
                Poll::Ready(ended) => ended,
                Poll::Pending => return Poll::Pending,
            },
        };
        match ended {
            Some((number, result)) => {
                self.running_numbers.remove(&number);
                self.tally.add(result.is_ok());
                self.report();
                Poll::Ready(Some((number, result)))
            }
            // The next page is on its way.
            None if self.source.is_some() => Poll::Pending,
            None => Poll::Ready(None),
        }
    }

    /// Starts as many calls as there is room for. Returns the error of a page that fails.
    fn start_calls(&mut self, context: &mut Context<'_>) -> Option<E> {
        while self.running.len() + self.waiting.len() < self.at_once
            && let Some(source) = &mut self.source
        {
            let is_counted = source.left().is_some();
            match source.poll_call(context) {
                Poll::Ready(Some(Ok(call))) => {
                    self.running.push(Numbered { number: self.started, call });
                    self.running_numbers.insert(self.started);
                    self.started += 1;
                }
                Poll::Ready(Some(Err(error))) => {
                    self.source = None;
                    self.is_cut_short = true;
                    return Some(error);
                }
                Poll::Ready(None) => {
                    self.source = None;
                    if !is_counted {
                        self.report();
                    }
                }
                Poll::Pending => break,
            }
        }
        None
    }

    fn report(&mut self) {
        let progress = self.on_progress.is_some().then(|| self.progress());
        if let (Some(report), Some(progress)) = (&mut self.on_progress, progress) {
            report(progress);
        }
    }
}

impl<T, E> Future for Numbered<'_, T, E> {
    type Output = (usize, Result<T, E>);

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.as_mut().poll(context).map(|result| (self.number, result))
    }
}

// Nothing inside is pinned structurally: sources and calls are boxed, and results are returned by value.
impl<T, E> Unpin for Many<'_, T, E> {}

impl<T, E> Stream for Many<'_, T, E> {
    type Item = Result<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_result(context)
    }
}

impl<T, E> fmt::Debug for Many<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Many")
            .field("at_once", &self.at_once)
            .field("in_flight", &self.running.len())
            .field("progress", &self.progress())
            .finish_non_exhaustive()
    }
}
