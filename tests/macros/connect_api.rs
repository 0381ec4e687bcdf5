//! Tests traits under `#[connect_api]`.

use std::collections::HashMap;
use std::time::Duration;

use connect_runtime::testing::{LocalConnect, json_response};
use connect_runtime::{
    Auth, Call, Client, ConnectClient, ConnectError, Error, Operation, Pages, RequestToken, Result,
    Retry, RetryDecision, ToValue, connect_api, connect_endpoint, http, service,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

#[derive(Debug, ConnectError)]
enum CaseError {
    #[code("ResourceNotFoundException")]
    NotFound,
    #[other]
    Other(Error),
}

#[derive(Debug, Deserialize)]
struct Case {
    id: String,
}

/// Cases.
#[connect_api(service = CASES, envelope = Bare, error = CaseError)]
trait Cases {
    /// Reads a case.
    #[connect_endpoint(POST "/domains/<domainId>/cases/<caseId>", unchecked)]
    async fn get_case(&self, domain_id: &str, case_id: &str) -> Result<Case>;

    /// Its fields.
    #[connect_endpoint(
        POST "/domains/<domainId>/cases-search",
        pages(token = "nextToken", items = "cases"),
        timeout = "1500ms",
        max_attempts = 2,
    )]
    fn search(
        &self,
        domain_id: &str,
        #[body("nextToken")] next_token: Option<&str>,
    ) -> Pages<'_, Case>;

    #[connect_endpoint(POST "/token", service = PARTICIPANT, auth = none, envelope = Adaptive)]
    fn participant(
        &self,
        #[header("X-Amz-Bearer")] token: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, (), Error>;

    #[cfg(any())]
    #[connect_endpoint(GET "/gone")]
    fn gone(&self) -> Call<'_, ()>;

    /// A method of the trait without an endpoint.
    fn domain(&self) -> &'static str {
        "a-domain"
    }
}

#[tokio::test]
async fn a_client_implements_the_trait() {
    let service = LocalConnect::start().await.unwrap();
    for operation in CASES_OPERATIONS {
        service.route_operation(operation, |request| {
            let id = request.label("caseId").unwrap_or("searched");
            let case = json!({ "id": id });
            json_response(http::StatusCode::OK, &json!({ "id": id, "cases": [case] }))
        });
    }
    let client = service.client().unwrap();
    assert_eq!(client.get_case("d", "c").await.unwrap().id, "c");
    assert_eq!(client.search("d", None).collect_at_most(9).await.unwrap()[0].id, "searched");
    client.participant("bearer", None).await.unwrap();
    assert_eq!(client.domain(), "a-domain");
    let verified: Vec<bool> =
        service.requests().iter().map(|request| request.is_verified).collect();
    assert_eq!(verified, [true, true, false]);
    let unsigned = &service.requests()[2];
    assert_eq!(unsigned.header("authorization"), None);
    assert_eq!(unsigned.header("x-amz-security-token"), None);
    assert_eq!(unsigned.header("x-amz-bearer"), Some("bearer"));
}

#[tokio::test]
async fn a_request_for_another_service_is_rejected() {
    trait Wrong: ConnectClient {
        #[connect_endpoint(POST "/domains/<domainId>/cases/<caseId>", unchecked)]
        async fn get_case(&self, domain_id: &str, case_id: &str) -> Result<()>;
    }
    impl Wrong for Client {}
    let service = LocalConnect::start().await.unwrap();
    let client = service.client().unwrap();
    let error = Wrong::get_case(&client, "d", "c").await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    assert!(error.api().unwrap().message().unwrap().contains("/cases/aws4_request"));
}

#[test]
fn the_table_lists_the_declared_operations() {
    let names: Vec<&str> = CASES_OPERATIONS.iter().map(Operation::name).collect();
    assert_eq!(names, ["GetCase", "SearchCases", "Participant"]);
    let [get_case, search, participant] = CASES_OPERATIONS else { panic!("three operations") };
    assert_eq!((get_case.service(), get_case.auth()), (&service::CASES, Auth::SigV4));
    assert_eq!((get_case.timeout(), get_case.max_attempts()), (None, None));
    assert!(get_case.paging().is_none() && !get_case.is_idempotent());
    assert_eq!(search.path(), "/domains/<domainId>/cases-search");
    assert_eq!(search.timeout(), Some(Duration::from_millis(1500)));
    assert_eq!(search.max_attempts(), Some(2));
    let paging = search.paging().unwrap();
    assert_eq!((paging.response_token(), paging.items()), ("nextToken", "cases"));
    assert_eq!(paging.request_token(), RequestToken::Body("nextToken"));
    assert_eq!((participant.service(), participant.auth()), (&service::PARTICIPANT, Auth::None));
    assert!(participant.is_idempotent());
}

/// Declares the same path at two services.
#[connect_api(service = CASES)]
trait Mixed {
    #[connect_endpoint(GET "/items")]
    fn of_cases(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/items", service = CONNECT)]
    fn of_connect(&self) -> Call<'_, ()>;
}

#[tokio::test]
async fn a_trait_can_mix_connect_with_another_service() {
    let services: Vec<_> = MIXED_OPERATIONS.iter().map(Operation::service).collect();
    assert_eq!(services, [&service::CASES, &service::CONNECT]);
    for (index, is_connect) in [(0, false), (1, true)] {
        let local = LocalConnect::start().await.unwrap();
        local.route_operation(&MIXED_OPERATIONS[index], |_| http::Response::default());
        let client = local.client().unwrap();
        assert_eq!(client.of_cases().await.is_ok(), !is_connect);
        assert_eq!(client.of_connect().await.is_ok(), is_connect);
    }
}

/// A fake implements the trait like any other type and needs no client.
struct Fake(HashMap<&'static str, &'static str>);

impl Cases for Fake {
    async fn get_case(&self, _domain_id: &str, case_id: &str) -> Result<Case, CaseError> {
        let id = self.0.get(case_id).ok_or(CaseError::NotFound)?;
        Ok(Case { id: (*id).to_owned() })
    }

    fn search(&self, _: &str, _: Option<&str>) -> Pages<'_, Case, CaseError> {
        Pages::from_pages([Ok(vec![Case { id: "fake".to_owned() }])])
    }

    fn participant(&self, _: &str, _: Option<&str>) -> Call<'_, ()> {
        Call::ready(Ok(()))
    }
}

async fn first_found(cases: &impl Cases) -> String {
    cases.search("d", None).next().await.unwrap().unwrap().id
}

#[tokio::test]
async fn a_fake_needs_no_client() {
    let fake = Fake(HashMap::from([("a", "A")]));
    assert_eq!(fake.get_case("d", "a").await.unwrap().id, "A");
    assert!(matches!(fake.get_case("d", "b").await, Err(CaseError::NotFound)));
    assert_eq!(first_found(&fake).await, "fake");
}

/// Without an `async fn`, the trait works behind `dyn`.
#[connect_api]
trait Lists: Send + Sync {
    #[connect_endpoint(GET "/a/<Id>", pages(token = "T", items = "I", request_token = "t"))]
    fn items(&self, id: &str) -> Pages<'_, u8>;
}

#[connect_api]
trait Generic<'a, T: DeserializeOwned, const N: usize>: Lists
where
    T: Send,
{
    #[connect_endpoint(POST "/generic")]
    fn generic<V: ToValue>(&'a self, #[query("b")] values: [V; N]) -> Call<'a, T>;
}

#[test]
fn traits_can_be_generic_and_have_supertraits() {
    let client = connect_runtime::testing::disconnected_client().unwrap();
    let lists: &dyn Lists = &client;
    assert_eq!(lists.items("a").request().unwrap().path(), "/a/a");
    let call: Call<'_, String> = client.generic([1, 2]);
    assert_eq!(call.request().unwrap().query(), "b=1&b=2");
    assert_eq!(LISTS_OPERATIONS.len() + GENERIC_OPERATIONS.len(), 2);
}

/// `mockall` receives the expanded trait.
#[connect_api]
#[mockall::automock]
trait Mocked {
    #[connect_endpoint(GET "/a/<Id>")]
    async fn described(&self, id: &str) -> Result<String>;

    #[connect_endpoint(POST "/a")]
    fn called<'a>(&'a self, #[body("Id")] id: &str) -> Call<'a, u8>;
}

#[tokio::test]
async fn mockall_composes() {
    let mut mock = MockMocked::new();
    mock.expect_described()
        .withf(|id| id == "a")
        .returning(|id| Box::pin(std::future::ready(Ok(id.to_uppercase()))));
    mock.expect_called().returning(|id| Call::ready(Ok(u8::try_from(id.len()).unwrap())));
    assert_eq!(mock.described("a").await.unwrap(), "A");
    assert_eq!(mock.called("abc").await.unwrap(), 3);
}

/// Mixes methods that are compiled with methods that `cfg` removes.
#[connect_api]
trait Identified {
    #[cfg(any())]
    #[connect_endpoint(GET "/gone")]
    fn gone(&self) -> Call<'_, ()>;

    #[cfg(not(any()))]
    #[connect_endpoint(GET "/called")]
    fn called(&self) -> Call<'_, ()>;

    #[cfg(not(any()))]
    #[cfg(any())]
    #[connect_endpoint(GET "/gone-too")]
    fn gone_too(&self) -> Call<'_, ()>;

    #[cfg(not(target_os = "none"))]
    #[cfg(not(any()))]
    #[connect_endpoint(GET "/awaited")]
    async fn awaited(&self) -> Result<()>;

    #[connect_endpoint(GET "/listed?<t>", pages(token = "T", items = "I"))]
    fn listed(&self, t: Option<&str>) -> Pages<'_, u8>;
}

fn is_same(found: Option<&Operation>, expected: &Operation) -> bool {
    found.is_some_and(|found| std::ptr::eq(found, expected))
}

#[tokio::test]
async fn a_call_refers_to_the_operation_in_the_table() {
    let [called, awaited, listed] = IDENTIFIED_OPERATIONS else { panic!("three operations") };
    assert_eq!(awaited.path(), "/awaited");
    let (sender, receiver) = std::sync::mpsc::channel();
    let retry = Retry::standard().classifier(move |attempt| {
        sender.send(attempt.operation()).unwrap();
        RetryDecision::Stop
    });
    let service = LocalConnect::start().await.unwrap();
    let client = service.client_builder().retry(retry).build().unwrap();
    assert!(is_same(Identified::called(&client).operation(), called));
    assert!(is_same(client.listed(None).operation(), listed));
    client.awaited().await.unwrap_err();
    assert!(std::ptr::eq(receiver.recv().unwrap(), awaited));
}

macro_rules! api {
    ($name:ident, $predicate:meta, $os:literal) => {
        #[connect_api]
        trait $name<T> {
            #[cfg($predicate)]
            #[connect_endpoint(GET "/first")]
            fn first(&self) -> Call<'_, ()>;

            #[cfg(target_os = $os)]
            #[connect_endpoint(GET "/second")]
            fn second(&self) -> Call<'_, ()>;

            #[connect_endpoint(GET "/third")]
            fn third(&self, #[query("t")] value: T) -> Call<'_, ()>
            where
                T: ToValue;
        }
    };
}

#[test]
fn each_trait_has_its_own_table() {
    #[connect_api]
    #[cfg(not(any()))]
    trait r#Type<'a, T: DeserializeOwned + Send, const N: usize> {
        #[cfg(any())]
        #[connect_endpoint(GET "/first")]
        fn first(&self) -> Call<'_, ()>;

        #[connect_endpoint(POST "/generic")]
        fn generic(&'a self, #[query("b")] values: [u8; N]) -> Call<'a, T>;
    }
    #[cfg(any())]
    #[connect_api]
    trait Absent {
        #[connect_endpoint(GET "/a")]
        fn a(&self) -> Call<'_, ()>;
    }
    api!(FromMacro, all(), "none");
    api!(FromMacroToo, any(), "none");
    let client = connect_runtime::testing::disconnected_client().unwrap();
    let call: Call<'_, String> = Type::generic(&client, [1, 2]);
    assert!(is_same(call.operation(), &TYPE_OPERATIONS[0]));
    let first = FromMacro::<u8>::first(&client);
    assert!(is_same(first.operation(), &FROM_MACRO_OPERATIONS[0]));
    let third = FromMacro::<u8>::third(&client, 3);
    assert!(is_same(third.operation(), &FROM_MACRO_OPERATIONS[1]));
    let third = FromMacroToo::<u8>::third(&client, 3);
    assert!(is_same(third.operation(), &FROM_MACRO_TOO_OPERATIONS[0]));
}

#[test]
fn operations_with_equal_values_are_equal() {
    trait Plain: ConnectClient {
        #[connect_endpoint(GET "/listed?<t>", pages(token = "T", items = "I"))]
        fn listed(&self, t: Option<&str>) -> Pages<'_, u8>;

        #[connect_endpoint(GET "/listed?<t>", name = "Listed", pages(token = "U", items = "I", request_token = "t"))]
        fn other(&self, t: Option<&str>) -> Pages<'_, u8>;
    }
    impl Plain for Client {}
    let client = connect_runtime::testing::disconnected_client().unwrap();
    let plain = Plain::listed(&client, None).operation().unwrap();
    let of_api = &IDENTIFIED_OPERATIONS[2];
    assert_eq!(plain, of_api);
    assert!(!std::ptr::eq(plain, of_api));
    assert_ne!(client.other(None).operation(), Some(plain));
    assert_eq!(std::collections::HashSet::from([plain, of_api]).len(), 1);
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CasePage {
    next_token: Option<String>,
    cases: Vec<Case>,
}

/// Views of one operation: its pages, one page, the page as bytes, and a filter.
#[connect_api]
trait Views {
    #[connect_endpoint(GET "/cases?<nextToken>", pages(token = "NextToken", items = "Cases"))]
    fn list_cases(&self, next_token: Option<&str>) -> Pages<'_, Case>;

    #[connect_endpoint(GET "/cases?<nextToken>")]
    fn list_page_of_cases(&self, next_token: Option<&str>) -> Call<'_, CasePage>;

    #[connect_endpoint(GET "/cases", name = "ListCases", envelope = Raw)]
    fn list_raw_cases(&self) -> Call<'_, Vec<u8>>;

    #[connect_endpoint(GET "/cases", name = "ListCases")]
    async fn list_cases_of(&self, #[query("owner")] owner: &str) -> Result<CasePage>;

    #[connect_endpoint(GET "/queues-of-cases?<nextToken>")]
    async fn one_page_of_queues(&self, next_token: Option<&str>) -> Result<CasePage>;

    #[connect_endpoint(
        GET "/queues-of-cases?<nextToken>",
        name = "ListQueuesOfCases",
        pages(token = "NextToken", items = "Cases")
    )]
    fn list_queues(&self, next_token: Option<&str>) -> Pages<'_, Case>;
}

#[test]
fn views_of_one_operation_have_its_name_and_an_element_each() {
    let names: Vec<&str> = VIEWS_OPERATIONS.iter().map(Operation::name).collect();
    let (cases, queues) = ("ListCases", "ListQueuesOfCases");
    assert_eq!(names, [cases, cases, cases, cases, queues, queues]);
    let paged: Vec<bool> =
        VIEWS_OPERATIONS.iter().map(|operation| operation.paging().is_some()).collect();
    assert_eq!(paged, [true, false, false, false, false, true]);
}

#[tokio::test]
async fn an_operation_can_be_called_through_each_of_its_views() {
    let service = LocalConnect::start().await.unwrap();
    service.route_operation(&VIEWS_OPERATIONS[0], |request| {
        let (id, next) = match request.query_values("nextToken").first() {
            None => ("first", Some("2")),
            Some(_) => ("second", None),
        };
        let page = json!({ "Cases": [{ "id": id }], "NextToken": next });
        json_response(http::StatusCode::OK, &page)
    });
    let client = service.client().unwrap();
    let all = client.list_cases(None).collect_at_most(9).await.unwrap();
    let all: Vec<&str> = all.iter().map(|case| case.id.as_str()).collect();
    assert_eq!(all, ["first", "second"]);
    let call = client.list_page_of_cases(None);
    assert!(std::ptr::eq(call.operation().unwrap(), &raw const VIEWS_OPERATIONS[1]));
    let page = call.await.unwrap();
    assert_eq!((page.cases.len(), page.next_token.as_deref()), (1, Some("2")));
    assert_eq!(client.list_cases_of("a").await.unwrap().cases[0].id, "first");
    assert!(client.list_raw_cases().await.unwrap().starts_with(b"{"));
    drop((client.one_page_of_queues(None), client.list_queues(None)));
}
