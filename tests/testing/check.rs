//! Tests what a check of types finds, by operations of AWS's model.

use std::collections::{BTreeMap, HashMap};

use connect_runtime::testing::{
    Finding, Report, check, check_call, check_type, disconnected_client,
};
use connect_runtime::{
    ApiError, Blob, Call, ConnectEnum, ConnectError, Document, Error, Pages, Result, Sensitive,
    Timestamp, connect_api, service,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn lines(findings: &[Finding]) -> Vec<String> {
    let line =
        |finding: &Finding| format!("{} | {} | {}", finding.path, finding.problem, finding.help);
    findings.iter().map(line).collect()
}

fn of_describe_user<T: DeserializeOwned>() -> Report {
    check_type::<T>(&service::CONNECT, "DescribeUser")
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Described<U> {
    #[expect(dead_code)]
    user: Option<U>,
}

/// Declares a type of a user and checks it in the place that the response has.
macro_rules! user_type {
    ({ $($fields:tt)* } $($errors:expr),* ; $($notes:expr),*) => {{
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        #[allow(dead_code, reason = "only their names matter")]
        struct User { $($fields)* }
        let report = of_describe_user::<Described<User>>();
        let errors: &[&str] = &[$($errors),*];
        assert_eq!(lines(report.errors()), errors, "{report}");
        let notes: &[&str] = &[$($notes),*];
        assert_eq!(lines(report.notes()), notes, "{report}");
    }};
}

#[test]
fn right_types_have_no_findings() {
    user_type!({ id: Option<String>, tags: Option<BTreeMap<String, String>> } ; );
    user_type!({
        #[serde(alias = "ID")]
        id: Option<String>,
        last_modified_time: Option<Timestamp>,
        #[serde(default)]
        security_profile_ids: Vec<String>,
        arn: Option<Sensitive<String>>,
    } ; );
    let report = of_describe_user::<()>();
    assert!(report.errors().is_empty(), "{report}");
}

#[test]
fn a_name_that_the_response_does_not_have_is_an_error_if_it_is_near_another() {
    user_type!({ user_name: Option<String> }
        "$.User.UserName | `User` asks for `UserName`, which the response does not have | \
         write `#[serde(rename = \"Username\")]`"; );
    user_type!({ #[serde(rename = "SecurityProfilesIds")] ids: Option<Vec<String>> }
        "$.User.SecurityProfilesIds | `User` asks for `SecurityProfilesIds`, which the response does \
         not have | write `#[serde(rename = \"SecurityProfileIds\")]`"; );
    user_type!({ skills: Option<Vec<String>> };
        "$.User.Skills | `User` asks for `Skills`, which the response does not have | remove it, \
         unless AWS has added it since");
}

#[test]
fn a_kind_that_differs_is_an_error_with_its_path() {
    user_type!({ id: Option<u64>, tags: Option<Vec<String>> }
        "$.User.Id | the type asks for a number, and the response has a string | take `String`",
        "$.User.Tags | the type asks for a list, and the response has a map | take \
         `BTreeMap<String, …>`"; );
    user_type!({ security_profile_ids: Option<Vec<u8>> }
        "$.User.SecurityProfileIds[] | the type asks for a number, and the response has a string | \
         take `String`"; );
    user_type!({ last_modified_time: Option<Vec<String>> }
        "$.User.LastModifiedTime | the type asks for a list, and the response has a time in seconds | \
         take `Timestamp`"; );
    // Decoding turns a number into text.
    user_type!({ last_modified_time: Option<String> };
        "$.User.LastModifiedTime | the type asks for text, and the response has a time in seconds | \
         take `Timestamp`");
    user_type!({ phone_config: Option<bool> }
        "$.User.PhoneConfig | the type asks for a boolean, and the response has a structure | take a \
         struct"; );
}

#[test]
fn a_closed_enum_is_an_error_with_the_values_that_break_it() {
    #[derive(Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Closed {
        SoftPhone,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Whole {
        SoftPhone,
        DeskPhone,
    }
    #[derive(ConnectEnum)]
    enum Open {
        SoftPhone,
        #[other]
        Other(String),
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Phone<K> {
        #[expect(dead_code)]
        phone_type: K,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct User<K> {
        #[expect(dead_code)]
        phone_config: Phone<K>,
    }
    let _ = (Closed::SoftPhone, Whole::SoftPhone, Whole::DeskPhone, Open::SoftPhone);
    let _ = |open: Open| matches!(open, Open::Other(_));
    let report = of_describe_user::<Described<User<Closed>>>();
    assert_eq!(
        lines(report.errors()),
        ["$.User.PhoneConfig.PhoneType | the enum refuses `DESK_PHONE` | derive `ConnectEnum`, \
          whose `#[other]` takes any value"],
        "{report}"
    );
    let report = of_describe_user::<Described<User<Whole>>>();
    assert!(report.errors().is_empty(), "{report}");
    assert!(report.to_string().contains("refuses a value that AWS adds later"), "{report}");
    let report = of_describe_user::<Described<User<Open>>>();
    assert!(report.errors().is_empty(), "{report}");
    assert!(!report.to_string().contains("refuses"), "{report}");
}

#[test]
fn a_member_that_the_type_insists_on_is_a_note() {
    user_type!({ id: String, arn: Option<String> };
        "$.User.Id | the type insists on it, and AWS does not always send it | take an `Option`, or \
         write `#[serde(default)]`");
}

#[test]
fn what_cannot_be_seen_is_a_note() {
    #[derive(Deserialize)]
    struct Flat {
        #[serde(flatten)]
        #[expect(dead_code)]
        members: HashMap<String, Value>,
    }
    let hidden = "the type does not say which names it asks for";
    for (report, path) in [
        (of_describe_user::<Value>(), "$"),
        (of_describe_user::<Document>(), "$"),
        (of_describe_user::<Described<Value>>(), "$.User"),
        (of_describe_user::<Described<Flat>>(), "$.User"),
        (of_describe_user::<Described<BTreeMap<String, Value>>>(), "$.User"),
    ] {
        assert!(report.errors().is_empty(), "{report}");
        let notes = report.notes();
        let is_found = notes.iter().any(|note| note.path == path && note.problem == hidden);
        assert!(is_found, "{report}");
    }
}

#[test]
fn types_without_end_are_seen_to_their_first_repetition() {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    #[allow(dead_code, reason = "only their names matter")]
    struct Expression {
        or_conditions: Option<Vec<Expression>>,
        and_condition: Option<Vec<Expression>>,
        string_condition: Option<Box<Expression>>,
    }
    let _ = of_describe_user::<Described<Expression>>();
    let report = check_type::<Expression>(&service::CONNECT, "SearchUsers");
    assert!(report.errors().is_empty(), "{report}");
}

#[test]
fn any_json_is_right_for_every_operation() {
    let mut checked = 0;
    for (service, model) in [
        (service::CONNECT, connect_model::Service::Connect),
        (service::CASES, connect_model::Service::Cases),
        (service::CAMPAIGNS_V2, connect_model::Service::CampaignsV2),
        (service::CONTACT_LENS, connect_model::Service::ContactLens),
        (service::PARTICIPANT, connect_model::Service::Participant),
        (service::CUSTOMER_PROFILES, connect_model::Service::CustomerProfiles),
        (service::Q_CONNECT, connect_model::Service::QConnect),
    ] {
        for operation in model.calls().operations() {
            for report in [
                check_type::<Value>(&service, operation.name()),
                check_type::<Document>(&service, operation.name()),
                check_type::<BTreeMap<String, Value>>(&service, operation.name()),
            ] {
                assert!(report.errors().is_empty(), "{operation:?}: {report}");
            }
            checked += 1;
        }
    }
    assert_eq!(checked, 712);
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "only their names matter")]
struct UserSummary {
    id: Option<String>,
    user_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "only their names matter")]
struct UserPage {
    user_summarylist: Option<Vec<UserSummary>>,
}

#[derive(Debug, ConnectError)]
#[allow(dead_code, reason = "only its codes and names matter")]
enum UserError {
    #[code("ResourceNotFoundException")]
    NotFound(ApiError),
    #[code("ConflictException")]
    Conflict,
    #[code("SkillNotFoundException")]
    Skill,
    // Nearly `InternalServiceException`, but a code of other services.
    #[code("InternalServerException")]
    Internal,
    #[code("ResourceInUseException")]
    InUse { resource_type: Option<String>, resource_i_d: Option<String> },
    #[other]
    Other(Error),
}

#[connect_api(error = UserError)]
#[allow(dead_code, reason = "only its table is used")]
trait Users {
    #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>", pages)]
    fn list_users(&self, instance_id: &str, next_token: Option<&str>) -> Pages<'_, UserSummary>;

    #[connect_endpoint(GET "/users-summary/<InstanceId>")]
    fn page_of_users(&self, instance_id: &str) -> Call<'_, UserPage>;

    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    async fn delete_user(&self, instance_id: &str, user_id: &str) -> Result<()>;

    #[connect_endpoint(PUT "/users/<InstanceId>", unchecked)]
    fn create_user(&self, instance_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe<T: DeserializeOwned>(&self, instance_id: &str, user_id: &str) -> Call<'_, T>
    where
        Self: Sized;

    #[connect_endpoint(GET "/skills/<SkillId>")]
    fn skill(&self, skill_id: &str) -> Call<'_, Value>;
}

#[test]
fn a_whole_trait_is_checked_by_its_table() {
    let report = check(USERS_OPERATIONS);
    let errors: Vec<_> = report
        .errors()
        .iter()
        .map(|error| (error.operation.as_str(), error.type_name.as_str(), error.path.as_str()))
        .collect();
    assert_eq!(
        errors,
        [
            ("ListUsers", "UserSummary", "$.UserName"),
            ("ListUsers", "UserError", "$.ResourceID"),
            ("ListUsers", "UserPage", "$.UserSummarylist"),
            ("DeleteUser", "UserError", "$.ResourceID"),
        ],
        "{report}"
    );
    let has_note = |operation: &str, part: &str| {
        let mut notes = report.notes().iter().filter(|note| note.operation == operation);
        notes.any(|note| note.problem.contains(part) || note.path.contains(part))
    };
    assert!(has_note("CreateUser", "generic, raw or unchecked"), "{report}");
    assert!(has_note("DescribeUser", "generic, raw or unchecked"), "{report}");
    assert!(has_note("Skill", "AWS's model does not have this operation"), "{report}");
    assert!(has_note("ListUsers", "SkillNotFoundException"), "{report}");
    assert!(!has_note("ListUsers", "ConflictException"), "{report}");
}

#[test]
fn a_report_is_a_table() {
    let report = check_type::<UserPage>(&service::CONNECT, "ListUsers");
    let table = report.to_string();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 2, "{table}");
    assert!(lines[0].starts_with("       operation  type"), "{table}");
    assert!(lines[1].starts_with("error  ListUsers  UserPage"), "{table}");
    let column = |line: &str, text: &str| line.find(text).unwrap();
    assert_eq!(column(lines[0], "path"), column(lines[1], "$.UserSummarylist"));
    let panic = std::panic::catch_unwind(|| report.assert_no_errors()).unwrap_err();
    assert!(panic.downcast::<String>().unwrap().contains("UserSummarylist"));
    assert_eq!(of_describe_user::<()>().to_string(), "no findings");
}

#[connect_api]
trait Contacts {
    #[connect_endpoint(PUT "/contact/task")]
    fn start_task_contact(&self, #[body] task: &Value) -> Call<'_, ()>;
}

#[test]
fn the_body_of_a_call_is_held_against_the_model() {
    let client = disconnected_client().unwrap();
    let long = "x".repeat(5000);
    for (task, errors, notes) in [
        (
            json!({ "InstanceId": "00000000-0000-4000-8000-000000000000", "Name": "n" }),
            vec![],
            vec![],
        ),
        (json!({ "Name": "n" }), vec!["$.InstanceId"], vec![]),
        (json!({ "InstanceId": "i", "name": "n" }), vec!["$.name"], vec![]),
        (json!({ "InstanceId": "i", "Name": 7 }), vec!["$.Name"], vec![]),
        (
            json!({ "InstanceId": "i", "Name": "n", "References": { "a": { "Tpe": "URL" } } }),
            vec!["$.References.*.Tpe"],
            vec![],
        ),
        (json!({ "InstanceId": "i", "Name": long, "Skill": 1 }), vec![], vec!["$.Name", "$.Skill"]),
        (
            json!({ "InstanceId": "i", "Name": "n", "References": { "a": { "Type": "FAX" } } }),
            vec![],
            vec!["$.References.*.Type"],
        ),
    ] {
        let report = check_call(&client.start_task_contact(&task));
        let paths = |findings: &[Finding]| -> Vec<String> {
            findings.iter().map(|finding| finding.path.clone()).collect()
        };
        assert_eq!(paths(report.errors()), errors, "{task}\n{report}");
        assert_eq!(paths(report.notes()), notes, "{task}\n{report}");
    }
}

#[test]
fn an_unknown_operation_or_service_has_a_note() {
    const OWN: connect_runtime::Service = connect_runtime::Service::new("Own", "own", "own");
    for report in [
        check_type::<UserPage>(&service::CONNECT, "ListSkills"),
        check_type::<UserPage>(&OWN, "ListUsers"),
    ] {
        assert!(report.errors().is_empty());
        assert_eq!(report.notes().len(), 1, "{report}");
    }
}

#[test]
fn binary_data_is_a_blob() {
    // No output has a blob at its top, so a whole type stands for one.
    let report = check_type::<Blob>(&service::CONNECT, "DescribeUser");
    assert_eq!(report.errors().len(), 1, "{report}");
}
