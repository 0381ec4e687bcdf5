//! Tests what happens if `pages(…)` declares names that the pages do not have.

use std::sync::atomic::{AtomicUsize, Ordering};

use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Client, ConnectClient, Error, Pages, Result, connect_endpoint, http};
use connect_tests::Log;
use serde::Deserialize;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::util::SubscriberInitExt;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    #[serde(default)]
    users: Vec<u32>,
}

/// Declares a list whose name is that of one test, because a name is warned about only once.
macro_rules! lists {
    ($($list:ident $name:literal $token:literal $items:literal;)*) => {
        trait Lists: ConnectClient {$(
            #[connect_endpoint(
                GET "/list",
                name = $name,
                pages(token = $token, items = $items, request_token = "nextToken"),
            )]
            fn $list(&self) -> Pages<'_, u32>;
        )*
            #[connect_endpoint(
                GET "/list",
                name = "WholePages",
                pages(token = "NextToken", items = "UserList", request_token = "nextToken"),
            )]
            fn whole_pages(&self) -> Call<'_, Page>;

            #[connect_endpoint(
                POST "/list",
                name = "InBody",
                envelope = Wrapped,
                pages(token = "NextToken", items = "UserList"),
            )]
            fn in_body(&self, #[body("NextToken")] token: Option<&str>) -> Pages<'_, u32>;
        }
        impl Lists for Client {}
    };
}

lists! {
    misspelt "Misspelt" "NextToken" "UserList";
    in_other_case "InOtherCase" "NextToken" "users";
    nested "Nested" "NextToken" "Users";
    late "Late" "NextToken" "UserList";
    one_page "OnePage" "NextToken" "UserList";
    never "Never" "NextToken" "UserList";
    private "Private" "NextToken" "UserList";
    token "Token" "PageToken" "Users";
    token_case "TokenCase" "nextToken" "Users";
    right "Right" "NextToken" "Users";
}

/// Answers each request with the next page.
async fn service(pages: &'static [&'static str]) -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    for method in [http::Method::GET, http::Method::POST] {
        let count = AtomicUsize::new(0);
        service.route(method, "/list", move |_| {
            http::Response::new(pages[count.fetch_add(1, Ordering::Relaxed)].into())
        });
    }
    service
}

/// Collects the warnings of this thread, on which a test runs its calls.
///
/// With a single subscriber, `tracing` asks the thread that meets an event first whether it is of interest. That may be
/// the thread of another test, which has none. With two, it asks both.
fn warnings() -> (Log, impl Sized) {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(LevelFilter::WARN);
    let second = tracing::Dispatch::new(subscriber.finish());
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::WARN)
        .with_ansi(false)
        .with_writer(move || writer.clone());
    (log, (second, subscriber.finish().set_default()))
}

type ListOf = fn(&Client) -> Pages<'_, u32>;

async fn collect(list: ListOf, pages: &'static [&'static str]) -> Result<Vec<u32>> {
    let service = service(pages).await;
    let client = service.client().unwrap();
    list(&client).collect_at_most(100).await
}

#[tokio::test]
async fn items_that_are_lost_are_an_error_and_one_warning() {
    let (log, _guard) = warnings();
    let wrapped: &[&str] =
        &[r#"{"success":true,"data":{"Users":[1],"NextToken":"a"}}"#, r#"{"success":true}"#];
    for (list, pages, operation, items, other) in [
        (
            Lists::misspelt as ListOf,
            &[r#"{"Users":[1],"NextToken":"a"}"#, r#"{"Users":[2]}"#][..],
            "Misspelt",
            "UserList",
            "Users",
        ),
        (
            Lists::in_other_case,
            &[r#"{"Total":2,"Users":[1],"NextToken":"a"}"#, r#"{"Users":[2]}"#],
            "InOtherCase",
            "users",
            "Users",
        ),
        (
            Lists::nested,
            &[r#"{"Data":{"Users":[1]},"NextToken":"a"}"#, "{}"],
            "Nested",
            "Users",
            "Data.Users",
        ),
        (
            Lists::late,
            &[r#"{"NextToken":"a"}"#, r#"{"Users":[],"NextToken":"b"}"#, r#"{"Users":[1]}"#],
            "Late",
            "UserList",
            "Users",
        ),
        (
            Lists::private,
            &[r#"{"jane@example.com":[1],"NextToken":"a"}"#, "{}"],
            "Private",
            "UserList",
            "*",
        ),
        (|client| client.in_body(None), wrapped, "InBody", "UserList", "Users"),
    ] {
        for _ in 0..2 {
            let error = collect(list, pages).await.unwrap_err();
            assert!(matches!(error, Error::Decode(_)), "{error:?}");
            let text = error.to_string();
            let reason = format!("has no member `{items}` with items, but the list `{other}`");
            assert!(text.starts_with(operation) && text.contains(&reason), "{text}");
            assert!(text.ends_with("; check `items` in `pages(…)` of the declaration"), "{text}");
        }
        let log = log.text();
        let warning = format!(
            "{operation}: no page has the member `{items}`, which `pages(items = …)` declares; it has \
             `{other}`"
        );
        assert_eq!(log.matches(&warning).count(), 1, "{log}");
        assert!(!log.contains("jane"), "{log}");
    }
}

#[tokio::test]
async fn items_that_may_be_lost_are_a_warning() {
    let (log, _guard) = warnings();
    // There is no second page.
    assert!(collect(Lists::one_page, &[r#"{"Users":[1]}"#]).await.unwrap().is_empty());
    // The type of the page reads its own list.
    let service = service(&[r#"{"Users":[1],"NextToken":"a"}"#, r#"{"Users":[2]}"#]).await;
    let client = service.client().unwrap();
    let pages = client.whole_pages().pages().collect_at_most(9).await.unwrap();
    assert_eq!(pages.iter().flat_map(|page| &page.users).count(), 2);
    let log = log.text();
    for operation in ["OnePage", "WholePages"] {
        let warning = format!(
            "{operation}: no page has the member `UserList`, which `pages(items = …)` declares; it has \
             `Users`"
        );
        assert_eq!(log.matches(&warning).count(), 1, "{operation}: {log}");
    }
    assert_eq!(log.lines().count(), 2, "{log}");
}

#[tokio::test]
async fn several_pages_without_items_are_an_error_at_their_end() {
    let (log, _guard) = warnings();
    let pages = &[r#"{"NextToken":"a"}"#, r#"{"NextToken":"b","Total":0,"Users":[]}"#, "{}"];
    let service = service(pages).await;
    let client = service.client().unwrap();
    let mut pages = client.never().by_page();
    for _ in 0..2 {
        assert!(pages.next().await.unwrap().unwrap().is_empty());
    }
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    let reason =
        "is the last page, and no page has the member `UserList` with items; check `items`";
    assert!(error.to_string().contains(reason), "{error}");
    assert!(pages.next().await.is_none());
    let warning = "Never: no page has the member `UserList`, which `pages(items = …)` declares\n";
    assert_eq!(log.text().matches(warning.trim_end()).count(), 1, "{}", log.text());
}

#[tokio::test]
async fn a_token_with_another_name_is_a_warning() {
    let (log, _guard) = warnings();
    for (list, page, declared, other) in [
        (
            Lists::token as ListOf,
            r#"{"Users":[1],"NextToken":"a"}"#,
            "Token: no page has the member `PageToken`",
            "NextToken",
        ),
        (
            Lists::token_case,
            r#"{"Users":[1],"NextToken":"a"}"#,
            "TokenCase: no page has the member `nextToken`",
            "NextToken",
        ),
    ] {
        for _ in 0..2 {
            assert_eq!(collect(list, Box::leak(Box::new([page]))).await.unwrap(), [1]);
        }
        let warning = format!("{declared}, which `pages(token = …)` declares; it has `{other}`");
        let log = log.text();
        assert_eq!(log.matches(&warning).count(), 1, "{log}");
    }
}

#[tokio::test]
async fn right_names_are_no_warning() {
    let (log, _guard) = warnings();
    for (pages, expected) in [
        (&["{}"][..], &[][..]),
        (&["null"], &[]),
        (&[""], &[]),
        (&[r#"{"Users":null,"Others":[1]}"#], &[]),
        (&[r#"{"Users":[1]}"#], &[1]),
        (&[r#"{"Users":[1],"NextToken":null}"#], &[1]),
        (&[r#"{"Users":[1],"ParticipantToken":"a"}"#], &[1]),
        // The service leaves out an empty list.
        (&[r#"{"NextToken":"a"}"#, r#"{"Users":[1]}"#], &[1]),
        (&[r#"{"Users":[1],"NextToken":"a"}"#, r#"{"Others":[2],"NextToken":"b"}"#, "{}"], &[1]),
        (&[r#"{"Users":[1],"NextToken":"a"}"#, r#"{"nextToken":"b"}"#], &[1]),
    ] {
        assert_eq!(collect(Lists::right, pages).await.unwrap(), expected, "{pages:?}");
    }
    assert_eq!(log.text(), "");
}
