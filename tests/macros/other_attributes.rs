//! Tests attributes of the compiler and of other macros on endpoints and their traits.

use std::sync::{Arc, Mutex};

use connect_runtime::connect_endpoint as endpoint;
use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    Call, Client, ConnectClient, Operation, Result, connect_api, connect_endpoint, http,
};
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// Attributes above and below ours, in a trait of its own implementation.
#[cfg_attr(all(), doc = "Users.", must_use)]
#[cfg_attr(all(), connect_api)]
#[cfg_attr(all(), allow(dead_code), cfg(all()))]
trait Api {
    #[inline]
    #[connect_endpoint(GET "/inline")]
    fn inline(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/cold")]
    #[cold]
    #[track_caller]
    #[must_use = "send it"]
    #[doc(alias = "freezing")]
    #[rustfmt::skip]
    fn cold(&self) -> Call<'_, ()>;

    #[cfg_attr(all(), inline, expect(non_snake_case), cfg(all()))]
    #[connect_endpoint(GET "/Camel?<type>")]
    fn camelCase(&self, #[cfg_attr(all(), allow(unused))] r#type: &str) -> Call<'_, ()>;

    #[cfg_attr(all(), connect_endpoint(GET "/now"), must_use = "send it")]
    #[cfg_attr(any(), connect_endpoint(GET "/then"))]
    fn conditional(&self) -> Call<'_, ()>;

    #[cfg_attr(any(), connect_endpoint(GET "/never"))]
    fn never(&self) -> Call<'_, ()>;

    #[cfg_attr(all(), cfg_attr(all(), endpoint(DELETE "/nested/<Id>")))]
    fn nested(&self, id: &str) -> Call<'_, ()>;

    #[endpoint(GET "/alias/<Id>?<x>", name = "Alias")]
    async fn alias(&self, #[path("Id")] name: &str, #[query("x")] x: u8) -> Result<()>;

    #[connect_runtime::connect_endpoint(GET "/path")]
    #[tracing::instrument(skip(self))]
    fn by_path(&self) -> Call<'_, ()>;

    #[tracing::instrument(skip_all, fields(id), err, level = "info")]
    #[connect_endpoint(GET "/instrumented/<Id>")]
    async fn instrumented(&self, id: &str) -> Result<()>;

    #[connect_endpoint(GET "/conditionally-instrumented")]
    #[cfg_attr(all(), tracing::instrument(name = "conditionally", skip(self)))]
    async fn conditionally_instrumented(&self) -> Result<()>;
}

#[test]
fn the_table_has_the_endpoints_of_this_build() {
    let paths: Vec<&str> = API_OPERATIONS.iter().map(Operation::path).collect();
    let expected = [
        "/inline",
        "/cold",
        "/Camel",
        "/now",
        "/nested/<Id>",
        "/alias/<Id>",
        "/path",
        "/instrumented/<Id>",
        "/conditionally-instrumented",
    ];
    assert_eq!(paths, expected);
    assert_eq!(API_OPERATIONS[5].name(), "Alias");
}

#[tokio::test]
async fn every_endpoint_of_a_trait_can_be_called() {
    let service = LocalConnect::start().await.unwrap();
    for operation in API_OPERATIONS {
        service.route_operation(operation, |_| http::Response::default());
    }
    let client = service.client().unwrap();
    Api::inline(&client).await.unwrap();
    client.cold().await.unwrap();
    client.camelCase("t").await.unwrap();
    Api::conditional(&client).await.unwrap();
    client.nested("i").await.unwrap();
    Api::alias(&client, "n", 1).await.unwrap();
    client.by_path().await.unwrap();
    Api::instrumented(&client, "i").await.unwrap();
    client.conditionally_instrumented().await.unwrap();
    let call = client.nested("i");
    assert!(std::ptr::eq(call.operation().unwrap(), &raw const API_OPERATIONS[4]));
}

/// The same attributes on endpoints alone. Those of other macros stand below ours.
trait Alone: ConnectClient {
    #[inline]
    #[connect_endpoint(GET "/inline")]
    #[must_use]
    fn inline(&self) -> Call<'_, ()>;

    #[cfg_attr(all(), connect_endpoint(GET "/now"), must_use = "send it")]
    #[cfg_attr(any(), connect_endpoint(GET "/then"))]
    fn conditional(&self) -> Call<'_, ()>;

    #[endpoint(GET "/alias/<Id>")]
    async fn alias(&self, #[path("Id")] name: &str) -> Result<()>;

    #[connect_endpoint(GET "/instrumented/<Id>")]
    #[tracing::instrument(name = "alone", skip_all, fields(id), err)]
    async fn instrumented(&self, id: &str) -> Result<()>;
}
impl Alone for Client {}

/// Collects each span with the one around it.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<(String, String)>>>);

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, context: Context<'_, S>) {
        let around = context.lookup_current().map_or("", |span| span.name());
        let name = attributes.metadata().name();
        self.0.lock().unwrap().push((name.to_owned(), around.to_owned()));
    }
}

#[tokio::test]
async fn the_span_of_instrument_is_around_the_call() {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/instrumented/i", |_| http::Response::default());
    let client = service.client().unwrap();
    let spans = Spans::default();
    let subscriber = tracing_subscriber::registry().with(spans.clone());
    // With a single subscriber, `tracing` asks the thread that meets a span first whether it is of interest. That may be
    // the thread of another test, which has none. With two, it asks both.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let guard = tracing::subscriber::set_default(subscriber);
    Api::instrumented(&client, "i").await.unwrap();
    Alone::instrumented(&client, "i").await.unwrap();
    drop(guard);
    let spans = spans.0.lock().unwrap();
    let around: Vec<&str> = spans
        .iter()
        .filter(|(_, around)| !around.is_empty())
        .map(|(_, around)| around.as_str())
        .collect();
    assert!(around.contains(&"instrumented") && around.contains(&"alone"), "{spans:?}");
}

#[tokio::test]
async fn endpoints_alone_can_be_called() {
    let service = LocalConnect::start().await.unwrap();
    for path in ["/inline", "/now", "/alias/n"] {
        service.route(http::Method::GET, path, |_| http::Response::default());
    }
    let client = service.client().unwrap();
    Alone::inline(&client).await.unwrap();
    Alone::conditional(&client).await.unwrap();
    Alone::alias(&client, "n").await.unwrap();
}

/// A mock of the whole trait: `automock` stands below `connect_api`.
#[connect_api]
#[cfg_attr(all(), mockall::automock)]
trait Mocked {
    #[cfg_attr(all(), connect_endpoint(GET "/users/<UserId>"))]
    #[inline]
    fn get_user<'a>(&'a self, user_id: &str) -> Call<'a, String>;

    #[endpoint(GET "/people")]
    async fn list_people(&self, #[query("x")] x: u8) -> Result<()>;
}

#[tokio::test]
async fn a_conditional_mock_is_called() {
    let mut mock = MockMocked::new();
    mock.expect_get_user().returning(|id| Call::ready(Ok(id.to_owned())));
    mock.expect_list_people().returning(|_| Box::pin(async { Ok(()) }));
    assert_eq!(mock.get_user("u").await.unwrap(), "u");
    mock.list_people(1).await.unwrap();
}
