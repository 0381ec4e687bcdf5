//! Defines cases for Amazon Connect contacts and their files: maps and nested structures in the body.

use std::collections::BTreeMap;

use connect_runtime::{Call, connect_api};
use serde::Serialize;
use serde_json::{Value, json};

use super::case::{
    CONTACT, CONTROL, Case, INSTANCE, INSTANCE_ARN, QUEUE_ARN, RESERVED, UNICODE, case,
};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Reference<'a> {
    r#type: &'a str,
    value: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AnswerMachineDetection {
    enable_answer_machine_detection: Option<bool>,
    await_answer_machine_prompt: Option<bool>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreatedBy<'a> {
    connect_user_arn: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RoutingData<'a> {
    queue_time_adjustment_seconds: Option<i32>,
    queue_priority: Option<i64>,
    routing_criteria: Option<RoutingCriteria<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RoutingCriteria<'a> {
    steps: Vec<Step<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Step<'a> {
    expiry: Option<Expiry>,
    expression: Expression<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Expiry {
    duration_in_seconds: i32,
}

/// A struct, because it may have no member at all. A union of the macros always has one.
#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Expression<'a> {
    attribute_condition: Option<AttributeCondition<'a>>,
    and_expression: Option<Vec<Expression<'a>>>,
    or_expression: Option<Vec<Expression<'a>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AttributeCondition<'a> {
    name: &'a str,
    proficiency_level: Option<f32>,
    match_criteria: Value,
}

#[connect_api]
pub(crate) trait Contacts {
    #[connect_endpoint(POST "/contact/attributes")]
    fn update_contact_attributes(
        &self,
        #[body("InitialContactId")] initial_contact_id: &str,
        #[body("InstanceId")] instance_id: &str,
        #[body("Attributes")] attributes: &BTreeMap<&str, &str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/contact/outbound-voice")]
    fn start_outbound_voice_contact(
        &self,
        #[body("References")] references: &BTreeMap<&str, Reference<'_>>,
        #[body("DestinationPhoneNumber")] destination_phone_number: &str,
        #[body("ContactFlowId")] contact_flow_id: &str,
        #[body("InstanceId")] instance_id: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        #[body("Attributes")] attributes: &BTreeMap<String, String>,
        #[body("AnswerMachineDetectionConfig")] detection: Option<AnswerMachineDetection>,
        #[body("OutboundStrategy")] strategy: Option<&Value>,
        #[body("RingTimeoutInSeconds")] ring_timeout_in_seconds: Option<u32>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/attached-files/<InstanceId>?<associatedResourceArn>")]
    fn start_attached_file_upload(
        &self,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        instance_id: &str,
        #[body("FileName")] file_name: &str,
        #[body("FileSizeInBytes")] file_size_in_bytes: i64,
        #[body("UrlExpiryInSeconds")] url_expiry_in_seconds: Option<i32>,
        #[body("FileUseCaseType")] file_use_case_type: &str,
        associated_resource_arn: &str,
        #[body("CreatedBy")] created_by: Option<&CreatedBy<'_>>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/contacts/<InstanceId>/<ContactId>/routing-data")]
    fn update_contact_routing_data(
        &self,
        instance_id: &str,
        contact_id: &str,
        #[body] data: &RoutingData<'_>,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("body-map-of-awkward-names", |c| {
            let attributes = BTreeMap::from([
                ("", "empty"),
                (UNICODE, UNICODE),
                (CONTROL, CONTROL),
                (RESERVED, RESERVED),
                ("0", "0"),
            ]);
            c.update_contact_attributes(CONTACT, INSTANCE, &attributes).into()
        }),
        case("body-map-of-structures-and-token-made", |c| {
            let url = "https://example.com/?q=1&r=2";
            let reference = Reference { r#type: "URL", value: Some(url) };
            let strategy = json!({
                "Type": "AGENT_FIRST",
                "Config": {
                    "AgentFirst": {
                        "Preview": {
                            "PostAcceptTimeoutConfig": { "DurationInSeconds": 0 },
                            "AllowedUserActions": ["CALL", "DISCARD"],
                        },
                    },
                },
            });
            c.start_outbound_voice_contact(
                &BTreeMap::from([("a/b", reference)]),
                "+12065550100",
                "f",
                INSTANCE,
                None,
                &BTreeMap::new(),
                Some(AnswerMachineDetection {
                    enable_answer_machine_detection: Some(false),
                    await_answer_machine_prompt: Some(false),
                }),
                Some(&strategy),
                Some(60),
            )
            .into()
        }),
        case("body-i64-max", |c| {
            c.start_attached_file_upload(
                None,
                INSTANCE,
                "Ünïcode.pdf",
                i64::MAX,
                Some(i32::MIN),
                "ATTACHMENT",
                QUEUE_ARN,
                Some(&CreatedBy { connect_user_arn: INSTANCE_ARN }),
            )
            .into()
        }),
        case("body-i64-min-and-floats", |c| {
            c.update_contact_routing_data(INSTANCE, CONTACT, &routing_data()).into()
        }),
    ]
}

fn routing_data() -> RoutingData<'static> {
    let attribute = AttributeCondition {
        name: "n",
        proficiency_level: Some(2.5),
        match_criteria: json!({ "AgentsCriteria": { "AgentIds": [] } }),
    };
    let one = Expression { attribute_condition: Some(attribute), ..Expression::default() };
    let nested = vec![Expression::default()];
    let other = Expression { and_expression: Some(nested), ..Expression::default() };
    let step = Step {
        expiry: Some(Expiry { duration_in_seconds: -1 }),
        expression: Expression { or_expression: Some(vec![one, other]), ..Expression::default() },
    };
    RoutingData {
        queue_time_adjustment_seconds: Some(i32::MAX),
        queue_priority: Some(i64::MIN),
        routing_criteria: Some(RoutingCriteria { steps: vec![step] }),
    }
}
