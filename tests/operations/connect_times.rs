//! Defines cases for Amazon Connect with timestamps, and with members in headers.

use std::collections::BTreeMap;

use connect_runtime::{Call, HttpDate, Pages, Timestamp, connect_api};
use serde::Serialize;
use serde_json::{Value, json};

use super::case::{AnyCall, CONTACT, Case, INSTANCE, INSTANCE_ARN, TOKEN, case, utc};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TimeRange<'a> {
    r#type: &'a str,
    start_time: Timestamp,
    end_time: Timestamp,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Sort<'a> {
    field_name: &'a str,
    order: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct MetricQuery<'a> {
    resource_arn: &'a str,
    start_time: Timestamp,
    end_time: Timestamp,
    interval: Option<Value>,
    filters: Vec<Filter<'a>>,
    groupings: Option<Vec<&'a str>>,
    metrics: Vec<Metric<'a>>,
    next_token: Option<&'a str>,
    max_results: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Filter<'a> {
    filter_key: &'a str,
    filter_values: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Metric<'a> {
    name: &'a str,
    threshold: Vec<Threshold<'a>>,
    metric_filters: Vec<MetricFilter<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Threshold<'a> {
    comparison: &'a str,
    threshold_value: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct MetricFilter<'a> {
    metric_filter_key: &'a str,
    metric_filter_values: Vec<&'a str>,
    negate: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewTestCase<'a> {
    name: &'a str,
    content: &'a str,
    entry_point: Option<Value>,
    tags: BTreeMap<String, String>,
}

#[connect_api]
pub(crate) trait Times {
    #[connect_endpoint(POST "/contact/schedule")]
    fn update_contact_schedule(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactId")] contact_id: &str,
        #[body("ScheduledTime")] scheduled_time: Timestamp,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        POST "/search-contacts",
        pages(token = "NextToken", items = "Contacts", request_token = body("NextToken")),
    )]
    fn search_contacts(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("TimeRange")] time_range: &TimeRange<'_>,
        #[body("MaxResults")] max_results: Option<u32>,
        #[body("Sort")] sort: Option<Sort<'_>>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(POST "/metrics/data")]
    fn metric_data(&self, #[body] query: &MetricQuery<'_>) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/notifications/<InstanceId>")]
    fn create_notification(
        &self,
        instance_id: &str,
        #[body("ExpiresAt")] expires_at: Option<Timestamp>,
        #[body("Recipients")] recipients: &[&str],
        #[body("Content")] content: &BTreeMap<&str, &str>,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/notifications/<NotificationId>")]
    fn update_user_notification_status(
        &self,
        instance_id: &str,
        notification_id: &str,
        user_id: &str,
        #[body("Status")] status: &str,
        #[header("x-amz-last-modified-time")] last_modified_time: Option<Timestamp>,
        #[header("x-amz-last-modified-region")] last_modified_region: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/test-cases/<InstanceId>")]
    fn create_test_case(
        &self,
        instance_id: &str,
        #[body] test_case: &NewTestCase<'_>,
        #[header("x-amz-resource-id")] test_case_id: Option<&str>,
        #[header("x-amz-last-modified-time")] last_modified_time: Option<HttpDate>,
        #[header("x-amz-last-modified-region")] last_modified_region: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/test-cases/<InstanceId>/<TestCaseId>")]
    fn update_test_case(
        &self,
        instance_id: &str,
        test_case_id: &str,
        #[body("Content")] content: Option<&str>,
        #[header("x-amz-last-modified-time")] last_modified_time: Option<Timestamp>,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = in_bodies();
    cases.extend(in_headers());
    cases
}

/// Makes a call that reschedules a contact to this time.
fn scheduled<'a>(client: &'a impl Times, time: &str) -> AnyCall<'a> {
    client.update_contact_schedule(INSTANCE, CONTACT, utc(time)).into()
}

fn in_bodies() -> Vec<Case> {
    vec![
        case("time-whole", |c| scheduled(c, "2026-02-28T23:59:59Z")),
        case("time-half", |c| scheduled(c, "2026-02-28T23:59:59.5Z")),
        case("time-millisecond", |c| scheduled(c, "2026-02-28T23:59:59.001Z")),
        case("time-microsecond", |c| scheduled(c, "2026-02-28T23:59:59.999999Z")),
        case("time-epoch", |c| scheduled(c, "1970-01-01T00:00:00Z")),
        case("time-before-epoch", |c| scheduled(c, "1969-12-31T23:59:59Z")),
        case("time-before-epoch-with-fraction", |c| scheduled(c, "1969-12-31T23:59:58.25Z")),
        case("time-far", |c| scheduled(c, "9999-12-31T23:59:59Z")),
        case("time-far-past", |c| scheduled(c, "1000-01-01T00:00:00Z")),
        case("time-in-structure", |c| {
            let range = TimeRange {
                r#type: "INITIATION_TIMESTAMP",
                start_time: utc("2026-01-01T00:00:00Z"),
                end_time: utc("2026-01-01T12:30:00.125Z"),
            };
            let sort = Sort { field_name: "INITIATION_TIMESTAMP", order: "ASCENDING" };
            c.search_contacts(INSTANCE, &range, Some(100), Some(sort)).into()
        }),
        case("time-with-doubles", |c| c.metric_data(&metric_query()).into()),
        case("time-and-token-made", |c| {
            let content = BTreeMap::from([("en_US", "Hello"), ("ja_JP", "日本")]);
            let end = utc("2026-12-31T00:00:00Z");
            c.create_notification(INSTANCE, Some(end), &[INSTANCE_ARN], &content, None).into()
        }),
    ]
}

fn metric_query() -> MetricQuery<'static> {
    let threshold = Threshold { comparison: "LT", threshold_value: 80.0 };
    let filter =
        MetricFilter { metric_filter_key: "k", metric_filter_values: vec![""], negate: false };
    MetricQuery {
        resource_arn: INSTANCE_ARN,
        start_time: utc("2026-01-01T08:00:00Z"),
        end_time: utc("2026-01-02T08:00:00Z"),
        interval: Some(json!({ "TimeZone": "UTC", "IntervalPeriod": "DAY" })),
        filters: vec![Filter { filter_key: "QUEUE", filter_values: vec![] }],
        groupings: Some(vec![]),
        metrics: vec![Metric {
            name: "SERVICE_LEVEL",
            threshold: vec![threshold],
            metric_filters: vec![filter],
        }],
        next_token: None,
        max_results: Some(100),
    }
}

/// Makes a call that sends a notification with these headers.
fn notification<'a>(
    client: &'a impl Times,
    time: Option<&str>,
    region: Option<&str>,
) -> AnyCall<'a> {
    client.update_user_notification_status(INSTANCE, "n", "u", "READ", time.map(utc), region).into()
}

fn in_headers() -> Vec<Case> {
    vec![
        case("header-all", |c| notification(c, Some("2015-01-25T08:00:00Z"), Some("us-west-2"))),
        case("header-none", |c| notification(c, None, None)),
        case("header-time-with-fraction", |c| {
            notification(c, Some("2015-01-05T08:00:59.999999Z"), None)
        }),
        case("header-time-before-epoch", |c| notification(c, Some("1969-12-31T23:59:59Z"), None)),
        case("header-time-before-epoch-with-fraction", |c| {
            notification(c, Some("1969-12-31T23:59:58.5Z"), None)
        }),
        case("header-empty", |c| notification(c, None, Some(""))),
        case("header-with-spaces", |c| notification(c, None, Some("us  west   2"))),
        case("header-reserved", |c| notification(c, None, Some("a,b;c=\"d\"/e?f%20&g:h'i\\j"))),
        case("header-three-and-body", |c| {
            let test_case = NewTestCase {
                name: "é",
                content: "{}",
                entry_point: Some(json!({
                    "Type": "CHAT",
                    "ChatEntryPointParameters": { "FlowId": "" },
                })),
                tags: BTreeMap::new(),
            };
            let time = utc("2024-02-29T12:00:00Z").into();
            let region = Some("eu-central-1");
            c.create_test_case(INSTANCE, &test_case, Some(TOKEN), Some(time), region).into()
        }),
        case("header-and-empty-body", |c| {
            let time = utc("1994-11-06T08:49:37Z");
            c.update_test_case(INSTANCE, "t/1", None, Some(time)).into()
        }),
    ]
}
