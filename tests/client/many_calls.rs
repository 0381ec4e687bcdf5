//! Tests which forms of many calls at once compile inside `tokio::spawn`, and that their limit holds.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use connect_runtime::testing::{LocalConnect, json_response};
use connect_runtime::{
    BoxFuture, Call, Client, ConnectClient, HttpClient, Many, Pages, Result, Transport,
    TransportError, connect_api, connect_endpoint, http,
};
use futures_util::future::{join, join_all, try_join_all};
use futures_util::stream::{self, FuturesUnordered, StreamExt, TryStreamExt};
use serde_json::json;
use tokio::task::JoinSet;

const LIMIT: usize = 4;
const IDS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Summary {
    id: String,
}

#[connect_api]
trait Api {
    #[connect_endpoint(GET "/echo/<InstanceId>/<Id>")]
    async fn get(&self, instance_id: &str, id: &str) -> Result<String>;

    #[connect_endpoint(GET "/echo-owned/<InstanceId>/<Id>")]
    async fn get_owned(&self, instance_id: &str, id: String) -> Result<String>;

    #[connect_endpoint(GET "/list/<InstanceId>?<t>", pages(token = "T", items = "Items"))]
    fn list(&self, instance_id: &str, t: Option<&str>) -> Pages<'_, Summary>;
}

/// Declares the other form of a method, on the other form of a trait.
trait Calls: ConnectClient {
    #[connect_endpoint(GET "/echo/<InstanceId>/<Id>")]
    fn call(&self, instance_id: &str, id: &str) -> Call<'_, String>;

    #[connect_endpoint(GET "/echo/<InstanceId>/<Id>")]
    fn call_owned(&self, instance_id: &str, id: String) -> Call<'_, String>;
}
impl Calls for Client {}

/// Counts the requests that are in flight at one time.
struct Counted {
    inner: Arc<dyn Transport>,
    now: AtomicUsize,
    most: Arc<AtomicUsize>,
}

impl Transport for Counted {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async {
            let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(now, Ordering::SeqCst);
            let response = self.inner.send(request).await;
            self.now.fetch_sub(1, Ordering::SeqCst);
            response
        })
    }
}

/// Returns a service, a client that calls it, and the most requests in flight so far.
async fn service(http_client: HttpClient) -> (LocalConnect, Client, Arc<AtomicUsize>) {
    let service = LocalConnect::start().await.unwrap();
    let ok = http::StatusCode::OK;
    for path in ["/echo/<InstanceId>/<Id>", "/echo-owned/<InstanceId>/<Id>"] {
        service.route(http::Method::GET, path, move |request| {
            json_response(ok, &request.label("Id").into())
        });
    }
    service.route(http::Method::GET, "/list/<InstanceId>", move |_| {
        let items: Vec<_> = IDS.iter().map(|id| json!({ "Id": id })).collect();
        json_response(ok, &json!({ "Items": items }))
    });
    let most = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&most);
    let wrap = move |inner| Counted { inner, now: AtomicUsize::new(0), most: seen };
    let client =
        service.client_builder().http_client(http_client).wrap_transport(wrap).build().unwrap();
    (service, client, most)
}

/// Runs each form inside `tokio::spawn`, and checks what it returns. A file has one list of tests over each HTTP
/// client, so it includes the others.
macro_rules! forms {
    ($($name:ident($client:ident, $ids:ident: $owned:ty) $body:block)+) => {
        connect_tests::over_each_http_client! {
            $(#[tokio::test] async fn $name;)+
            #[tokio::test] async fn a_call_is_a_future;
            #[tokio::test] async fn a_call_that_was_polled_is_sent_once;
        }

        $(
            async fn $name(http_client: HttpClient) {
                let (_service, $client, most) = service(http_client).await;
                let $ids: Vec<$owned> = IDS.into_iter().map(<$owned>::from).collect();
                let responses: Vec<Result<String>> = tokio::spawn(async move { $body }).await.unwrap();
                let mut echoed: Vec<String> = responses.into_iter().map(Result::unwrap).collect();
                echoed.sort();
                assert_eq!(echoed, IDS);
                let most = most.load(Ordering::SeqCst);
                assert!((2..=IDS.len()).contains(&most), "{most} requests in flight");
                if stringify!($name).starts_with("bounded") {
                    assert!(most <= LIMIT, "{most} requests in flight");
                }
            }
        )+
    };
}

forms! {
    bounded_async_fn_over_borrowed_ids(client, ids: String) {
        let calls: Vec<_> = ids.iter().map(|id| client.get("i", id)).collect();
        stream::iter(calls).buffer_unordered(LIMIT).collect().await
    }
    bounded_call_over_borrowed_ids(client, ids: String) {
        let calls: Vec<_> = ids.iter().map(|id| client.call("i", id)).collect();
        stream::iter(calls).buffer_unordered(LIMIT).collect().await
    }
    bounded_async_fn_over_static_ids(client, ids: &'static str) {
        let calls: Vec<_> = ids.into_iter().map(|id| client.get("i", id)).collect();
        stream::iter(calls).buffered(LIMIT).collect().await
    }
    bounded_call_over_static_ids(client, ids: &'static str) {
        let calls: Vec<_> = ids.into_iter().map(|id| client.call("i", id)).collect();
        stream::iter(calls).buffered(LIMIT).collect().await
    }
    bounded_async_fn_that_takes_the_id(client, ids: String) {
        stream::iter(ids).map(|id| client.get_owned("i", id)).buffer_unordered(LIMIT).collect().await
    }
    bounded_call_that_takes_the_id(client, ids: String) {
        stream::iter(ids).map(|id| client.call_owned("i", id)).buffer_unordered(LIMIT).collect().await
    }
    bounded_call_in_a_closure_that_owns_the_id(client, ids: String) {
        stream::iter(ids).map(|id| client.call("i", &id)).buffer_unordered(LIMIT).collect().await
    }
    bounded_async_fn_in_a_block_that_owns_the_id(client, ids: Arc<str>) {
        let client = &client;
        let calls = stream::iter(ids).map(|id| async move { client.get("i", &id).await });
        calls.buffer_unordered(LIMIT).collect().await
    }
    bounded_call_in_a_block_that_owns_the_id(client, ids: Arc<str>) {
        let client = &client;
        let calls = stream::iter(ids).map(|id| async move { client.call("i", &id).await });
        calls.buffer_unordered(LIMIT).collect().await
    }
    bounded_async_fn_for_each(client, ids: String) {
        let responses = std::sync::Mutex::new(Vec::new());
        let (client, echoed) = (&client, &responses);
        let calls = stream::iter(&ids).for_each_concurrent(LIMIT, |id| async move {
            let response = client.get("i", id).await;
            echoed.lock().unwrap().push(response);
        });
        calls.await;
        responses.into_inner().unwrap()
    }
    bounded_calls_over_pages(client, _ids: String) {
        let client = &client;
        let users = client.list("i", None);
        let calls = users.map_ok(|user| async move { client.get("i", &user.id).await });
        calls.try_buffer_unordered(LIMIT).map(|response| response).collect().await
    }
    bounded_run_of_async_fns_over_borrowed_ids(client, ids: String) {
        Many::over(&ids, |id| client.get("i", id)).at_once(LIMIT).collect_all().await
    }
    bounded_run_of_calls_over_borrowed_ids(client, ids: String) {
        Many::over(ids.iter(), |id| client.call("i", id)).at_once(LIMIT).in_order().collect_all().await
    }
    bounded_run_that_takes_the_id(client, ids: String) {
        Many::over(ids, |id| client.get_owned("i", id)).at_once(LIMIT).collect_all().await
    }
    bounded_run_of_blocks_over_borrowed_ids(client, ids: Arc<str>) {
        let client = &client;
        let run = Many::over(&ids, |id| async move { client.get("i", id).await });
        run.at_once(LIMIT).collect_all().await
    }
    bounded_run_of_blocks_over_enumerated_ids(client, ids: String) {
        let client = &client;
        let run = Many::over(ids.iter().enumerate(), |(_, id)| async move { client.call("i", id).await });
        run.at_once(LIMIT).collect_all().await
    }
    bounded_run_over_pages(client, _ids: String) {
        let client = &client;
        let users = client.list("i", None);
        let run = Many::over_pages(users, |user| async move {
            let id = client.get("i", &user.id).await?;
            Ok(id)
        });
        run.at_once(LIMIT).collect_all().await
    }
    bounded_run_with_a_report_and_a_stream(client, ids: String) {
        let mut reports = 0;
        let run = Many::over(&ids, |id| client.call("i", id)).at_once(LIMIT);
        let run = run.on_progress(|progress| reports = progress.done());
        let responses: Vec<_> = StreamExt::collect(run).await;
        assert_eq!(reports, responses.len());
        responses
    }
    bounded_run_one_by_one(client, ids: String) {
        let mut responses = Vec::new();
        let mut run = Many::over(&ids, |id| client.call("i", id)).at_once(LIMIT);
        while let Some(response) = run.next().await {
            responses.push(response);
        }
        responses
    }
    all_async_fns_at_once(client, ids: String) {
        join_all(ids.iter().map(|id| client.get("i", id))).await
    }
    all_calls_at_once(client, ids: String) {
        join_all(ids.iter().map(|id| client.call("i", id))).await
    }
    calls_as_they_end(client, ids: String) {
        let calls: FuturesUnordered<_> = ids.iter().map(|id| client.call("i", id)).collect();
        calls.collect().await
    }
    calls_in_tasks_of_their_own(client, ids: String) {
        let mut calls = JoinSet::new();
        for id in ids {
            let client = client.clone();
            calls.spawn(async move { client.call("i", &id).await });
        }
        calls.join_all().await
    }
    bounded_calls_through_a_generic_api(client, ids: String) {
        echo_all(client, ids).await
    }
    bounded_calls_through_a_dyn_api(client, ids: String) {
        echo_all_dyn(Arc::new(client), ids).await
    }
}

#[test]
fn a_run_can_be_a_field_of_a_type_that_is_spawned() {
    fn is_send<T: Send + 'static>() {}
    is_send::<Many<'static, Vec<String>>>();
    is_send::<connect_runtime::Progress>();
}

async fn echo_all<A: Api + Send + Sync + 'static>(api: A, ids: Vec<String>) -> Vec<Result<String>> {
    let calls = async move {
        let calls: Vec<_> = ids.iter().map(|id| api.get("i", id)).collect();
        stream::iter(calls).buffer_unordered(LIMIT).collect().await
    };
    tokio::spawn(calls).await.unwrap()
}

async fn echo_all_dyn(api: Arc<dyn Calls>, ids: Vec<String>) -> Vec<Result<String>> {
    let calls = async move {
        let calls = stream::iter(ids).map(|id| api.call("i", &id));
        calls.buffer_unordered(LIMIT).collect().await
    };
    tokio::spawn(calls).await.unwrap()
}

async fn a_call_is_a_future(http_client: HttpClient) {
    let (_service, client, _) = service(http_client).await;
    let (a, b) = join(client.call("i", "a"), client.call("i", "b")).await;
    assert_eq!((a.unwrap(), b.unwrap()), ("a".to_owned(), "b".to_owned()));
    let both = try_join_all([client.call("i", "a"), client.call("i", "b")]).await;
    assert_eq!(both.unwrap(), ["a", "b"]);
    let first = tokio::select! { response = client.call("i", "c") => response };
    assert_eq!(first.unwrap(), "c");
    let mut call = client.call("i", "d");
    assert!(call.request().is_some());
    assert_eq!((&mut call).await.unwrap(), "d");
    assert_eq!((call.operation().unwrap().name(), call.request().is_none()), ("Call", true));
}

async fn a_call_that_was_polled_is_sent_once(http_client: HttpClient) {
    let (service, client, _) = service(http_client).await;
    let polled = || {
        let mut call = client.call("i", "a");
        assert!(poll_once(&mut call).is_pending());
        call
    };
    assert_eq!(polled().max_attempts(1).query("q", 1).header("X-A", "b").await.unwrap(), "a");
    assert_eq!(polled().with_response().await.unwrap().value, "a");
    for request in service.requests() {
        assert_eq!((request.query.as_str(), request.header("x-a")), ("", None));
    }
    assert_eq!(service.request_count(), 2);

    let error = polled().presign(std::time::Duration::from_secs(9)).await.unwrap_err();
    assert!(error.to_string().contains("the call is sent; presign it before"), "{error}");
    let error = polled().pages().next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("the call is sent; use `pages()` before"), "{error}");
}

fn poll_once<T>(call: &mut Call<'_, T>) -> Poll<Result<T>> {
    Pin::new(call).poll(&mut Context::from_waker(Waker::noop()))
}
