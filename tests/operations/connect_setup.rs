//! Defines cases for Amazon Connect instances, phone numbers, users, hours and flows: values in the body.

use std::collections::BTreeMap;

use connect_runtime::{Call, ConnectEnum, Pages, connect_api};
use serde::Serialize;
use serde_json::Value;

use super::case::{CONTROL, Case, INSTANCE, INSTANCE_ARN, RESERVED, TOKEN, case, long_text};

#[derive(ConnectEnum)]
pub(crate) enum IdentityManagement {
    ConnectManaged,
    Saml,
    #[other]
    Other(String),
}

type Tags<'a> = BTreeMap<&'a str, &'a str>;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewUser<'a> {
    username: &'a str,
    password: Option<&'a str>,
    identity_info: Option<IdentityInfo<'a>>,
    phone_config: Option<PhoneConfig<'a>>,
    security_profile_ids: Vec<&'a str>,
    routing_profile_id: &'a str,
    auto_accept_configs: Vec<AutoAcceptConfig<'a>>,
    tags: Tags<'a>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct IdentityInfo<'a> {
    first_name: Option<&'a str>,
    last_name: Option<&'a str>,
    email: Option<&'a str>,
    secondary_email: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PhoneConfig<'a> {
    phone_type: &'a str,
    auto_accept: bool,
    after_contact_work_time_limit: i32,
    desk_phone_number: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AutoAcceptConfig<'a> {
    channel: &'a str,
    auto_accept: bool,
    agent_first_callback_auto_accept: Option<bool>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DayHours {
    day: Day,
    start_time: Clock,
    end_time: Clock,
}

#[derive(ConnectEnum)]
enum Day {
    Monday,
    Sunday,
    #[other]
    Other(String),
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Clock {
    hours: u8,
    minutes: u8,
}

#[connect_api]
pub(crate) trait Setup {
    #[connect_endpoint(POST "/phone-number/list", pages)]
    fn list_phone_numbers_v2(
        &self,
        #[body("TargetArn")] target_arn: Option<&str>,
        #[body("MaxResults")] max_results: Option<u32>,
        #[body("NextToken")] next_token: Option<&str>,
        #[body("PhoneNumberCountryCodes")] country_codes: Option<&[&str]>,
        #[body("PhoneNumberTypes")] types: Option<&[&str]>,
        #[body("PhoneNumberPrefix")] prefix: Option<&str>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(PUT "/instance")]
    fn create_instance(
        &self,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        #[body("IdentityManagementType")] identity_management_type: &IdentityManagement,
        #[body("InstanceAlias")] instance_alias: Option<&str>,
        #[body("InboundCallsEnabled")] inbound_calls_enabled: bool,
        #[body("OutboundCallsEnabled")] outbound_calls_enabled: bool,
        #[body("Tags")] tags: Option<&BTreeMap<&str, &str>>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/phone-number/<PhoneNumberId>/metadata")]
    fn update_phone_number_metadata(
        &self,
        phone_number_id: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/users/<InstanceId>")]
    fn create_user(&self, instance_id: &str, #[body] user: &NewUser<'_>) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/hours-of-operations/<InstanceId>")]
    fn create_hours_of_operation(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("TimeZone")] time_zone: &str,
        #[body("Config")] config: &[DayHours],
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/vocabulary/<InstanceId>")]
    fn create_vocabulary(
        &self,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<String>,
        instance_id: &str,
        #[body("VocabularyName")] vocabulary_name: &str,
        #[body("LanguageCode")] language_code: &str,
        #[body("Content")] content: String,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/contact-flows/<InstanceId>")]
    fn create_contact_flow(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Type")] r#type: &str,
        #[body("Description")] description: Option<&str>,
        #[body("Content")] content: &str,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("body-all-absent", |c| {
            c.list_phone_numbers_v2(None, None, None, None, None, None).into()
        }),
        case("body-page", |c| {
            let (arn, token, types) = (Some(INSTANCE_ARN), Some("a+b/c=="), Some(&["UIFN"][..]));
            c.list_phone_numbers_v2(arn, Some(0), token, Some(&[]), types, Some("")).into()
        }),
        case("body-false-and-token-made", |c| {
            let (kind, tags) = (IdentityManagement::ConnectManaged, BTreeMap::new());
            c.create_instance(None, &kind, Some("éclair"), false, true, Some(&tags)).into()
        }),
        case("body-token-given", |c| {
            c.create_instance(Some(TOKEN), &IdentityManagement::Saml, None, true, false, None)
                .into()
        }),
        case("body-token-empty", |c| c.update_phone_number_metadata("p", Some("")).into()),
        case("body-token-alone", |c| c.update_phone_number_metadata("p", None).into()),
        case("body-whole-structure", |c| c.create_user(INSTANCE, &user()).into()),
        case("body-nested-list-of-structures", |c| {
            let config = [
                DayHours { day: Day::Monday, start_time: clock(0, 0), end_time: clock(23, 59) },
                DayHours { day: Day::Sunday, start_time: clock(0, 1), end_time: clock(1, 1) },
            ];
            c.create_hours_of_operation(INSTANCE, "24/7", None, "Etc/GMT+1", &config).into()
        }),
        case("body-text-of-8-kib", |c| {
            c.create_vocabulary(Some(TOKEN.into()), INSTANCE, "v", "de-DE", long_text()).into()
        }),
        case("body-json-in-a-string", |c| {
            let content = r#"{"Version":"2019-10-30","Actions":[{"Text":"</speak> \u00e9 \" é"}]}"#;
            c.create_contact_flow(INSTANCE, RESERVED, "CONTACT_FLOW", Some(CONTROL), content).into()
        }),
    ]
}

fn user() -> NewUser<'static> {
    NewUser {
        username: "j.müller",
        password: None,
        identity_info: Some(IdentityInfo {
            first_name: Some("Jörg"),
            last_name: Some("O'Neil \"x\""),
            email: Some(""),
            ..IdentityInfo::default()
        }),
        phone_config: Some(PhoneConfig {
            phone_type: "SOFT_PHONE",
            auto_accept: false,
            after_contact_work_time_limit: 0,
            desk_phone_number: None,
        }),
        security_profile_ids: vec![],
        routing_profile_id: "r",
        auto_accept_configs: vec![AutoAcceptConfig {
            channel: "VOICE",
            auto_accept: true,
            agent_first_callback_auto_accept: Some(false),
        }],
        tags: BTreeMap::from([("", ""), ("a b", "c/d")]),
    }
}

fn clock(hours: u8, minutes: u8) -> Clock {
    Clock { hours, minutes }
}
