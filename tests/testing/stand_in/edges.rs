//! Requests at the edges: what is deep, far, hidden or asked for in an unusual way.

use std::time::Duration;

use connect_runtime::testing::{Identity, Pace};
use serde_json::json;

use super::*;

#[connect_api]
trait Edges {
    #[connect_endpoint(DELETE "/predefined-attributes/<InstanceId>/<Name>")]
    fn delete_predefined_attribute(&self, instance_id: &str, name: &str) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/predefined-attributes/<InstanceId>")]
    fn create_predefined_attribute(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/predefined-attributes/<InstanceId>/<Name>")]
    fn describe_predefined_attribute(&self, instance_id: &str, name: &str) -> Call<'_, Value>;

    #[connect_endpoint(GET "/contact-flows/<InstanceId>/<ContactFlowId>")]
    fn describe_contact_flow(&self, instance_id: &str, contact_flow_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(GET "/instance/<InstanceId>/attribute/<AttributeType>")]
    fn describe_instance_attribute(
        &self,
        instance_id: &str,
        attribute_type: &str,
    ) -> Call<'_, Value>;

    #[connect_endpoint(GET "/phone-numbers-summary/<InstanceId>")]
    fn list_phone_numbers(&self, instance_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(DELETE "/queues/<InstanceId>/<QueueId>")]
    fn delete_queue(&self, instance_id: &str, queue_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/contact/stop")]
    fn stop_contact(
        &self,
        #[body("ContactId")] contact_id: &str,
        #[body("InstanceId")] instance_id: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn get_federation_token(&self, instance_id: &str) -> Call<'_, Value>;
}

#[connect_api(service = CASES)]
trait UnknownOfCases {
    #[connect_endpoint(POST "/domains/<domainId>/no-such", unchecked)]
    fn no_such(&self, domain_id: &str) -> Call<'_, ()>;
}

#[tokio::test]
async fn a_new_thing_has_an_id_of_its_own_after_a_restart() {
    let (service, client) = started().await;
    client.create_user(INSTANCE, &user("jane")).await.unwrap();
    let again = LocalConnect::builder().state(service.state().to_string()).start().await.unwrap();
    let client = again.client().unwrap();
    client.create_user(INSTANCE, &user("bob")).await.unwrap();
    let found = client.search_users(&json!({ "InstanceId": INSTANCE })).await.unwrap();
    assert_eq!(found["ApproximateTotalCount"], 2);
}

#[tokio::test]
async fn a_deep_search_and_a_far_token_are_answered_at_once() {
    let (service, _) = started().await;
    let client = once(&service);
    client.create_user(INSTANCE, &user("jane")).await.unwrap();
    let name = json!({ "FieldName": "Username", "Value": "j", "ComparisonType": "STARTS_WITH" });
    let mut criteria = json!({ "StringCondition": name });
    for _ in 0..40 {
        criteria = json!({ "AndConditions": [criteria] });
    }
    let search = json!({ "InstanceId": INSTANCE, "SearchCriteria": criteria });
    assert_eq!(client.search_users(&search).await.unwrap()["ApproximateTotalCount"], 1);
    // `ListUsers:18446744073709551615`
    let far = "TGlzdFVzZXJzOjE4NDQ2NzQ0MDczNzA5NTUxNjE1";
    assert!(client.list_users(INSTANCE, None, Some(far)).next().await.is_none());
}

#[tokio::test]
async fn replacing_a_thing_needs_no_quota_and_does_not_hide_it() {
    let (service, _) = started().await;
    let client = once(&service);
    service.set_lag(Duration::MAX);
    service.set_quota(Some(0));
    client.update_instance_attribute(INSTANCE, "CONTACT_LENS", "true").await.unwrap();
    let attribute = client.describe_instance_attribute(INSTANCE, "CONTACT_LENS").await.unwrap();
    assert_eq!(attribute["Attribute"]["Value"], "true");
    service.set_quota(None);
    let created = client.create_user(INSTANCE, &user("jane")).await.unwrap();
    client.describe_user(INSTANCE, text(&created, "/UserId")).await.unwrap_err();
}

#[tokio::test]
async fn an_id_or_arn_may_have_a_version_but_a_given_name_is_whole() {
    let (_service, client) = started().await;
    let flow = json!({ "Name": "f", "Type": "CONTACT_FLOW", "Content": "{}" });
    let flow = client.create_contact_flow(INSTANCE, &flow).await.unwrap();
    let (id, arn) = (text(&flow, "/ContactFlowId"), text(&flow, "/ContactFlowArn"));
    for id in [id, arn, &format!("{id}:$SAVED"), &format!("{arn}:$SAVED"), &format!("{arn}:1")] {
        let described = client.describe_contact_flow(INSTANCE, id).await.unwrap();
        assert_eq!(described["ContactFlow"]["Name"], "f", "{id}");
    }
    client.create_predefined_attribute(INSTANCE, "team").await.unwrap();
    let error = client.delete_predefined_attribute(INSTANCE, "team:blue").await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    client.describe_predefined_attribute(INSTANCE, "team").await.unwrap();
}

#[tokio::test]
async fn a_refusal_does_not_show_what_is_inside_or_a_token() {
    let (service, _) = started().await;
    let client = once(&service);
    let mut jane = user("jane");
    jane["IdentityInfo"] = json!(["Secret", "secret@example.com"]);
    let long = "Secret".repeat(200);
    for error in [
        client.create_user(INSTANCE, &jane).await.unwrap_err(),
        client.send_message(&long, "text/plain", "x").await.unwrap_err(),
    ] {
        let message = error.api().unwrap().message().unwrap().to_lowercase();
        assert!(message.contains("not shown here"), "{message}");
        assert!(!message.contains("secret"), "{message}");
    }
}

#[tokio::test]
async fn an_unknown_operation_of_a_sister_service_is_no_wrong_signature() {
    let (_service, client) = started().await;
    let error = client.no_such("d").await.unwrap_err();
    assert_eq!(error.code(), Some("UnknownOperationException"), "{error}");
}

#[tokio::test]
async fn phone_numbers_are_those_of_an_instance_that_exists() {
    let number = json!({
        "family": "PhoneNumber",
        "members": {
            "PhoneNumber": "+442071838750",
            "TargetArn": "arn:aws:connect:us-west-2:111122223333:traffic-distribution-group/g",
        },
    });
    let state = json!({ "records": [number] }).to_string();
    let service = LocalConnect::builder().state(state).start().await.unwrap();
    let client = service.client().unwrap();
    let listed = client.list_phone_numbers(INSTANCE).await.unwrap();
    assert_eq!(listed["PhoneNumberSummaryList"], json!([]));
    let error = client.list_phone_numbers("nope").await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    let error = client.stop_contact("c", INSTANCE).await.unwrap_err();
    assert_eq!(error.code(), Some("ContactNotFoundException"));
    let error = client.stop_contact("c", "nope").await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
}

#[tokio::test]
async fn deleting_a_thing_leaves_what_is_in_another_of_the_same_id() {
    let record = |family: &str, place: &[&str], id: &str| json!({ "family": family, "in": place, "id": id, "members": { "Name": id } });
    let records = [
        record("HoursOfOperation", &[INSTANCE], "a"),
        record("HoursOfOperationOverride", &[INSTANCE, "a"], "o"),
        record("Queue", &[INSTANCE], "a"),
    ];
    let state = json!({ "records": records }).to_string();
    let service = LocalConnect::builder().state(state).start().await.unwrap();
    service.client().unwrap().delete_queue(INSTANCE, "a").await.unwrap();
    let state = service.state().to_string();
    assert!(state.contains("HoursOfOperationOverride") && !state.contains(r#""Queue""#), "{state}");
}

#[tokio::test]
async fn federation_is_the_same_without_state() {
    let builder = LocalConnect::builder().keep_state(false);
    let service = builder.start().await.unwrap();
    let token = service.client().unwrap().get_federation_token("any").await.unwrap();
    assert_eq!(text(&token, "/Credentials/AccessToken"), LocalConnect::ACCESS_TOKEN);
    let builder = LocalConnect::builder().keep_state(false).identity(Identity::Root);
    let service = builder.start().await.unwrap();
    let error = service.client().unwrap().get_federation_token("any").await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidRequestException"));
}

#[tokio::test]
async fn reading_tags_changes_nothing_and_a_pace_without_a_burst_takes_one() {
    let (service, client) = started().await;
    let created = client.create_user(INSTANCE, &user("jane")).await.unwrap();
    let before = service.state();
    let tags = client.list_tags_for_resource(text(&created, "/UserArn")).await.unwrap();
    assert_eq!(tags, json!({ "tags": {} }));
    assert_eq!(service.state(), before);
    service.stop_clock();
    service.set_pace(Some(Pace::new(2, 0)));
    client.describe_instance(INSTANCE).await.unwrap();
}
