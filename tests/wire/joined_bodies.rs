//! Tests the JSON object that a whole body and members of their own form together.

use std::collections::BTreeMap;

use connect_runtime::http::{Method, StatusCode};
use connect_runtime::testing::{LocalConnect, disconnected_client, json_response};
use connect_runtime::{Call, Client, ConnectClient, Error, Pages, connect_endpoint};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/joined")]
    fn joined<B: Serialize + ?Sized>(
        &self,
        #[body("First")] first: Option<&str>,
        #[body] body: &B,
        #[body("Last")] last: Option<u8>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/with-token")]
    fn with_token(
        &self,
        #[body] body: &BTreeMap<&str, &str>,
        #[idempotency_token]
        #[body("Token")]
        token: Option<&str>,
    ) -> Call<'_, ()>;
}
impl Api for Client {}

fn body<T, E>(call: &Call<'_, T, E>) -> String {
    String::from_utf8(call.request().unwrap().body().to_vec()).unwrap()
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Whole {
    middle: f64,
    first: &'static str,
    absent: Option<u8>,
}

#[test]
fn members_join_the_object_of_a_whole_body() {
    let client = disconnected_client().unwrap();
    let whole = Whole { middle: 0.5, first: "whole", absent: None };
    for (first, last, expected) in [
        (Some("a"), Some(1), r#"{"Middle":0.5,"First":"a","Last":1}"#),
        // A name that the declaration has is its own, even without a value.
        (None, None, r#"{"Middle":0.5}"#),
        (None, Some(2), r#"{"Middle":0.5,"Last":2}"#),
    ] {
        let call = client.joined(first, &whole, last);
        assert_eq!(body(&call), expected);
        let headers = call.request().unwrap().headers().clone();
        assert_eq!(headers["content-type"], "application/json");
    }
}

#[test]
fn values_of_the_whole_body_stay_as_they_are_written() {
    let client = disconnected_client().unwrap();
    for (raw, expected) in [
        (
            r#"{"A":12345678901234567890123,"B":1e400}"#,
            r#"{"A":12345678901234567890123,"B":1e400,"#,
        ),
        (r#"{ "A" : [ 1, 2 ] }"#, r#"{"A":[ 1, 2 ],"#),
        (r#"{"\u0041\"":"\ud83d\ude00"}"#, r#"{"A\"":"\ud83d\ude00","#),
        (r#"{"Last":5,"A":null}"#, "{"),
        ("{}", "{"),
        ("null", "{"),
    ] {
        let raw = RawValue::from_string(raw.to_owned()).unwrap();
        let call = client.joined(None, &*raw, Some(3));
        assert_eq!(body(&call), format!("{expected}\"Last\":3}}"), "{raw}");
    }
}

#[tokio::test]
async fn a_whole_body_that_is_no_object_cannot_be_joined() {
    let client = disconnected_client().unwrap();
    for value in ["[1]", "7", "\"text\"", "true"] {
        let raw = RawValue::from_string(value.to_owned()).unwrap();
        let error = client.joined(None, &*raw, Some(3)).await.unwrap_err();
        let Error::Construction { .. } = error else { panic!("{error:?}") };
        let text = error.to_string();
        assert!(text.contains("`body`") && text.contains("is not a JSON object"), "{text}");
    }
}

#[test]
fn a_declared_token_wins_over_the_one_in_the_whole_body() {
    let client = disconnected_client().unwrap();
    let whole = BTreeMap::from([("Token", "of the body"), ("A", "a")]);
    assert_eq!(body(&client.with_token(&whole, Some("t"))), r#"{"A":"a","Token":"t"}"#);
    let fresh = [(); 2].map(|()| body(&client.with_token(&whole, None)));
    assert!(fresh.iter().all(|body| !body.contains("of the body")));
    assert_ne!(fresh[0], fresh[1]);
}

#[tokio::test]
async fn the_page_token_of_a_whole_body_is_replaced_beside_members() {
    trait Search: ConnectClient {
        #[connect_endpoint(POST "/search", pages(token = "NextToken", items = "Users"))]
        fn search(&self, #[body] filter: &Value, #[body("Max")] max: u8) -> Pages<'_, Value>;
    }
    impl Search for Client {}
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::POST, "/search", |request| {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let next = body["NextToken"].is_null().then_some("2");
        json_response(StatusCode::OK, &json!({ "Users": [1], "NextToken": next }))
    });
    let client = service.client().unwrap();
    let mut users = client.search(&json!({ "Filter": "f", "Max": 1 }), 9);
    while let Some(user) = users.next().await {
        user.unwrap();
    }
    let bodies = service.requests().into_iter().map(|request| request.body);
    let bodies: Vec<Value> = bodies.map(|body| serde_json::from_slice(&body).unwrap()).collect();
    let (first, second) =
        (json!({ "Filter": "f", "Max": 9 }), json!({ "Filter": "f", "Max": 9, "NextToken": "2" }));
    assert_eq!(bodies, [first, second]);
}
