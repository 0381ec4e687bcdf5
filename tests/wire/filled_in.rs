//! Tests what AWS's model adds to a request that no parameter gives.

use std::collections::BTreeMap;

use connect_runtime::testing::{Fault, LocalConnect, disconnected_client};
use connect_runtime::{Call, Client, ConnectClient, connect_api, connect_endpoint, http};
use serde_json::{Value, json};

trait Api: ConnectClient {
    #[connect_endpoint(PUT "/contact/outbound-voice")]
    fn start_outbound_voice_contact(&self, #[body] contact: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/outbound-voice", unchecked)]
    fn unchecked(&self, #[body] contact: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/outbound-voice")]
    fn by_members(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactFlowId")] contact_flow_id: &str,
        #[body("DestinationPhoneNumber")] number: &str,
    ) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/outbound-voice")]
    fn by_both(
        &self,
        #[body] contact: &Value,
        #[body("InstanceId")] instance_id: &str,
    ) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/phone-number/<PhoneNumberId>")]
    fn update_phone_number(&self, phone_number_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/phone-number/<PhoneNumberId>")]
    fn release_phone_number(&self, phone_number_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/phone-number/<PhoneNumberId>")]
    fn release_with_query(
        &self,
        phone_number_id: &str,
        #[query] query: &BTreeMap<&str, &str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/contact-evaluations/<InstanceId>/<EvaluationId>")]
    fn update_contact_evaluation(&self, instance_id: &str, evaluation_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/contact-evaluations/<InstanceId>/<EvaluationId>", unchecked)]
    fn unchecked_evaluation(&self, instance_id: &str, evaluation_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    fn delete_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;
}
impl Api for Client {}

fn text<T>(call: &Call<'_, T>) -> String {
    String::from_utf8(call.request().unwrap().body().to_vec()).unwrap()
}

fn body<T>(call: &Call<'_, T>) -> Value {
    serde_json::from_str(&text(call)).unwrap()
}

/// Removes the token, and returns it.
fn take_token(body: &mut Value) -> Option<String> {
    let token = body.as_object_mut().unwrap().remove("ClientToken")?;
    Some(token.as_str().unwrap().to_owned())
}

fn is_uuid(token: &str) -> bool {
    token.len() == 36 && token.split('-').map(str::len).eq([8, 4, 4, 4, 12])
}

#[test]
fn a_body_without_a_token_gets_a_fresh_one() {
    let client = disconnected_client().unwrap();
    let contact = json!({ "InstanceId": "i", "ContactFlowId": "f", "DestinationPhoneNumber": "n" });
    let mut tokens = Vec::new();
    for call in [
        client.start_outbound_voice_contact(&contact),
        client.start_outbound_voice_contact(&contact),
        client.by_members("i", "f", "n"),
        client.by_both(&contact, "i"),
    ] {
        let mut body = body(&call);
        let token = take_token(&mut body).unwrap();
        assert!(is_uuid(&token), "{token}");
        assert_eq!(body, contact);
        assert!(call.operation().unwrap().is_idempotent());
        tokens.push(token);
    }
    tokens.sort();
    tokens.dedup();
    assert_eq!(tokens.len(), 4, "each call has its own");
}

#[test]
fn a_token_of_the_caller_stays() {
    let client = disconnected_client().unwrap();
    for (contact, expected) in [
        (json!({ "ClientToken": "mine" }), r#"{"ClientToken":"mine"}"#),
        (json!({ "ClientToken": "" }), r#"{"ClientToken":""}"#),
        (json!([1]), "[1]"),
        (json!("text"), "\"text\""),
    ] {
        assert_eq!(text(&client.start_outbound_voice_contact(&contact)), expected);
    }
    let query = BTreeMap::from([("clientToken", "mine")]);
    let call = client.release_with_query("p", &query);
    assert_eq!(call.request().unwrap().query(), "clientToken=mine");
}

#[test]
fn an_absent_or_null_token_is_filled_in() {
    let client = disconnected_client().unwrap();
    for contact in [json!({}), json!(null), json!({ "ClientToken": null })] {
        let mut body = body(&client.start_outbound_voice_contact(&contact));
        assert!(take_token(&mut body).is_some_and(|token| is_uuid(&token)));
        assert_eq!(body, json!({}));
    }
}

#[test]
fn a_token_stands_alone_in_the_body_or_in_the_query() {
    let client = disconnected_client().unwrap();
    let mut body = body(&client.update_phone_number("p"));
    assert!(take_token(&mut body).is_some_and(|token| is_uuid(&token)));
    assert_eq!(body, json!({}));

    let query = BTreeMap::from([("clientTokens", "x")]);
    for (call, before) in [
        (client.release_phone_number("p"), ""),
        (client.release_with_query("p", &query), "clientTokens=x&"),
    ] {
        let request = call.request().unwrap();
        let token = request.query().strip_prefix(before).unwrap();
        assert!(is_uuid(token.strip_prefix("clientToken=").unwrap()), "{token}");
        assert!(request.body().is_empty());
    }
}

#[test]
fn a_header_gets_a_token_unless_it_has_one() {
    // No operation of the model has its token in a header.
    let client = disconnected_client().unwrap();
    let operation = client.delete_user("i", "u").operation().unwrap();
    let token = |own: Option<&str>| {
        let mut request = connect_runtime::__private::RequestBuilder::new(operation);
        request.header("x-token", "token", &own);
        request.fill_header_token("x-token");
        request.finish().unwrap().headers()["x-token"].to_str().unwrap().to_owned()
    };
    assert_eq!(token(Some("mine")), "mine");
    assert!(is_uuid(&token(None)));
    assert_ne!(token(None), token(None));
}

#[test]
fn members_that_are_all_absent_give_an_empty_object() {
    let client = disconnected_client().unwrap();
    let call = client.update_contact_evaluation("i", "e");
    assert_eq!(text(&call), "{}");
    assert_eq!(call.request().unwrap().headers()["content-type"], "application/json");

    let without_members = client.delete_user("i", "u");
    assert_eq!(text(&without_members), "");
}

#[test]
fn an_unchecked_declaration_sends_what_it_says() {
    let client = disconnected_client().unwrap();
    let call = client.unchecked(&json!({ "InstanceId": "i" }));
    assert_eq!(text(&call), r#"{"InstanceId":"i"}"#);
    assert!(!call.operation().unwrap().is_idempotent());
    assert_eq!(call.operation().unwrap().name(), "Unchecked");

    let call = client.unchecked_evaluation("i", "e");
    assert_eq!(text(&call), "");
    assert!(call.request().unwrap().headers().is_empty());
}

/// The 15 operations of the family that take a token and ten or more members of a body.
#[connect_api]
trait Creations {
    #[connect_endpoint(PUT "/contact/outbound-voice")]
    fn outbound_voice(&self, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/chat")]
    fn chat(&self, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/task")]
    fn task(&self, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/email")]
    fn email(&self, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/create-contact")]
    fn contact(&self, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/outbound-chat")]
    fn outbound_chat(&self, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/contact/webrtc")]
    fn web_rtc(&self, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/evaluation-forms/<InstanceId>")]
    fn new_form(&self, instance_id: &str, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/evaluation-forms/<InstanceId>/<EvaluationFormId>")]
    fn changed_form(
        &self,
        instance_id: &str,
        evaluation_form_id: &str,
        #[body] body: &Value,
    ) -> Call<'_, Value>;

    #[connect_endpoint(PUT "/instance/<InstanceId>/task/template")]
    fn task_template(&self, instance_id: &str, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(POST "/assistants/<assistantId>/aiguardrails", service = Q_CONNECT)]
    fn guardrail(&self, assistant_id: &str, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(
        POST "/assistants/<assistantId>/aiguardrails/<aiGuardrailId>",
        service = Q_CONNECT,
    )]
    fn changed_guardrail(
        &self,
        assistant_id: &str,
        ai_guardrail_id: &str,
        #[body] body: &Value,
    ) -> Call<'_, Value>;

    #[connect_endpoint(POST "/assistants/<assistantId>/aiprompts", service = Q_CONNECT)]
    fn prompt(&self, assistant_id: &str, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(
        POST "/knowledgeBases/<knowledgeBaseId>/quickResponses",
        service = Q_CONNECT,
    )]
    fn quick_response(&self, knowledge_base_id: &str, #[body] body: &Value) -> Call<'_, Value>;

    #[connect_endpoint(
        POST "/knowledgeBases/<knowledgeBaseId>/messageTemplates",
        service = Q_CONNECT,
    )]
    fn message_template(&self, knowledge_base_id: &str, #[body] body: &Value) -> Call<'_, Value>;
}

/// The calls of [`Creations`], each with this body.
fn creations<'a>(client: &'a Client, body: &Value) -> [Call<'a, Value>; 15] {
    [
        client.outbound_voice(body),
        client.chat(body),
        client.task(body),
        client.email(body),
        client.contact(body),
        client.outbound_chat(body),
        client.web_rtc(body),
        client.new_form("i", body),
        client.changed_form("i", "f", body),
        client.task_template("i", body),
        client.guardrail("a", body),
        client.changed_guardrail("a", "g", body),
        client.prompt("a", body),
        client.quick_response("k", body),
        client.message_template("k", body),
    ]
}

#[tokio::test]
async fn a_creation_by_a_whole_body_survives_a_reset_with_one_token() {
    let service = LocalConnect::start().await.unwrap();
    for operation in CREATIONS_OPERATIONS {
        service.route_operation(operation, |_| http::Response::new(b"{}".as_slice().into()));
    }
    service.inject_with(|_, attempt| (attempt % 2 == 1).then_some(Fault::Reset));
    let client = service.client().unwrap();
    for call in creations(&client, &json!({ "InstanceId": "i" })) {
        let operation = call.operation().unwrap();
        let response = call.with_response().await.unwrap();
        assert_eq!(response.attempts, 2, "{operation:?}");
        let requests = service.requests();
        let [.., first, second] = &*requests else { panic!("{operation:?}") };
        assert_eq!(first.body, second.body, "{operation:?}");
        let body: Value = serde_json::from_slice(&second.body).unwrap();
        let token = body.get("ClientToken").or_else(|| body.get("clientToken")).unwrap();
        assert!(is_uuid(token.as_str().unwrap()), "{operation:?}");
    }
}
