//! Defines cases for Amazon Connect Customer Profiles.

use std::collections::BTreeMap;

use connect_runtime::{Call, EpochSeconds, Float, Timestamp, connect_api};
use serde::Serialize;
use serde_json::{Value, json};

use super::case::{CONTROL, Case, RESERVED, UNICODE, case, utc};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RecommenderConfig<'a> {
    events_config: EventsConfig<'a>,
    training_frequency: i32,
    included_columns: BTreeMap<&'a str, Vec<&'a str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EventsConfig<'a> {
    event_parameters_list: Vec<EventParameters<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EventParameters<'a> {
    event_type: &'a str,
    event_value_threshold: Option<Float>,
    event_weight: Option<f64>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewProfile<'a> {
    account_number: Option<&'a str>,
    first_name: Option<&'a str>,
    middle_name: Option<&'a str>,
    additional_information: Option<&'a str>,
    address: Option<Address<'a>>,
    shipping_address: Option<Address<'a>>,
    attributes: BTreeMap<&'a str, &'a str>,
    engagement_preferences: Option<Value>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Address<'a> {
    address1: Option<&'a str>,
    postal_code: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct FlowDefinition<'a> {
    flow_name: &'a str,
    kms_arn: &'a str,
    source_flow_config: Value,
    tasks: Vec<Value>,
    trigger_config: TriggerConfig<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TriggerConfig<'a> {
    trigger_type: &'a str,
    trigger_properties: TriggerProperties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all_fields = "PascalCase")]
enum TriggerProperties<'a> {
    Scheduled {
        schedule_expression: &'a str,
        schedule_start_time: EpochSeconds,
        schedule_offset: i64,
    },
}

#[connect_api(service = CUSTOMER_PROFILES)]
pub(crate) trait Profiles {
    #[connect_endpoint(GET "/domains?<next-token>&<max-results>")]
    fn list_domains(&self, next_token: Option<&str>, max_results: Option<u32>) -> Call<'_, ()>;

    #[connect_endpoint(GET "/domains/<DomainName>/integrations?<include-hidden>")]
    fn list_integrations(&self, domain_name: &str, include_hidden: Option<bool>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/integrations")]
    fn list_account_integrations(
        &self,
        #[body("Uri")] uri: &str,
        #[query("max-results")] max_results: Option<u32>,
        #[query("include-hidden")] include_hidden: bool,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/domains/<DomainName>/recommenders/<RecommenderName>")]
    fn get_recommender(
        &self,
        domain_name: &str,
        recommender_name: &str,
        #[query("training-metrics-count")] training_metrics_count: Option<u8>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PATCH "/domains/<DomainName>/recommenders/<RecommenderName>")]
    fn update_recommender(
        &self,
        domain_name: &str,
        recommender_name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("RecommenderConfig")] config: Option<&RecommenderConfig<'_>>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/domains/<DomainName>/upload-jobs/<JobId>")]
    fn start_upload_job(&self, domain_name: &str, job_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(
        POST
        "/domains/<DomainName>/object-types/<ObjectTypeName>/attributes/<AttributeName>/statistics"
    )]
    fn get_object_type_attribute_statistics(
        &self,
        domain_name: &str,
        object_type_name: &str,
        attribute_name: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<DomainName>/profiles")]
    fn create_profile(&self, domain_name: &str, #[body] profile: NewProfile<'_>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<DomainName>/profiles/search?<next-token>&<max-results>")]
    fn search_profiles(
        &self,
        #[path("DomainName")] domain: &str,
        next_token: Option<&str>,
        max_results: Option<u32>,
        #[body("KeyName")] key_name: &str,
        #[body("Values")] values: &[&str],
        #[body("AdditionalSearchKeys")] additional: Option<&[Value]>,
        #[body("LogicalOperator")] operator: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<DomainName>/workflows?<next-token>&<max-results>")]
    fn list_workflows(
        &self,
        domain_name: &str,
        #[body("QueryStartDate")] start: Option<Timestamp>,
        #[body("QueryEndDate")] end: Option<EpochSeconds>,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        POST "/domains/<DomainName>/identity-resolution-jobs/auto-merging-preview"
    )]
    fn get_auto_merging_preview(
        &self,
        domain_name: &str,
        #[body("Consolidation")] consolidation: &BTreeMap<&str, [&[&str]; 2]>,
        #[body("ConflictResolution")] conflict_resolution: &Value,
        #[body("MinAllowedConfidenceScoreForMerging")] min_score: Option<Float>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/domains/<DomainName>/integrations")]
    fn put_integration(
        &self,
        domain_name: &str,
        #[body("FlowDefinition")] flow_definition: Option<&FlowDefinition<'_>>,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("profiles-query-kebab-case", |c| c.list_domains(Some("a/b+c=="), Some(1)).into()),
        case("profiles-query-false", |c| c.list_integrations("d", Some(false)).into()),
        case("profiles-query-true-in-post", |c| {
            c.list_account_integrations("https://example.com/?a=b", Some(0), true).into()
        }),
        case("profiles-query-integer", |c| c.get_recommender("d", "r", Some(3)).into()),
        case("profiles-patch", |c| {
            let event = EventParameters {
                event_type: "e",
                event_value_threshold: Some(Float(-1.25)),
                event_weight: Some(1.0),
            };
            let config = RecommenderConfig {
                events_config: EventsConfig { event_parameters_list: vec![event] },
                training_frequency: 0,
                included_columns: BTreeMap::from([("", vec![]), ("c", vec!["", "é"])]),
            };
            c.update_recommender("d", "a/é", Some(""), Some(&config)).into()
        }),
        case("profiles-patch-empty-body", |c| c.update_recommender("d", "r", None, None).into()),
        case("profiles-put-without-body", |c| c.start_upload_job("d", "j").into()),
        case("profiles-post-without-body", |c| {
            c.get_object_type_attribute_statistics("d", "o.1", "a.b_c~").into()
        }),
        case("profiles-whole-structure", |c| {
            let profile = NewProfile {
                account_number: Some(""),
                first_name: Some(UNICODE),
                additional_information: Some(CONTROL),
                address: Some(Address { address1: Some("Straße 1"), postal_code: Some("01234") }),
                shipping_address: Some(Address::default()),
                attributes: BTreeMap::from([("", ""), ("a", "b")]),
                engagement_preferences: Some(json!({ "Phone": [], "Email": [{ "KeyName": "k" }] })),
                ..NewProfile::default()
            };
            c.create_profile(RESERVED, profile).into()
        }),
        case("profiles-body-list-and-query-page", |c| {
            let values = ["a@example.com", "a@example.com"];
            let keys = [json!({ "KeyName": "k", "Values": [] })];
            let (token, size, and) = (Some(""), Some(100), Some("AND"));
            c.search_profiles("d", token, size, "_email", &values, Some(&keys), and).into()
        }),
        case("profiles-times-in-body-and-query-page", |c| {
            let (start, end) = (utc("2026-01-01T00:00:00Z"), utc("2026-01-01T00:00:00.75Z"));
            c.list_workflows("d", Some(start), Some(end.into()), Some("n"), Some(1)).into()
        }),
        case("profiles-lists-of-lists", |c| {
            let lists: [&[&str]; 2] = [&["a", "b"], &[]];
            let consolidation = BTreeMap::from([("MatchingAttributesList", lists)]);
            let conflicts = json!({ "ConflictResolvingModel": "RECENCY" });
            let score = Some(Float(0.0));
            c.get_auto_merging_preview("d", &consolidation, &conflicts, score).into()
        }),
        case("profiles-deep-structure", |c| {
            c.put_integration("d", Some(&flow_definition())).into()
        }),
    ]
}

fn flow_definition() -> FlowDefinition<'static> {
    FlowDefinition {
        flow_name: "f",
        kms_arn: "k",
        source_flow_config: json!({
            "ConnectorType": "Salesforce",
            "SourceConnectorProperties": {
                "Salesforce": { "Object": "o", "IncludeDeletedRecords": false },
            },
        }),
        tasks: vec![],
        trigger_config: TriggerConfig {
            trigger_type: "Scheduled",
            trigger_properties: TriggerProperties::Scheduled {
                schedule_expression: "rate(1hours)",
                schedule_start_time: utc("2026-01-01T00:00:00.000001Z").into(),
                schedule_offset: i64::MIN,
            },
        },
    }
}
