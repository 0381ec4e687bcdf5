//! Defines cases for Amazon Connect rules, searches, tasks, tags and traffic: empty and recursive values in
//! bodies.

use std::collections::BTreeMap;

use connect_runtime::{Call, ConnectUnion, Pages, UnknownMember, connect_api};
use serde::Serialize;
use serde_json::{Value, json};

use super::case::{Case, INSTANCE, INSTANCE_ARN, QUEUE_ARN, TOKEN, case};

/// The caller always sets `client_token` here, so it is an ordinary member.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewRule<'a> {
    name: &'a str,
    trigger_event_source: EventSource<'a>,
    function: &'a str,
    actions: Vec<Action<'a>>,
    publish_status: &'a str,
    client_token: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EventSource<'a> {
    event_source_name: &'a str,
    integration_association_id: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Action<'a> {
    action_type: &'a str,
    assign_contact_category_action: Option<Empty>,
    create_case_action: Option<CreateCaseAction<'a>>,
}

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CreateCaseAction<'a> {
    template_id: &'a str,
    fields: Vec<Field<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Field<'a> {
    id: &'a str,
    value: FieldValue,
}

#[derive(ConnectUnion)]
enum FieldValue {
    BooleanValue(bool),
    DoubleValue(f64),
    EmptyValue(BTreeMap<String, Value>),
    #[other]
    Other(UnknownMember),
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UserSearch<'a> {
    instance_id: &'a str,
    next_token: Option<&'a str>,
    max_results: Option<u32>,
    search_filter: Option<SearchFilter<'a>>,
    search_criteria: Option<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct SearchFilter<'a> {
    tag_filter: TagFilter<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TagFilter<'a> {
    or_conditions: Vec<Vec<TagCondition<'a>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TagCondition<'a> {
    tag_key: &'a str,
    tag_value: Option<&'a str>,
}

/// A value that can contain values of its own type.
#[derive(ConnectUnion)]
pub(crate) enum SegmentAttribute {
    ValueString(String),
    ValueInteger(i32),
    ValueMap(BTreeMap<String, SegmentAttribute>),
    ValueList(Vec<SegmentAttribute>),
    #[other]
    Other(UnknownMember),
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Distributions<D> {
    distributions: Vec<D>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Share<'a> {
    region: &'a str,
    percentage: u8,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SignIn<'a> {
    region: &'a str,
    enabled: bool,
}

#[connect_api]
pub(crate) trait Management {
    #[connect_endpoint(POST "/rules/<InstanceId>")]
    fn create_rule(&self, instance_id: &str, #[body] rule: NewRule<'_>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/security-profiles")]
    fn update_user_security_profiles(
        &self,
        #[body("SecurityProfileIds")] security_profile_ids: &[String],
        user_id: &str,
        instance_id: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/search-users", pages)]
    fn search_users(&self, #[body] search: &UserSearch<'_>) -> Pages<'_, Value>;

    #[connect_endpoint(PUT "/contact/task")]
    fn start_task_contact(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("Name")] name: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        #[body("SegmentAttributes")] attributes: Option<&BTreeMap<&str, SegmentAttribute>>,
        #[body("Attachments")] attachments: Option<&[Value]>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/tags/<resourceArn>")]
    fn tag_resource(
        &self,
        resource_arn: &str,
        #[body("tags")] tags: &BTreeMap<&str, &str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/traffic-distribution/<Id>")]
    fn update_traffic_distribution(
        &self,
        id: &str,
        #[body("TelephonyConfig")] telephony: Option<&Distributions<Share<'_>>>,
        #[body("SignInConfig")] sign_in: Option<&Distributions<SignIn<'_>>>,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("body-empty-structures", |c| c.create_rule(INSTANCE, rule()).into()),
        case("body-list-empty", |c| c.update_user_security_profiles(&[], "u", INSTANCE).into()),
        case("body-lists-of-lists", |c| c.search_users(&user_search()).into()),
        case("body-recursive-map", |c| {
            let list = vec![
                SegmentAttribute::ValueInteger(0),
                SegmentAttribute::ValueString(String::new()),
            ];
            let inner = BTreeMap::from([("b".to_owned(), SegmentAttribute::ValueList(list))]);
            let attributes = BTreeMap::from([("a", SegmentAttribute::ValueMap(inner))]);
            c.start_task_contact(INSTANCE, "t", Some(TOKEN), Some(&attributes), Some(&[])).into()
        }),
        case("body-map-under-lower-case-name", |c| {
            c.tag_resource(QUEUE_ARN, &BTreeMap::from([("é", "")])).into()
        }),
        case("body-false-list", |c| {
            let here = Share { region: "us-west-2", percentage: 100 };
            let telephony = Distributions { distributions: vec![here] };
            let regions = [("us-west-2", false), ("us-east-1", true)];
            let sign_in = Distributions {
                distributions: regions.map(|(region, enabled)| SignIn { region, enabled }).into(),
            };
            c.update_traffic_distribution(INSTANCE_ARN, Some(&telephony), Some(&sign_in)).into()
        }),
    ]
}

fn rule() -> NewRule<'static> {
    NewRule {
        name: "r",
        trigger_event_source: EventSource {
            event_source_name: "OnCaseCreate",
            integration_association_id: None,
        },
        function: r#"{"a":[]}"#,
        actions: vec![
            Action {
                action_type: "ASSIGN_CONTACT_CATEGORY",
                assign_contact_category_action: Some(Empty {}),
                create_case_action: None,
            },
            Action {
                action_type: "CREATE_CASE",
                assign_contact_category_action: None,
                create_case_action: Some(CreateCaseAction {
                    template_id: "t",
                    fields: vec![
                        Field { id: "a", value: FieldValue::EmptyValue(BTreeMap::new()) },
                        Field { id: "b", value: FieldValue::BooleanValue(false) },
                        Field { id: "c", value: FieldValue::DoubleValue(-0.5) },
                    ],
                }),
            },
        ],
        publish_status: "DRAFT",
        client_token: TOKEN,
    }
}

fn user_search() -> UserSearch<'static> {
    let tag = TagCondition { tag_key: "k", tag_value: Some("é") };
    let user_name = json!({
        "FieldName": "Username",
        "Value": "%_*",
        "ComparisonType": "CONTAINS",
    });
    UserSearch {
        instance_id: INSTANCE,
        next_token: Some("a/b+c=="),
        max_results: Some(1),
        search_filter: Some(SearchFilter {
            tag_filter: TagFilter { or_conditions: vec![vec![], vec![tag]] },
        }),
        search_criteria: Some(json!({
            "AndConditions": [{ "OrConditions": [] }, { "StringCondition": user_name }],
        })),
    }
}
