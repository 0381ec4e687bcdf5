//! Tests runs of many calls: the limit, the order of the results, errors, cancellation and progress.

use std::future::{pending, poll_fn, ready};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::Duration;

use connect_runtime::testing::{Fault, LocalConnect, error_response, json_response};
use connect_runtime::{
    Call, Client, ConnectClient, Many, Pages, Progress, Result, connect_endpoint, http,
};
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};

const SECOND: Duration = Duration::from_secs(1);

trait Api: ConnectClient {
    #[connect_endpoint(GET "/echo/<Id>")]
    fn echo(&self, id: &str) -> Call<'_, String>;

    #[connect_endpoint(GET "/list?<t>", pages(token = "T", items = "Items"))]
    fn list(&self, t: Option<&str>) -> Pages<'_, String>;
}
impl Api for Client {}

/// Starts a stand-in that echoes ids, and lists them in pages of two.
async fn service(ids: &'static [&str]) -> (LocalConnect, Client) {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/echo/<Id>", |request| match request.label("Id") {
        Some("bad") => error_response(http::StatusCode::BAD_REQUEST, "BadException", "no"),
        id => json_response(http::StatusCode::OK, &id.into()),
    });
    service.route(http::Method::GET, "/list", |request| {
        let start = request.query_values("t").first().map_or(0, |token| token.parse().unwrap());
        let page: Vec<_> = ids.iter().skip(start).take(2).collect();
        let token = (start + 2 < ids.len()).then(|| (start + 2).to_string());
        json_response(http::StatusCode::OK, &json!({ "Items": page, "T": token }))
    });
    let client = service.client_builder().max_attempts(1).build().unwrap();
    (service, client)
}

fn shown(results: Vec<Result<String>>) -> Vec<String> {
    let show = |result: Result<String>| match result {
        Ok(value) => value,
        Err(error) => error.code().unwrap_or("no code").to_owned(),
    };
    results.into_iter().map(show).collect()
}

#[tokio::test]
async fn results_come_as_the_calls_end() {
    let (service, client) = service(&[]).await;
    service.inject_with(|request, _| (request.path == "/echo/hangs").then_some(Fault::Hang));
    let mut run = Many::over(["hangs", "a", "bad", "b"], |id| client.echo(id));
    let mut results = Vec::new();
    for _ in 0..3 {
        results.extend(run.next().await);
    }
    let mut results = shown(results);
    results.sort();
    assert_eq!(results, ["BadException", "a", "b"]);
}

#[tokio::test]
async fn results_come_in_order() {
    let (service, client) = service(&[]).await;
    let late = Fault::Delay(Duration::from_millis(200));
    service.inject_with(move |request, _| (request.path == "/echo/a").then(|| late.clone()));
    let run = || Many::over(["a", "b", "bad", "c"], |id| client.echo(id));
    let in_order = ["a", "b", "BadException", "c"];
    assert_eq!(shown(run().in_order().collect_all().await), in_order);
    assert_eq!(shown(run().at_once(0).collect_all().await), in_order);
    let mut results = Vec::new();
    let mut run = run().in_order();
    while let Some(result) = run.next().await {
        results.push(result);
    }
    assert!(run.next().await.is_none());
    assert_eq!(shown(results), in_order);
}

#[tokio::test]
async fn the_first_error_cancels_the_rest() {
    for in_order in [false, true] {
        let (service, client) = service(&[]).await;
        service.inject_with(|request, _| (request.path == "/echo/hangs").then_some(Fault::Hang));
        let ids = ["hangs", "a", "bad", "b", "c", "d", "e"];
        let run = Many::over(ids, |id| client.echo(id)).at_once(2);
        let run = if in_order { run.in_order() } else { run };
        let error = run.collect().await.unwrap_err();
        assert_eq!(error.code(), Some("BadException"));
        let is_later = |path: &str| ["/echo/b", "/echo/c", "/echo/d", "/echo/e"].contains(&path);
        let later = service.requests().into_iter().find(|request| is_later(&request.path));
        assert!(later.is_none(), "{later:?}");
    }
}

#[tokio::test]
async fn all_values_are_collected() {
    let (_service, client) = service(&["a", "b", "c", "d", "e"]).await;
    let client = &client;
    let listed = || Many::over_pages(client.list(None), |id| async move { client.echo(&id).await });
    assert_eq!(listed().in_order().collect().await.unwrap(), ["a", "b", "c", "d", "e"]);
    let mut values = listed().at_once(2).collect().await.unwrap();
    values.sort();
    assert_eq!(values, ["a", "b", "c", "d", "e"]);
    let by_page = Many::over_pages(client.list(None).by_page(), |page| ready(Ok(page.len())));
    assert_eq!(by_page.in_order().collect().await.unwrap(), [2, 2, 1]);
}

#[tokio::test]
async fn an_error_of_a_page_is_an_error_of_the_run() {
    let (service, client) = service(&["a", "b", "c", "d", "e"]).await;
    let run = || Many::over_pages(client.list(None), |id| client.echo(&id)).in_order();
    let fail_page_2 = || {
        let pages = AtomicUsize::new(0);
        service.inject_with(move |request, _| {
            let is_page = request.path == "/list";
            let is_second = is_page && pages.fetch_add(1, Ordering::SeqCst) == 1;
            is_second.then_some(Fault::Unavailable)
        });
    };
    fail_page_2();
    assert_eq!(shown(run().collect_all().await), ["a", "b", "ServiceUnavailableException"]);
    fail_page_2();
    assert_eq!(run().collect().await.unwrap_err().code(), Some("ServiceUnavailableException"));
    fail_page_2();
    let mut run = run();
    while run.next().await.is_some() {}
    let progress = run.progress();
    assert_eq!((progress.done(), progress.failed(), progress.of()), (3, 1, None));
    assert_eq!(progress.left(), None);
}

#[tokio::test]
async fn dropping_a_run_cancels_its_calls() {
    let (service, client) = service(&[]).await;
    service.inject_with(|_, _| Some(Fault::Hang));
    let dropped = Arc::new(());
    let mut run = Many::over(0..9, |_| {
        let guard = Arc::clone(&dropped);
        let call = client.echo("a");
        async move {
            let answer = call.await;
            drop(guard);
            answer
        }
    })
    .at_once(3);
    while service.request_count() < 3 {
        assert!(tokio::time::timeout(Duration::from_millis(5), run.next()).await.is_err());
    }
    assert_eq!(Arc::strong_count(&dropped), 4);
    drop(run);
    assert_eq!(Arc::strong_count(&dropped), 1);
    service.inject_with(|_, _| None);
    assert_eq!(client.echo("b").await.unwrap(), "b");
    assert_eq!(service.request_count(), 4, "no other call was started");
}

/// Counts the calls in flight, which last until the test lets them end.
#[derive(Clone)]
struct Gate {
    open: Arc<Semaphore>,
    now: Arc<AtomicUsize>,
}

impl Gate {
    fn new() -> Self {
        Self { open: Arc::new(Semaphore::new(0)), now: Arc::default() }
    }

    async fn pass<T>(self, value: T) -> Result<T> {
        self.now.fetch_add(1, Ordering::SeqCst);
        self.open.acquire().await.unwrap().forget();
        self.now.fetch_sub(1, Ordering::SeqCst);
        Ok(value)
    }
}

/// Polls a run once, and returns the result if there is one.
async fn poll_once<T>(run: &mut Many<'_, T>) -> Option<T> {
    let next = std::pin::pin!(run.next());
    let mut next = next;
    poll_fn(|context| match next.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(result.map(Result::unwrap)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

#[tokio::test]
async fn the_limit_is_reached_and_kept() {
    for (at_once, in_flight) in [(0, 1), (1, 1), (3, 3), (9, 7), (usize::MAX, 7)] {
        let gate = Gate::new();
        let mut run = Many::over(0..7, |number| gate.clone().pass(number)).at_once(at_once);
        for done in 0..7 {
            assert!(poll_once(&mut run).await.is_none());
            let left = 7 - done;
            assert_eq!(gate.now.load(Ordering::SeqCst), in_flight.min(left), "{at_once}");
            gate.open.add_permits(1);
            assert!(run.next().await.is_some());
        }
        assert!(run.next().await.is_none());
    }
    let gate = Gate::new();
    let mut run = Many::over(0..99, |number| gate.clone().pass(number));
    assert!(poll_once(&mut run).await.is_none());
    assert_eq!(gate.now.load(Ordering::SeqCst), 5, "the documented default");
}

#[tokio::test]
async fn results_that_wait_for_their_turn_count_as_in_flight() {
    let started = AtomicUsize::new(0);
    let run = || {
        started.store(0, Ordering::SeqCst);
        Many::over(0..9, |number| {
            started.fetch_add(1, Ordering::SeqCst);
            async move { if number == 0 { pending().await } else { Ok(number) } }
        })
        .at_once(4)
        .in_order()
    };
    let mut one_by_one = run();
    assert_eq!(poll_once(&mut one_by_one).await, None);
    assert_eq!(started.load(Ordering::SeqCst), 4);
    drop(one_by_one);
    let together = run().collect_all();
    tokio::select! {
        biased;
        _ = together => panic!("the first call does not end"),
        () = ready(()) => {}
    }
    assert_eq!(started.load(Ordering::SeqCst), 9, "`collect_all` keeps all results anyway");
}

#[tokio::test]
async fn the_order_can_be_set_in_the_middle() {
    let gate = Gate::new();
    let mut run = Many::over(0..6, |number| {
        let gate = if number % 2 == 0 { gate.clone() } else { Gate::new() };
        gate.open.add_permits(usize::from(number % 2 == 1));
        gate.pass(number)
    })
    .at_once(3);
    assert_eq!(run.next().await.unwrap().unwrap(), 1);
    assert_eq!(run.next().await.unwrap().unwrap(), 3);
    gate.open.add_permits(3);
    let mut run = run.in_order();
    let mut rest = Vec::new();
    while let Some(number) = run.next().await {
        rest.push(number.unwrap());
    }
    assert_eq!(rest, [0, 2, 4, 5]);
}

#[tokio::test]
async fn an_order_set_in_the_middle_holds_back_no_result_that_is_next() {
    let gates: Vec<_> = (0..4).map(|_| Gate::new()).collect();
    let mut run = Many::over(0..4, |number: usize| gates[number].clone().pass(number)).at_once(2);
    gates[1].open.add_permits(1);
    assert_eq!(run.next().await.unwrap().unwrap(), 1);
    let mut run = run.in_order();
    gates[0].open.add_permits(1);
    assert_eq!(poll_once(&mut run).await, Some(0));
    // Meanwhile call 3 goes on.
    gates[2].open.add_permits(1);
    assert_eq!(poll_once(&mut run).await, Some(2));
    assert_eq!(poll_once(&mut run).await, None);
    gates[3].open.add_permits(1);
    assert_eq!(poll_once(&mut run).await, Some(3));
    assert!(run.next().await.is_none());
}

#[tokio::test]
async fn no_items_make_an_empty_run() {
    let empty = || Many::over(Vec::<u8>::new(), |number| ready(Ok::<_, ()>(number)));
    assert_eq!(empty().collect().await, Ok(Vec::new()));
    assert_eq!(empty().in_order().collect_all().await, []);
    let mut run = empty();
    assert!(run.next().await.is_none());
    assert_eq!(run.progress().to_string(), "0 of 0, in 0 s");
    let pages: Pages<'_, u8, ()> = Pages::from_pages(std::iter::from_fn(|| None));
    let mut run = Many::over_pages(pages, |number| ready(Ok(number)));
    assert_eq!(run.progress().of(), None);
    assert!(run.next().await.is_none());
    assert_eq!(run.progress().of(), Some(0));
}

/// A wake of one call must not poll the others, or else a run takes quadratic time.
#[tokio::test]
async fn each_call_is_polled_for_its_own_wake_alone() {
    const CALLS: usize = 10_000;
    let polls = AtomicUsize::new(0);
    let wakers: Mutex<Vec<Waker>> = Mutex::default();
    let open = AtomicUsize::new(0);
    let mut run = Many::over(0..CALLS, |number| {
        let (polls, wakers, open) = (&polls, &wakers, &open);
        poll_fn(move |context| {
            polls.fetch_add(1, Ordering::Relaxed);
            if number < open.load(Ordering::Relaxed) {
                return Poll::Ready(Ok(number));
            }
            wakers.lock().unwrap().push(context.waker().clone());
            Poll::Pending
        })
    })
    .at_once(usize::MAX);
    // A set of futures may end its poll early to let other tasks run.
    while wakers.lock().unwrap().len() < CALLS {
        assert!(poll_once(&mut run).await.is_none());
    }
    for number in 0..CALLS {
        open.store(number + 1, Ordering::Relaxed);
        let waker = wakers.lock().unwrap()[number].clone();
        waker.wake();
        assert_eq!(run.next().await.unwrap().unwrap(), number);
    }
    assert_eq!(polls.load(Ordering::Relaxed), 2 * CALLS);
}

#[tokio::test(start_paused = true)]
async fn progress_is_reported_after_each_result() {
    let lines = Mutex::new(Vec::new());
    let report = |progress: Progress| lines.lock().unwrap().push(progress.to_string());
    let call = |number: u32| async move {
        sleep(number * SECOND).await;
        if number == 2 { Err(number) } else { Ok(number) }
    };
    let run = Many::over([1, 2, 3], call).on_progress(report);
    assert_eq!(run.progress().to_string(), "0 of 3, 0.0/s");
    run.collect_all().await;
    let up_to_3 = (1..).take_while(|number| *number <= 3);
    Many::over(up_to_3, call).at_once(1).on_progress(report).collect_all().await;
    assert_eq!(
        *lines.lock().unwrap(),
        [
            "1 of 3, 1.0/s, 2 s left",
            "2 of 3, 1 failed, 1.0/s, 1 s left",
            "3 of 3, 1 failed, in 3 s",
            "1 done, 1.0/s",
            "2 done, 1 failed, 0.7/s",
            "3 done, 1 failed, 0.5/s",
            "3 of 3, 1 failed, in 6 s",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn the_time_ends_with_the_last_result_after_a_failed_page() {
    let lines = Mutex::new(Vec::new());
    let items = [Ok(1), Ok(2), Err(3)];
    let listed = futures_util::stream::iter(items);
    let call = |number: u32| async move {
        sleep(number * SECOND).await;
        Ok::<_, u32>(number)
    };
    let mut run = Many::over_pages(listed, call)
        .on_progress(|progress| lines.lock().unwrap().push(progress.to_string()));
    while run.next().await.is_some() {}
    let ended = run.progress();
    sleep(10 * SECOND).await;
    assert_eq!(run.progress(), ended);
    assert_eq!((ended.elapsed(), ended.of(), ended.left()), (2 * SECOND, None, None));
    drop(run);
    assert_eq!(
        *lines.lock().unwrap(),
        ["1 done, 1 failed, 0.0/s", "2 done, 1 failed, 2.0/s", "3 done, 1 failed, in 2 s",]
    );
}

#[tokio::test]
async fn the_number_of_items_is_known_as_soon_as_the_source_knows_it() {
    let call = |number: u32| async move { Ok::<_, ()>(number) };
    let mut filtered = Many::over((0..9).filter(|number| number % 3 == 0), call).at_once(1);
    let mut known = Vec::new();
    while filtered.next().await.is_some() {
        known.push(filtered.progress().of());
    }
    known.push(filtered.progress().of());
    assert_eq!(known, [None, None, None, Some(3)]);
    let (_service, client) = service(&["a", "b", "c", "d"]).await;
    let mut listed = Many::over_pages(client.list(None), |id| client.echo(&id)).at_once(1);
    let mut known = Vec::new();
    while listed.next().await.is_some() {
        known.push(listed.progress().of());
    }
    assert_eq!(known, [None, None, Some(4), Some(4)], "from the last page on");
    let mut endless = Many::over(0.., call);
    assert!(endless.next().await.is_some());
    assert_eq!(endless.progress().of(), None);
}

#[tokio::test(start_paused = true)]
async fn the_rate_follows_the_pace_of_the_run() {
    // Five at once and then two a second, as Amazon Connect takes them.
    let start = Instant::now();
    let call = |number: u32| async move {
        sleep(SECOND / 2 * number.saturating_sub(4)).await;
        Ok::<_, ()>(number)
    };
    let mut run = Many::over(0..500, call).at_once(usize::MAX);
    for _ in 0..120 {
        run.next().await;
    }
    let progress = run.progress();
    assert_eq!(progress.elapsed(), start.elapsed());
    assert_eq!(progress.to_string(), "120 of 500, 2.0/s, 3 min 10 s left");
    assert_eq!(progress.left(), Some(190 * SECOND));
}
