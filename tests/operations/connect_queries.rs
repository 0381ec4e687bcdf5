//! Defines cases for Amazon Connect with values in the query.

use connect_runtime::{Call, ConnectEnum, Pages, connect_api};
use serde::Serialize;
use serde_json::Value;

use super::case::{
    CONTROL, Case, ESCAPED, INSTANCE, INSTANCE_ARN, QUEUE_ARN, RESERVED, TOKEN, UNICODE, case,
    long_token,
};

#[derive(ConnectEnum)]
pub(crate) enum ExecutionStatus {
    InProgress,
    Passed,
    #[other]
    Other(String),
}

#[derive(ConnectEnum)]
pub(crate) enum PhoneNumberType {
    TollFree,
    Did,
    #[other]
    Other(String),
}

/// Selects the executions to list. The model defines the times as whole numbers.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExecutionFilter<'a> {
    test_case_id: Option<&'a str>,
    test_case_name: Option<&'a str>,
    start_time: Option<i64>,
    end_time: Option<i64>,
    status: Option<ExecutionStatus>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DataTableValues<'a> {
    primary_values: Vec<PrimaryValue<'a>>,
    attribute_names: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PrimaryValue<'a> {
    attribute_name: &'a str,
    value: &'a str,
}

#[connect_api]
pub(crate) trait Queries {
    #[connect_endpoint(GET "/instance?<nextToken>&<maxResults>", pages)]
    fn list_instances(
        &self,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>&<maxResults>", pages)]
    fn list_users(
        &self,
        instance_id: &str,
        next_token: Option<String>,
        max_results: Option<u32>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(
        GET "/instance/<InstanceId>/security-keys",
        pages(token = "NextToken", items = "SecurityKeys", request_token = "nextToken"),
    )]
    fn list_security_keys(
        &self,
        instance_id: &str,
        #[query("maxResults")] at_most: i32,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(GET "/test-case-executions/<InstanceId>?<nextToken>&<maxResults>")]
    fn list_test_case_executions(
        &self,
        instance_id: &str,
        #[query] filter: &ExecutionFilter<'_>,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        GET "/test-cases/<InstanceId>/<TestCaseId>/<TestCaseExecutionId>/records?<status>"
    )]
    fn list_test_case_execution_records(
        &self,
        instance_id: &str,
        test_case_id: &str,
        test_case_execution_id: &str,
        status: Option<&ExecutionStatus>,
        #[query("nextToken")] next_token: Option<&str>,
        #[query("maxResults")] max_results: Option<u32>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        GET "/phone-numbers-summary/<InstanceId>\
             ?<phoneNumberTypes>&<phoneNumberCountryCodes>&<nextToken>&<maxResults>",
        pages,
    )]
    fn list_phone_numbers(
        &self,
        instance_id: &str,
        phone_number_types: &[PhoneNumberType],
        phone_number_country_codes: &[&str],
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(GET "/queues-summary/<InstanceId>?<queueTypes>&<nextToken>", pages)]
    fn list_queues(
        &self,
        instance_id: &str,
        queue_types: Option<&[&str]>,
        next_token: Option<&str>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(
        GET "/agent-status/<InstanceId>",
        pages(token = "NextToken", items = "AgentStatusSummaryList", request_token = "nextToken"),
    )]
    fn list_agent_statuses(
        &self,
        instance_id: &str,
        #[query("AgentStatusTypes")] types: Vec<String>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(DELETE "/tags/<resourceArn>?<tagKeys>")]
    fn untag_resource(&self, resource_arn: &str, tag_keys: &[&str]) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/contact/tags/<InstanceId>/<ContactId>")]
    fn untag_contact(
        &self,
        contact_id: &str,
        instance_id: &str,
        #[query("TagKeys")] tag_keys: [&str; 2],
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        GET "/contact/references/<InstanceId>/<ContactId>?<referenceTypes>&<nextToken>",
        pages,
    )]
    fn list_contact_references(
        &self,
        instance_id: &str,
        contact_id: &str,
        reference_types: &[&str],
        next_token: Option<&str>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(GET "/instance/<InstanceId>/storage-config/<AssociationId>?<resourceType>")]
    fn describe_instance_storage_config(
        &self,
        instance_id: &str,
        association_id: &str,
        resource_type: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        GET "/effective-hours-of-operations/<InstanceId>/<HoursOfOperationId>?<fromDate>&<toDate>"
    )]
    fn get_effective_hours_of_operations(
        &self,
        instance_id: &str,
        hours_of_operation_id: &str,
        from_date: &str,
        to_date: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/evaluation-forms/<InstanceId>/<EvaluationFormId>")]
    fn delete_evaluation_form(
        &self,
        instance_id: &str,
        evaluation_form_id: &str,
        #[query("version")] evaluation_form_version: Option<i32>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/instance/<InstanceId>/lex-bot?<botName>&<lexRegion>&<clientToken>")]
    fn disassociate_lex_bot(
        &self,
        instance_id: &str,
        bot_name: &str,
        lex_region: &str,
        #[idempotency_token] client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/phone-number/<PhoneNumberId>")]
    fn release_phone_number(
        &self,
        phone_number_id: &str,
        #[idempotency_token]
        #[query("clientToken")]
        client_token: Option<String>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/instance/<InstanceId>/approved-origin?<origin>&<clientToken>")]
    fn disassociate_approved_origin(
        &self,
        instance_id: &str,
        origin: &str,
        #[idempotency_token] client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/attached-files/<InstanceId>/<FileId>?<associatedResourceArn>")]
    fn complete_attached_file_upload(
        &self,
        instance_id: &str,
        file_id: &str,
        associated_resource_arn: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/attached-files/<InstanceId>?<associatedResourceArn>")]
    fn batch_get_attached_file_metadata(
        &self,
        #[body("FileIds")] file_ids: &[&str],
        instance_id: &str,
        associated_resource_arn: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        POST "/data-tables/<InstanceId>/<DataTableId>/values/evaluate?<nextToken>&<maxResults>"
    )]
    fn evaluate_data_table_values(
        &self,
        instance_id: &str,
        data_table_id: &str,
        #[body("Values")] values: &[DataTableValues<'_>],
        #[body("TimeZone")] time_zone: Option<&str>,
        next_token: Option<&str>,
        max_results: Option<u32>,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = scalars();
    cases.extend(lists());
    cases.extend(other_methods());
    cases
}

fn scalars() -> Vec<Case> {
    vec![
        case("query-absent", |c| c.list_instances(None, None).into()),
        case("query-first-page", |c| c.list_users(INSTANCE, None, Some(1)).into()),
        case("query-next-page", |c| c.list_users(INSTANCE, Some(long_token()), Some(1000)).into()),
        case("query-reserved", |c| c.list_instances(Some(RESERVED), None).into()),
        case("query-escaped", |c| c.list_instances(Some(ESCAPED), None).into()),
        case("query-unicode", |c| c.list_instances(Some(UNICODE), None).into()),
        case("query-control", |c| c.list_instances(Some(CONTROL), None).into()),
        case("query-empty-string", |c| c.list_instances(Some(""), None).into()),
        case("query-one-space", |c| c.list_instances(Some(" "), Some(10)).into()),
        case("query-zero", |c| c.list_security_keys(INSTANCE, 0).into()),
        case("query-negative", |c| c.list_security_keys(INSTANCE, -1).into()),
        case("query-i32-max", |c| c.list_security_keys(INSTANCE, i32::MAX).into()),
        case("query-i64-extremes", |c| {
            let filter = ExecutionFilter {
                test_case_id: Some("t&c"),
                test_case_name: Some("="),
                start_time: Some(i64::MIN),
                end_time: Some(i64::MAX),
                status: Some(ExecutionStatus::Passed),
            };
            c.list_test_case_executions(INSTANCE, &filter, Some("+"), Some(100)).into()
        }),
        case("query-i64-zero", |c| {
            let filter = ExecutionFilter {
                start_time: Some(0),
                end_time: Some(0),
                ..ExecutionFilter::default()
            };
            c.list_test_case_executions(INSTANCE, &filter, None, None).into()
        }),
        case("query-after-three-labels", |c| {
            let status = ExecutionStatus::InProgress;
            c.list_test_case_execution_records(INSTANCE, "a/b", "c d", Some(&status), None, Some(1))
                .into()
        }),
    ]
}

fn lists() -> Vec<Case> {
    vec![
        case("query-two-lists", |c| {
            let types = [PhoneNumberType::TollFree, PhoneNumberType::Did];
            c.list_phone_numbers(INSTANCE, &types, &["US", "DE", "US"], None, Some(5)).into()
        }),
        case("query-list-of-one", |c| c.list_queues(INSTANCE, Some(&["STANDARD"]), None).into()),
        case("query-list-empty", |c| c.list_queues(INSTANCE, Some(&[]), None).into()),
        case("query-list-absent", |c| c.list_queues(INSTANCE, None, Some("a")).into()),
        case("query-list-of-empty", |c| {
            c.list_agent_statuses(INSTANCE, vec![String::new()]).into()
        }),
        case("query-list-awkward", |c| {
            let keys = ["", "a&b=c", "x,y", "é", "x,y", "\"", "%2C", " "];
            c.untag_resource(QUEUE_ARN, &keys).into()
        }),
        case("query-pascal-case", |c| c.untag_contact("c", INSTANCE, ["aws:tag", "Zweck"]).into()),
        case("query-required-list", |c| {
            c.list_contact_references(INSTANCE, "c", &["URL", "ATTACHMENT"], Some("n==")).into()
        }),
    ]
}

fn other_methods() -> Vec<Case> {
    vec![
        case("query-required", |c| {
            c.describe_instance_storage_config(INSTANCE, "a", "CALL_RECORDINGS").into()
        }),
        case("query-dates", |c| {
            c.get_effective_hours_of_operations(INSTANCE, "h", "2026-02-28", "2026-03-01").into()
        }),
        case("query-renamed", |c| c.delete_evaluation_form(INSTANCE, "f", Some(3)).into()),
        case("query-token-given", |c| {
            c.disassociate_lex_bot(INSTANCE, "Bot & Söhne", "us-west-2", Some(TOKEN)).into()
        }),
        case("query-token-made", |c| c.release_phone_number("+12065550100", None).into()),
        case("query-url-and-token-made", |c| {
            let origin = "https://user@example.com:8443/a b?c=d&e=%20#f";
            c.disassociate_approved_origin(INSTANCE, origin, None).into()
        }),
        case("query-in-post-without-body", |c| {
            c.complete_attached_file_upload(INSTANCE, "f/1", INSTANCE_ARN).into()
        }),
        case("query-in-post-with-body", |c| {
            c.batch_get_attached_file_metadata(&["f/1", "é"], INSTANCE, INSTANCE_ARN).into()
        }),
        case("query-page-in-post", |c| {
            let key = PrimaryValue { attribute_name: "k", value: "" };
            let values = [
                DataTableValues { primary_values: vec![], attribute_names: vec!["a", ""] },
                DataTableValues { primary_values: vec![key], attribute_names: vec![] },
            ];
            let (zone, token) = (Some("Europe/Berlin"), Some("a/b+c=="));
            c.evaluate_data_table_values(INSTANCE, "t", &values, zone, token, Some(2)).into()
        }),
    ]
}
