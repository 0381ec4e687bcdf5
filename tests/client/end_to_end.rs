//! Tests calls over a socket against a stand-in that verifies signatures.

use bytes::Bytes;
use connect_runtime::http::{Method, Response, StatusCode};
use connect_runtime::testing::{Identity, LocalConnect, ResponseForm, json_response};
use connect_runtime::{
    Call, Client, ConnectClient, Error, HttpClient, Result, Sensitive, Timestamp, connect_endpoint,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client_over;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FederationToken {
    user_arn: String,
    credentials: Tokens,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tokens {
    access_token: Sensitive<String>,
    access_token_expiration: Timestamp,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NewUser<'a> {
    username: &'a str,
    password: Option<&'a str>,
}

trait Connect: ConnectClient {
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    async fn get_federation_token(&self, instance_id: &str) -> Result<FederationToken>;

    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn federation_call(&self, instance_id: &str) -> Call<'_, FederationToken>;

    #[connect_endpoint(GET "/users-summary/<InstanceId>?version=2&draft&<maxResults>&<nextToken>")]
    async fn list_users(
        &self,
        instance_id: &str,
        max_results: Option<u32>,
        next_token: Option<&str>,
    ) -> Result<()>;

    #[connect_endpoint(PUT "/users/<InstanceId>")]
    async fn create_user(&self, instance_id: &str, #[body] user: &NewUser<'_>) -> Result<()>;

    #[connect_endpoint(POST "/cases:batchUpdate/<Id>/related-items/")]
    async fn odd_path(&self, id: &str) -> Result<()>;

    #[connect_endpoint(POST "/users/<InstanceId>/<Key..>")]
    async fn touch(&self, instance_id: &str, key: &str) -> Result<()>;
}
impl Connect for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn the_token_arrives_in_both_response_forms;
    #[tokio::test] async fn awkward_identifiers_arrive_unchanged;
    #[tokio::test] async fn unusual_paths_arrive_as_declared;
    #[tokio::test] async fn identifiers_that_would_change_the_path_are_rejected_before_sending;
    #[tokio::test] async fn unknown_instances_are_not_found;
    #[tokio::test] async fn root_credentials_are_rejected_with_the_service_message;
    #[tokio::test] async fn the_query_keeps_its_declared_order_and_form;
    #[tokio::test] async fn the_declaration_determines_the_body;
    #[tokio::test] async fn a_request_carries_the_required_headers;
    #[tokio::test] async fn an_endpoint_url_may_have_a_path;
    #[tokio::test] async fn a_call_shows_operation_request_and_response;
    #[tokio::test] async fn errors_of_proxies_and_gateways_are_api_errors;
    #[tokio::test] async fn the_last_added_route_wins;
}

fn ok() -> Response<Bytes> {
    json_response(StatusCode::OK, &json!({}))
}

async fn the_token_arrives_in_both_response_forms(http_client: HttpClient) {
    for form in [ResponseForm::Bare, ResponseForm::Wrapped] {
        let service = LocalConnect::builder().response_form(form).start().await.unwrap();
        let client = client_over(http_client, &service);
        let token = client.get_federation_token(LocalConnect::INSTANCE_ID).await.unwrap();
        assert!(token.user_arn.starts_with("arn:aws:connect:us-west-2:"));
        assert_eq!(token.credentials.access_token.expose(), LocalConnect::ACCESS_TOKEN);
        assert!(token.credentials.access_token_expiration > Timestamp::now());
    }
}

async fn awkward_identifiers_arrive_unchanged(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    let client = client_over(http_client, &service);
    for id in [
        "a b",
        "a/b",
        "100%",
        "%2F",
        "a+b",
        "é",
        "~",
        "🦀",
        "a?b#c&d=e",
        "...",
        "a..b",
        " ",
        "\u{0}",
        "a:b@c",
    ] {
        service.add_instance(id);
        client.get_federation_token(id).await.unwrap_or_else(|error| panic!("{id:?}: {error}"));
        let request = service.requests().pop().unwrap();
        assert!(request.is_verified, "{id:?}");
        let expected = format!("/user/federate/{}", percent_encoded(id));
        assert_eq!(request.path, expected, "{id:?}");
        assert_eq!(request.label("InstanceId"), Some(id));
    }
}

async fn unusual_paths_arrive_as_declared(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::POST, "/cases:batchUpdate/<Id>/related-items/", |_| ok());
    client_over(http_client, &service).odd_path("a:b").await.unwrap();
    let request = service.requests().pop().unwrap();
    assert_eq!(request.path, "/cases:batchUpdate/a%3Ab/related-items/");
}

fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

async fn identifiers_that_would_change_the_path_are_rejected_before_sending(
    http_client: HttpClient,
) {
    let service = LocalConnect::start().await.unwrap();
    let client = client_over(http_client, &service);
    for id in ["", ".", ".."] {
        let error = client.get_federation_token(id).await.unwrap_err();
        let Error::Construction(construction) = &error else { panic!("{error:?}") };
        assert_eq!(construction.parameter(), Some("instance_id"));
        assert_eq!(error.operation(), Some("GetFederationToken"));
        assert!(error.to_string().contains("`instance_id`"), "{error}");
    }
    let error = client.touch("i", "a/../b").await.unwrap_err();
    assert!(error.to_string().contains("`key`"), "{error}");
    assert!(service.requests().is_empty());
}

async fn unknown_instances_are_not_found(http_client: HttpClient) {
    for form in [ResponseForm::Bare, ResponseForm::Wrapped] {
        let service = LocalConnect::builder().response_form(form).start().await.unwrap();
        let error =
            client_over(http_client, &service).get_federation_token("nope").await.unwrap_err();
        assert_eq!(error.code(), Some("ResourceNotFoundException"));
        assert_eq!(error.api().unwrap().status(), StatusCode::NOT_FOUND);
        assert!(error.api().unwrap().message().unwrap().contains("nope"));
        assert_eq!(error.request_id(), Some("00000000-0000-4000-8000-000000000001"));
        assert!(!error.is_retryable());
    }
}

async fn root_credentials_are_rejected_with_the_service_message(http_client: HttpClient) {
    let service = LocalConnect::builder().identity(Identity::Root).start().await.unwrap();
    let client = client_over(http_client, &service);
    let error = client.get_federation_token(LocalConnect::INSTANCE_ID).await.unwrap_err();
    assert!(error.to_string().contains("cannot be used for federation"), "{error}");
}

async fn the_query_keeps_its_declared_order_and_form(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::GET, "/users-summary/<InstanceId>", |_| ok());
    let client = client_over(http_client, &service);
    for (max_results, next_token, query) in [
        (None, None, "version=2&draft"),
        (Some(0), Some(""), "version=2&draft&maxResults=0&nextToken="),
        (Some(7), Some("a+b c=/é"), "version=2&draft&maxResults=7&nextToken=a%2Bb%20c%3D%2F%C3%A9"),
    ] {
        client.list_users("i", max_results, next_token).await.unwrap();
        let request = service.requests().pop().unwrap();
        assert_eq!(request.query, query);
        assert_eq!(request.query_values("nextToken").pop().as_deref(), next_token);
    }
}

async fn the_declaration_determines_the_body(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::PUT, "/users/<InstanceId>", |_| ok());
    service.route(Method::POST, "/users/<InstanceId>/<Key..>", |_| ok());
    let client = client_over(http_client, &service);

    client.create_user("i", &NewUser { username: "é", password: None }).await.unwrap();
    let request = service.requests().pop().unwrap();
    assert_eq!(request.body, r#"{"Username":"é"}"#);
    assert_eq!(request.header("content-type"), Some("application/json"));

    client.touch("i", "a b/c").await.unwrap();
    let request = service.requests().pop().unwrap();
    assert_eq!(request.path, "/users/i/a%20b/c");
    assert_eq!(request.label("Key"), Some("a b/c"));
    assert!(request.body.is_empty());
    assert_eq!(request.header("content-type"), None);
}

async fn a_request_carries_the_required_headers(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    let client =
        service.client_builder().http_client(http_client).app_name("my-app").build().unwrap();
    client.get_federation_token(LocalConnect::INSTANCE_ID).await.unwrap();
    let request = service.requests().pop().unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let user_agent = format!("connect-runtime/{version} app/my-app");
    assert_eq!(request.header("user-agent"), Some(user_agent.as_str()));
    assert_eq!(request.header("x-amz-security-token"), service.credentials().session_token());
}

async fn an_endpoint_url_may_have_a_path(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::GET, "/gateway/user/federate/<InstanceId>", |_| {
        json_response(
            StatusCode::OK,
            &json!({ "UserArn": "arn", "Credentials": {
            "AccessToken": "t", "AccessTokenExpiration": 1.5 } }),
        )
    });
    let url = format!("{}/gateway/", service.endpoint_url());
    let client =
        service.client_builder().http_client(http_client).endpoint_url(url).build().unwrap();
    let token = client.get_federation_token("i").await.unwrap();
    assert_eq!(token.credentials.access_token_expiration.to_string(), "1970-01-01T00:00:01.5Z");
}

async fn a_call_shows_operation_request_and_response(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    let client = client_over(http_client, &service);
    let call = client.federation_call(LocalConnect::INSTANCE_ID);
    assert_eq!(call.operation().unwrap().name(), "GetFederationToken");
    assert_eq!(call.operation().unwrap().path(), "/user/federate/<InstanceId>");
    assert_eq!(call.request().unwrap().method(), Method::GET);
    let response = call.with_response().await.unwrap();
    assert_eq!(response.status, StatusCode::OK);
    assert_eq!(response.attempts, 1);
    assert_eq!(response.request_id(), Some("00000000-0000-4000-8000-000000000001"));
    assert!(response.value.user_arn.contains(LocalConnect::INSTANCE_ID));
}

async fn errors_of_proxies_and_gateways_are_api_errors(http_client: HttpClient) {
    let cases: [(u16, &str, &str, &str); 4] = [
        (502, "text/html", "<html><body>Bad Gateway</body></html>", "502"),
        (503, "text/plain", "", "503"),
        (200, "application/json", VALIDATION_ERROR, "VALIDATION_ERROR"),
        (400, "application/json", VALIDATION_ERROR, "VALIDATION_ERROR"),
    ];
    let service = LocalConnect::start().await.unwrap();
    let client = client_over(http_client, &service);
    for (status, content_type, body, code) in cases {
        service.route(Method::GET, "/user/federate/<InstanceId>", move |_| {
            Response::builder()
                .status(status)
                .header("content-type", content_type)
                .body(Bytes::from_static(body.as_bytes()))
                .unwrap()
        });
        let error = client.get_federation_token("i").await.unwrap_err();
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.api().unwrap().status().as_u16(), status);
        assert_eq!(error.is_retryable(), status > 500);
    }
}

const VALIDATION_ERROR: &str = r#"{"success": false, "error":
    {"code": "VALIDATION_ERROR", "message": "Invalid request parameters"}}"#;

async fn the_last_added_route_wins(http_client: HttpClient) {
    let service = LocalConnect::start().await.unwrap();
    let reply = |arn: &'static str| {
        move |_: &_| {
            let tokens: Value = json!({ "AccessToken": "t", "AccessTokenExpiration": 1 });
            json_response(StatusCode::OK, &json!({ "UserArn": arn, "Credentials": tokens }))
        }
    };
    service.route(Method::GET, "/user/federate/<InstanceId>", reply("first"));
    service.route(Method::GET, "/user/federate/<InstanceId>", reply("second"));
    let token = client_over(http_client, &service).get_federation_token("i").await.unwrap();
    assert_eq!(token.user_arn, "second");
}
