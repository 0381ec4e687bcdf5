//! Defines cases for Amazon Connect Cases.

use connect_runtime::{Call, ConnectEnum, ConnectUnion, Pages, UnknownMember, connect_api};
use serde::Serialize;
use serde_json::{Value, json};

use super::case::{Case, INSTANCE_ARN, RESERVED, TOKEN, UNICODE, case, long_text};

#[derive(ConnectEnum)]
pub(crate) enum TemplateStatus {
    #[text("Active")]
    Active,
    #[text("Inactive")]
    Inactive,
    #[other]
    Other(String),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseEntry<'a> {
    case_identifier: CaseIdentifier<'a>,
}

/// A union that is only sent can use plain serde.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum CaseIdentifier<'a> {
    CaseId(&'a str),
    ReferenceId(&'a str),
}

#[derive(Serialize)]
pub(crate) struct FieldValue {
    id: String,
    value: FieldData,
}

#[derive(ConnectUnion)]
enum FieldData {
    #[member("stringValue")]
    Text(String),
    #[member("doubleValue")]
    Number(f64),
    #[member("booleanValue")]
    Flag(bool),
    #[member("emptyValue")]
    Empty(Empty),
    #[other]
    Other(UnknownMember),
}

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseSearch<'a> {
    max_results: Option<u32>,
    next_token: Option<&'a str>,
    search_term: Option<&'a str>,
    filter: Option<CaseFilter>,
    sorts: Option<Vec<Value>>,
    fields: Option<Vec<FieldId<'a>>>,
}

#[derive(Serialize)]
struct FieldId<'a> {
    id: &'a str,
}

#[derive(ConnectUnion)]
enum CaseFilter {
    #[member("field")]
    Field(FieldFilter),
    #[member("tag")]
    Tag(TagFilter),
    #[member("not")]
    Not(Box<CaseFilter>),
    #[member("andAll")]
    AndAll(Vec<CaseFilter>),
    #[member("orAll")]
    OrAll(Vec<CaseFilter>),
    #[other]
    Other(UnknownMember),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum FieldFilter {
    EqualTo(FieldValue),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum TagFilter {
    EqualTo { key: String, value: String },
}

#[derive(Serialize)]
pub(crate) struct FieldOption<'a> {
    name: &'a str,
    value: &'a str,
    active: bool,
}

#[connect_api(service = CASES)]
pub(crate) trait Cases {
    #[connect_endpoint(POST "/domains/<domainId>")]
    fn get_domain(&self, domain_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains-list?<maxResults>&<nextToken>")]
    fn list_domains(&self, max_results: Option<u32>, next_token: Option<&str>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<domainId>/rules-list/?<maxResults>&<nextToken>", pages)]
    fn list_case_rules(
        &self,
        domain_id: &str,
        max_results: Option<u32>,
        next_token: Option<&str>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(POST "/domains/<domainId>/cases/<caseId>/related-items/")]
    fn create_related_item(
        &self,
        domain_id: &str,
        case_id: &str,
        #[body("type")] r#type: &str,
        #[body("content")] content: &Value,
        #[body("performedBy")] performed_by: Option<&Value>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/cases:batchUpdateCase")]
    fn batch_update_case(
        &self,
        #[body("domainId")] domain_id: &str,
        #[body("cases")] cases: &[CaseEntry<'_>],
        #[body("fields")] fields: &Value,
        #[body("status")] status: Option<&str>,
        #[idempotency_token]
        #[body("clientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/cases:batchCreateRelatedItem")]
    fn batch_create_related_item(
        &self,
        #[body("domainId")] domain_id: &str,
        #[body("content")] content: Value,
        #[body("cases")] cases: Vec<Value>,
        #[idempotency_token]
        #[body("clientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        POST "/domains/<domainId>/fields/<fieldId>/options-list?<values>&<maxResults>&<nextToken>"
    )]
    fn list_field_options(
        &self,
        domain_id: &str,
        field_id: &str,
        values: &[&str],
        max_results: Option<u32>,
        next_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<domainId>/templates-list")]
    fn list_templates(
        &self,
        domain_id: &str,
        #[query("status")] status: &[TemplateStatus],
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<domainId>/cases")]
    fn create_case(
        &self,
        domain_id: &str,
        #[body("templateId")] template_id: &str,
        #[body("fields")] fields: &[FieldValue],
        #[idempotency_token]
        #[body("clientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<domainId>/cases-search", pages)]
    fn search_cases(&self, domain_id: &str, #[body] search: &CaseSearch<'_>) -> Pages<'_, Value>;

    #[connect_endpoint(PUT "/domains/<domainId>/cases/<caseId>")]
    fn update_case(
        &self,
        domain_id: &str,
        case_id: &str,
        #[body("fields")] fields: &[FieldValue],
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/domains/<domainId>/fields/<fieldId>/options")]
    fn batch_put_field_options(
        &self,
        domain_id: &str,
        field_id: &str,
        #[body("options")] options: &[FieldOption<'_>],
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/tags/<arn>")]
    fn list_tags_for_resource(&self, arn: &str) -> Call<'_, ()>;

    #[connect_endpoint(
        DELETE "/domains/<domainId>/cases/<caseId>/related-items/<relatedItemId>"
    )]
    fn delete_related_item(
        &self,
        domain_id: &str,
        case_id: &str,
        related_item_id: &str,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("cases-post-without-body", |c| c.get_domain("d 1").into()),
        case("cases-post-without-path-values", |c| c.list_domains(Some(1), Some("a+b")).into()),
        case("cases-trailing-slash-without-body", |c| c.list_case_rules("d", Some(0), None).into()),
        case("cases-trailing-slash-and-label", |c| c.list_case_rules(RESERVED, None, None).into()),
        case("cases-trailing-slash-and-body", |c| {
            let content = json!({ "sla": { "slaInputConfiguration": {
                "name": "n",
                "type": "CaseField",
                "targetFieldValues": [{ "emptyValue": {} }, { "booleanValue": false }],
                "targetSlaMinutes": i64::MAX,
            } } });
            let performed_by = json!({ "userArn": INSTANCE_ARN });
            c.create_related_item("d", "c/1", "Sla", &content, Some(&performed_by)).into()
        }),
        case("cases-colon-in-path-put", |c| {
            let cases = [
                CaseEntry { case_identifier: CaseIdentifier::CaseId("c") },
                CaseEntry { case_identifier: CaseIdentifier::ReferenceId("") },
            ];
            let fields =
                json!([{ "fieldIdentifier": { "name": "n" }, "value": { "doubleValue": 1.5 } }]);
            c.batch_update_case("d", &cases, &fields, Some("open"), None).into()
        }),
        case("cases-colon-in-path-post", |c| {
            let comment = json!({ "body": long_text(), "contentType": "Text/Plain" });
            let content = json!({ "comment": comment });
            c.batch_create_related_item("d", content, vec![], Some(TOKEN)).into()
        }),
        case("cases-query-list-in-post", |c| {
            c.list_field_options("d", "f", &["a b", "", "é&", "a b"], Some(100), None).into()
        }),
        case("cases-query-enum-list", |c| {
            c.list_templates("d", &[TemplateStatus::Active, TemplateStatus::Inactive]).into()
        }),
        case("cases-token-made", |c| {
            let fields = [
                field("title", FieldData::Text(UNICODE.to_owned())),
                field("open", FieldData::Flag(false)),
                field("count", FieldData::Number(0.0)),
                field("none", FieldData::Empty(Empty {})),
            ];
            c.create_case("d", "t", &fields, None).into()
        }),
        case("cases-union-recursive", |c| c.search_cases("d", &case_search()).into()),
        case("cases-put-list-empty", |c| c.update_case("d", "c", &[]).into()),
        case("cases-put-false", |c| {
            let option = FieldOption { name: "n", value: "v", active: false };
            c.batch_put_field_options("d", "f", &[option]).into()
        }),
        case("cases-arn-label", |c| {
            c.list_tags_for_resource("arn:aws:cases:us-west-2:1:domain/d/case/c").into()
        }),
        case("cases-delete-three-labels", |c| c.delete_related_item("d", "é", "~").into()),
    ]
}

fn field(id: &str, value: FieldData) -> FieldValue {
    FieldValue { id: id.to_owned(), value }
}

fn case_search() -> CaseSearch<'static> {
    let field = FieldFilter::EqualTo(field("f", FieldData::Text(String::new())));
    let tag = TagFilter::EqualTo { key: "k".to_owned(), value: "v".to_owned() };
    CaseSearch {
        max_results: Some(25),
        next_token: Some("n"),
        search_term: Some(""),
        filter: Some(CaseFilter::AndAll(vec![
            CaseFilter::Not(Box::new(CaseFilter::Field(field))),
            CaseFilter::OrAll(vec![]),
            CaseFilter::Tag(tag),
        ])),
        sorts: Some(vec![]),
        fields: Some(vec![FieldId { id: "title" }]),
    }
}
