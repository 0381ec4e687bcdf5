use std::sync::{Arc, Mutex};

use connect_runtime::http::{Method, StatusCode};
use connect_runtime::testing::{Fault, Samples, json_response};
use serde_json::json;

use super::*;

#[connect_api]
trait Unknown {
    #[connect_endpoint(GET "/userz/<InstanceId>/<UserId>", unchecked)]
    fn describe_userz(&self, instance_id: &str, user_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(GET "/metrics-of/<InstanceId>/queues/of/this", unchecked)]
    fn something_else(&self, instance_id: &str) -> Call<'_, Value>;
}

#[connect_api(service = CASES)]
trait WrongService {
    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>", unchecked)]
    fn describe_user_of_cases(&self, instance_id: &str, user_id: &str) -> Call<'_, Value>;
}

#[tokio::test]
async fn an_unknown_operation_is_answered_with_the_nearest_one() {
    let (_service, client) = started().await;
    let error = client.describe_userz(INSTANCE, "u").await.unwrap_err();
    assert_eq!(error.code(), Some("UnknownOperationException"));
    let message = error.api().unwrap().message().unwrap();
    assert!(message.contains("GET /userz/"), "{message}");
    assert!(
        message.contains("GET /users/{InstanceId}/{UserId} (DescribeUser of Amazon Connect)"),
        "{message}"
    );
    let error = client.something_else(INSTANCE).await.unwrap_err();
    assert_eq!(error.api().unwrap().status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_request_must_be_signed_for_the_service_of_its_operation() {
    let (_service, client) = started().await;
    let error = client.describe_user_of_cases(INSTANCE, "u").await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    // Both services have this path, so each signature finds its own operation.
    let domain = client.create_domain("cases").await.unwrap();
    let of_cases = text(&domain, "/domainArn");
    assert!(of_cases.starts_with("arn:aws:cases:"), "{of_cases}");
}

#[tokio::test]
async fn calls_with_a_bearer_token_need_no_signature() {
    let (service, client) = started().await;
    client.send_message("token", "text/plain", "hello").await.unwrap();
    let [request] = &service.requests()[..] else { panic!("one request") };
    assert!(!request.is_verified && request.header("authorization").is_none());
}

#[tokio::test]
async fn a_route_of_the_test_comes_before_the_model() {
    let (service, client) = started().await;
    service.route(Method::GET, "/users/<InstanceId>/<UserId>", |_| {
        json_response(StatusCode::OK, &json!({ "User": { "Username": "routed" } }))
    });
    let user = client.describe_user("any", "any").await.unwrap();
    assert_eq!(user["User"]["Username"], "routed");
}

#[tokio::test]
async fn without_the_model_only_routes_and_federation_are_served() {
    let service = LocalConnect::builder().model(false).start().await.unwrap();
    let error = service.client().unwrap().describe_user(INSTANCE, "u").await.unwrap_err();
    assert_eq!(error.code(), Some("UnknownOperationException"));
    assert!(error.to_string().contains("its model is off"), "{error}");
}

#[tokio::test]
async fn other_operations_answer_with_samples() {
    for (samples, count) in [(Samples::Whole, 2), (Samples::Sparse, 0)] {
        let service = LocalConnect::builder().samples(samples).start().await.unwrap();
        let client = service.client().unwrap();
        let bots = client.list_bots(INSTANCE, "V2").await.unwrap();
        let found = bots["LexBots"].as_array().map_or(0, Vec::len);
        assert_eq!(found, count, "{samples:?} {bots}");
    }
    let service =
        LocalConnect::builder().samples(Samples::Hostile).keep_state(false).start().await.unwrap();
    let user = service.client().unwrap().describe_user("any", "any").await.unwrap();
    assert!(user.get("LocalConnectUnknown").is_some(), "{user}");
}

#[tokio::test]
async fn calls_are_told_without_secrets() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let builder = LocalConnect::builder().on_call(move |call| {
        log.lock().unwrap().push(call.to_string());
    });
    let service = builder.start().await.unwrap();
    let client = once(&service);
    let mut jane = user("jane");
    jane["Password"] = json!("Secret-Password-1");
    let created = client.create_user(INSTANCE, &jane).await.unwrap();
    client.create_user(INSTANCE, &jane).await.unwrap_err();
    client.send_message("Secret-Token", "text/plain", "Secret-Text").await.unwrap();
    client.describe_userz(INSTANCE, "Secret-Path").await.unwrap_err();
    service.inject([Fault::Unavailable]);
    client.describe_user(INSTANCE, "u").await.unwrap_err();
    let lines = lines.lock().unwrap().clone();
    let ends = [
        format!(
            " CreateUser 200 RoutingProfileId=basic InstanceId={INSTANCE} UserId={}",
            text(&created, "/UserId")
        ),
        " CreateUser 409 DuplicateResourceException RoutingProfileId=basic".to_owned(),
        " SendMessage 200".to_owned(),
        " unknown GET 404 UnknownOperationException".to_owned(),
        " DescribeUser 503 ServiceUnavailableException".to_owned(),
    ];
    assert_eq!(lines.len(), ends.len(), "{lines:?}");
    for (line, end) in lines.iter().zip(ends) {
        assert!(line.contains(&end), "{line} lacks {end}");
        let time = line.split(' ').next().unwrap();
        assert!(time.len() == 20 && time.ends_with('Z'), "{line}");
        assert!(!line.contains("Secret"), "{line}");
    }
}
