//! Tests paged operations against the stand-in: requests, their timing and the items.

use connect_runtime::testing::{LocalConnect, ReceivedRequest, json_response};
use connect_runtime::{
    Call, Client, ConnectClient, Error, HttpClient, PageStream, Pages, Result, Stream,
    connect_endpoint, http,
};
use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::client_over;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct User {
    id: u32,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UserPage {
    users: Vec<User>,
    total: u32,
}

trait Users: ConnectClient {
    #[connect_endpoint(
        GET "/users/<InstanceId>?<nextToken>&<maxResults>",
        pages(token = "NextToken", items = "Users"),
    )]
    fn list_people(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Pages<'_, User>;

    #[connect_endpoint(POST "/search-users", pages(token = "NextToken", items = "Users"))]
    fn search_users(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("NextToken")] next_token: Option<&str>,
        #[body("Sizes")] sizes: &[f64],
    ) -> Pages<'_, User>;

    #[connect_endpoint(POST "/search-users", pages(token = "NextToken", items = "Users"))]
    fn search_by_body(&self, #[body] query: &Value) -> Pages<'_, User>;

    #[connect_endpoint(
        GET "/users/<InstanceId>",
        pages(token = "NextToken", items = "Users", request_token = "nextToken"),
    )]
    fn without_parameter(&self, instance_id: &str) -> Pages<'_, User>;

    #[connect_endpoint(
        POST "/search-users",
        pages(token = "NextToken", items = "Users", request_token = body("NextToken")),
    )]
    fn search_without_parameter(&self, #[body("InstanceId")] instance_id: &str) -> Pages<'_, User>;

    #[connect_endpoint(
        GET "/users/<InstanceId>?<nextToken>",
        pages(token = "NextToken", items = "Users"),
    )]
    fn user_pages(&self, instance_id: &str, next_token: Option<&str>) -> Call<'_, UserPage>;

    #[connect_endpoint(
        GET "/wrapped",
        envelope = Wrapped,
        pages(token = "NextToken", items = "Users", request_token = "nextToken"),
    )]
    fn wrapped(&self) -> Pages<'_, User>;

    #[connect_endpoint(GET "/users/<InstanceId>")]
    fn not_paged(&self, instance_id: &str) -> Call<'_, UserPage>;
}
impl<C: ConnectClient + ?Sized> Users for C {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn pages_are_fetched_on_demand;
    #[tokio::test] async fn nothing_is_sent_before_the_first_item_is_requested;
    #[tokio::test] async fn tokens_in_the_body_work_too;
    #[tokio::test] async fn the_token_needs_no_parameter;
    #[tokio::test] async fn a_list_resumes_from_its_token;
    #[tokio::test] async fn pages_can_be_taken_whole;
    #[tokio::test] async fn paging_an_undeclared_operation_is_an_error;
    #[tokio::test] async fn every_form_of_the_last_page_ends_the_list;
    #[tokio::test] async fn an_empty_page_is_skipped;
    #[tokio::test] async fn a_repeated_token_is_an_error_after_its_page;
    #[tokio::test] async fn an_error_ends_the_list_and_keeps_the_token_to_resume;
    #[tokio::test] async fn each_page_waits_out_what_is_not_there_yet;
    #[tokio::test] async fn an_envelope_applies_to_pages;
    #[tokio::test] async fn pages_are_a_stream;
    #[tokio::test] async fn the_size_is_known_once_the_last_page_is_fetched;
}

/// Serves three pages of two users. A page token spells the page number in words that need encoding.
async fn service() -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::GET, "/users/<InstanceId>", |request| {
        page(request.query_values("nextToken").first().map(String::as_str))
    });
    service
        .route(Method::POST, "/search-users", |request| page(body(request)["NextToken"].as_str()));
    service
}

fn body(request: &ReceivedRequest) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

const TOKENS: [&str; 2] = ["page two/é+=", "page \"three\""];

fn page(token: Option<&str>) -> http::Response<connect_runtime::bytes::Bytes> {
    let number = match token {
        None => 0,
        Some(token) => 1 + TOKENS.iter().position(|known| *known == token).unwrap(),
    };
    let users = json!([{ "Id": 2 * number }, { "Id": 2 * number + 1 }]);
    let token = TOKENS.get(number);
    json_response(StatusCode::OK, &json!({ "Users": users, "NextToken": token, "Total": 6 }))
}

fn ids(users: &[User]) -> Vec<u32> {
    users.iter().map(|user| user.id).collect()
}

async fn pages_are_fetched_on_demand(http_client: HttpClient) {
    let service = service().await;
    let client = client_over(http_client, &service);
    let mut users = client.list_people("i", None, Some(2));
    assert_eq!(users.operation().unwrap().name(), "ListPeople");
    let mut sent = Vec::new();
    while let Some(user) = users.next().await {
        sent.push((user.unwrap().id, service.requests().len(), users.pages_fetched()));
    }
    assert_eq!(sent, [(0, 1, 1), (1, 1, 1), (2, 2, 2), (3, 2, 2), (4, 3, 3), (5, 3, 3)]);
    assert!(users.next().await.is_none());
    let queries: Vec<String> =
        service.requests().iter().map(|request| request.query.clone()).collect();
    assert_eq!(
        queries,
        [
            "maxResults=2",
            "maxResults=2&nextToken=page%20two%2F%C3%A9%2B%3D",
            "maxResults=2&nextToken=page%20%22three%22",
        ]
    );
    assert!(service.requests().iter().all(|request| request.is_verified));
}

async fn nothing_is_sent_before_the_first_item_is_requested(http_client: HttpClient) {
    let service = service().await;
    let client = client_over(http_client, &service);
    drop(client.list_people("i", None, None));
    assert_eq!(client.list_people("i", None, None).collect_at_most(0).await.unwrap().len(), 0);
    assert_eq!(service.requests().len(), 0);
    let two = client.list_people("i", None, None).collect_at_most(2).await.unwrap();
    assert_eq!((ids(&two), service.requests().len()), (vec![0, 1], 1));
    let three = client.list_people("i", None, None).collect_at_most(3).await.unwrap();
    assert_eq!((ids(&three), service.requests().len()), (vec![0, 1, 2], 3));
}

async fn tokens_in_the_body_work_too(http_client: HttpClient) {
    let service = service().await;
    let client = client_over(http_client, &service);
    let users = client.search_users("i", None, &[1.5]).collect_at_most(100).await.unwrap();
    assert_eq!(ids(&users), [0, 1, 2, 3, 4, 5]);
    let query = json!({ "InstanceId": "i", "Sizes": [1.5] });
    let users = client.search_by_body(&query).collect_at_most(100).await.unwrap();
    assert_eq!(ids(&users), [0, 1, 2, 3, 4, 5]);
    for (request, token) in service.requests().iter().zip([None, Some(0), Some(1)].repeat(2)) {
        let mut expected = query.clone();
        if let Some(token) = token {
            expected["NextToken"] = TOKENS[token].into();
        }
        assert_eq!(body(request), expected);
        assert_eq!(request.header("content-type"), Some("application/json"));
    }
}

async fn the_token_needs_no_parameter(http_client: HttpClient) {
    let service = service().await;
    let client = client_over(http_client, &service);
    let users = client.without_parameter("i").collect_at_most(100).await.unwrap();
    assert_eq!(ids(&users), [0, 1, 2, 3, 4, 5]);
    let users = client.search_without_parameter("i").collect_at_most(100).await.unwrap();
    assert_eq!(ids(&users), [0, 1, 2, 3, 4, 5]);
}

async fn a_list_resumes_from_its_token(http_client: HttpClient) {
    let service = service().await;
    let client = client_over(http_client, &service);
    let mut users = client.list_people("i", None, None);
    users.next().await.unwrap().unwrap();
    let token = users.next_token().unwrap().to_owned();
    assert_eq!(token, TOKENS[0]);
    let rest = client.list_people("i", Some(&token), None).collect_at_most(100).await.unwrap();
    assert_eq!(ids(&rest), [2, 3, 4, 5]);
    assert_eq!(client.search_users("i", Some(TOKENS[1]), &[]).next_token(), Some(TOKENS[1]));
}

async fn pages_can_be_taken_whole(http_client: HttpClient) {
    let service = service().await;
    let client = client_over(http_client, &service);
    let pages = client.list_people("i", None, None).by_page().collect_at_most(2).await.unwrap();
    assert_eq!(pages.iter().map(|page| ids(page)).collect::<Vec<_>>(), [[0, 1], [2, 3]]);
    assert_eq!(service.requests().len(), 2);
    let mut pages = client.user_pages("i", None).pages();
    let mut totals = Vec::new();
    while let Some(page) = pages.next().await {
        totals.push((page.unwrap().total, pages.next_token().map(str::to_owned)));
    }
    let tokens = [Some(TOKENS[0].to_owned()), Some(TOKENS[1].to_owned()), None];
    assert_eq!(totals, tokens.map(|token| (6, token)));
    assert_eq!(client.user_pages("i", None).await.unwrap().users.len(), 2);
}

async fn paging_an_undeclared_operation_is_an_error(http_client: HttpClient) {
    let service = service().await;
    let client = client_over(http_client, &service);
    let mut pages = client.not_paged("i").pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("NotPaged: nothing was sent: the declaration has no pages"));
    assert!(pages.next().await.is_none());
    let mut users = client.list_people("", None, None);
    assert!(users.request().is_none());
    assert_eq!(users.operation().unwrap().name(), "ListPeople");
    let error = users.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("`instance_id`"), "{error}");
    // A request body that is a list has no member for the page token.
    let error = client.search_by_body(&json!([1])).collect_at_most(9).await.unwrap_err();
    assert!(error.to_string().contains("`NextToken` has no place in it"), "{error}");
    assert_eq!(service.requests().len(), 0);
}

/// Responds to each request with the next of `answers`, and repeats the last one.
async fn scripted(answers: &'static [(u16, &'static str)]) -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    let count = std::sync::atomic::AtomicUsize::new(0);
    service.route(Method::GET, "/users/<InstanceId>", move |_| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let (status, body) = answers[number.min(answers.len() - 1)];
        http::Response::builder().status(status).body(body.into()).unwrap()
    });
    service
}

async fn all(client: &Client) -> (Vec<u32>, Option<Error>, Option<String>) {
    let mut users = client.list_people("i", None, None);
    let (mut ids, mut error) = (Vec::new(), None);
    while let Some(user) = users.next().await {
        match user {
            Ok(user) => ids.push(user.id),
            Err(failure) => {
                assert!(error.is_none(), "two errors");
                error = Some(failure);
            }
        }
    }
    (ids, error, users.next_token().map(str::to_owned))
}

async fn every_form_of_the_last_page_ends_the_list(http_client: HttpClient) {
    for body in [
        r#"{"Users":[{"Id":1}]}"#,
        r#"{"Users":[{"Id":1}],"NextToken":null}"#,
        r#"{"Users":[{"Id":1}],"NextToken":""}"#,
        r#"{"success":true,"data":{"Users":[{"Id":1}]}}"#,
        r#"{"Users":[null,{"Id":1}]}"#,
    ] {
        let service = scripted(Box::leak(Box::new([(200, body)]))).await;
        let (ids, error, token) = all(&client_over(http_client, &service)).await;
        assert_eq!((ids, token), (vec![1], None), "{body}");
        assert!(error.is_none() && service.requests().len() == 1, "{body}");
    }
    for body in ["", "{}", "null", r#"{"Users":null}"#, r#"{"Users":[]}"#] {
        let service = scripted(Box::leak(Box::new([(200, body)]))).await;
        let (ids, error, token) = all(&client_over(http_client, &service)).await;
        assert!(ids.is_empty() && error.is_none() && token.is_none(), "{body}: {error:?}");
    }
}

async fn an_empty_page_is_skipped(http_client: HttpClient) {
    let service = scripted(&[
        (200, r#"{"Users":[{"Id":1}],"NextToken":"a"}"#),
        (200, r#"{"Users":[],"NextToken":"b"}"#),
        (200, r#"{"Users":[{"Id":2}]}"#),
    ])
    .await;
    let (ids, error, _) = all(&client_over(http_client, &service)).await;
    assert_eq!((ids, error.is_none()), (vec![1, 2], true));
}

async fn a_repeated_token_is_an_error_after_its_page(http_client: HttpClient) {
    for answers in [
        &[(200, r#"{"Users":[{"Id":1}],"NextToken":"a"}"#)][..],
        &[
            (200, r#"{"Users":[{"Id":1}],"NextToken":"a"}"#),
            (200, r#"{"Users":[{"Id":1}],"NextToken":"b"}"#),
            (200, r#"{"Users":[{"Id":1}],"NextToken":"a"}"#),
        ],
    ] {
        let service = scripted(answers).await;
        let (ids, error, _) = all(&client_over(http_client, &service)).await;
        let error = error.unwrap();
        assert!(matches!(error, Error::Paging { .. }), "{error:?}");
        assert!(error.to_string().starts_with("ListPeople: the service sent a page token"));
        assert_eq!(ids.len(), service.requests().len());
        assert_eq!(ids.len(), answers.len().max(2));
    }
}

async fn an_error_ends_the_list_and_keeps_the_token_to_resume(http_client: HttpClient) {
    for (second, part) in [
        ((404, r#"{"message":"gone"}"#), "status 404"),
        ((200, r#"{"Users":[{"Id":1},{"Id":"x"}]}"#), "at `Users[1].Id` is a string"),
        ((200, r#"{"Users":7}"#), "at `Users` is an integer"),
        ((200, r#"{"Users":[],"NextToken":[7]}"#), "at `NextToken` is a list"),
        ((200, "[1]"), "is not an object with a page"),
        ((200, "<html>"), "is not JSON"),
    ] {
        let first = (200, r#"{"Users":[{"Id":1}],"NextToken":"a"}"#);
        let service = scripted(Box::leak(Box::new([first, second]))).await;
        let (ids, error, token) = all(&client_over(http_client, &service)).await;
        let error = error.unwrap().to_string();
        assert!(error.starts_with("ListPeople: ") && error.contains(part), "{error}");
        assert_eq!((ids, token.as_deref()), (vec![1], Some("a")));
        assert_eq!(service.requests().len(), 2);
    }
}

async fn each_page_waits_out_what_is_not_there_yet(http_client: HttpClient) {
    const MISSING: (u16, &str) = (404, r#"{"__type":"ResourceNotFoundException"}"#);
    let service = scripted(&[
        MISSING,
        (200, r#"{"Users":[{"Id":1}],"Total":2,"NextToken":"a"}"#),
        MISSING,
        MISSING,
        (200, r#"{"Users":[{"Id":2}],"Total":2}"#),
    ])
    .await;
    let client = client_over(http_client, &service);
    let minute = std::time::Duration::from_mins(1);
    let call = client.user_pages("i", None).retry_on("ResourceNotFoundException", minute);
    let mut pages = call.pages();
    for id in [1, 2] {
        assert_eq!(ids(&pages.next().await.unwrap().unwrap().users), [id]);
    }
    assert!(pages.next().await.is_none());
    assert_eq!(service.request_count(), 5);
}

async fn an_envelope_applies_to_pages(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::GET, "/wrapped", |request| {
        let token = request.query.is_empty().then_some("t");
        let page = json!({ "Users": [{ "Id": 1 }], "NextToken": token });
        json_response(StatusCode::OK, &json!({ "success": true, "data": page }))
    });
    let client = client_over(http_client, &service);
    assert_eq!(client.wrapped().collect_at_most(9).await.unwrap().len(), 2);
    service.route(Method::GET, "/wrapped", |_| page(None));
    let error = client.wrapped().collect_at_most(9).await.unwrap_err();
    assert!(error.to_string().contains("is not wrapped"), "{error}");
}

/// `Pages` implements `Stream`, can be sent to another task and works behind `dyn`.
async fn pages_are_a_stream(http_client: HttpClient) {
    fn is_stream<S: Stream<Item = Result<User>> + Send + Unpin>(_: &S) {}
    fn is_page_stream<S: Stream<Item = Result<UserPage>> + Send + Unpin>(_: &S) {}
    trait Lists: Send + Sync {
        fn users(&self) -> Pages<'_, User>;
    }
    impl Lists for Client {
        fn users(&self) -> Pages<'_, User> {
            self.list_people("i", None, None)
        }
    }
    let service = service().await;
    let client = client_over(http_client, &service);
    is_stream(&client.list_people("i", None, None));
    is_page_stream(&client.user_pages("i", None).pages());
    let lists: Box<dyn Lists> = Box::new(client);
    let task = tokio::spawn(async move { lists.users().collect_at_most(9).await.unwrap().len() });
    assert_eq!(task.await.unwrap(), 6);
}

async fn the_size_is_known_once_the_last_page_is_fetched(http_client: HttpClient) {
    let service = service().await;
    let client = client_over(http_client, &service);
    let mut users = client.list_people("i", None, None);
    let mut hints = vec![users.size_hint()];
    while users.next().await.is_some() {
        hints.push(users.size_hint());
    }
    let (many, last) = ((0, None), |left| (left, Some(left)));
    assert_eq!(hints, [many, (1, None), many, (1, None), many, last(1), last(0)]);
    let mut pages = client.user_pages("i", None).pages();
    let mut hints = Vec::new();
    while pages.next().await.is_some() {
        hints.push(pages.size_hint());
    }
    assert_eq!(hints, [many, many, last(0)]);
}

#[tokio::test]
async fn a_fake_can_return_pages() {
    let error = || Error::from(connect_runtime::ApiError::from_response(&page(None)));
    let pages = [Ok(vec![User { id: 1 }]), Ok(vec![]), Err(error()), Ok(vec![User { id: 2 }])];
    let mut users: Pages<'_, User> = Pages::from_pages(pages);
    assert_eq!(users.next().await.unwrap().unwrap().id, 1);
    assert!(users.next().await.unwrap().is_err());
    assert!(users.next().await.is_none(), "an error ends the pages of a fake as it does others");
    assert!(users.operation().is_none() && users.request().is_none());
    let mut one: PageStream<'_, u8> = Call::ready(Ok(7)).pages();
    assert_eq!(one.next().await.unwrap().unwrap(), 7);
    assert!(one.next().await.is_none());
    assert_eq!(one.pages_fetched(), 1);
}
