//! Defines cases for Amazon Connect outbound campaigns, version 2.

use std::collections::BTreeMap;

use connect_runtime::{Call, DateTime, Pages, connect_api};
use serde::Serialize;
use serde_json::{Value, json};

use super::case::{Case, INSTANCE, TOKEN, UNICODE, case, utc};

const CAMPAIGN_ARN: &str = "arn:aws:connect-campaigns:us-west-2:123456789012:campaign/c 1";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewCampaign<'a> {
    name: &'a str,
    connect_instance_id: &'a str,
    channel_subtype_config: Option<ChannelSubtypes<'a>>,
    communication_time_config: Option<CommunicationTimes>,
    tags: Option<BTreeMap<String, String>>,
}

#[derive(Serialize)]
struct ChannelSubtypes<'a> {
    telephony: Option<Telephony<'a>>,
    sms: Option<Value>,
    email: Option<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Telephony<'a> {
    capacity: Option<f64>,
    outbound_mode: OutboundMode,
    default_outbound_config: TelephonyOutbound<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum OutboundMode {
    Predictive { bandwidth_allocation: f64 },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TelephonyOutbound<'a> {
    connect_contact_flow_id: &'a str,
    connect_source_phone_number: Option<&'a str>,
    answer_machine_detection_config: Option<AnswerMachineDetection>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AnswerMachineDetection {
    enable_answer_machine_detection: bool,
    await_answer_machine_prompt: Option<bool>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CommunicationTimes {
    local_time_zone_config: Value,
    telephony: Option<TimeWindow>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TimeWindow {
    open_hours: OpenHours,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum OpenHours {
    DailyHours(BTreeMap<&'static str, Vec<Hours>>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Hours {
    start_time: &'static str,
    end_time: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Schedule<'a> {
    start_time: DateTime,
    end_time: DateTime,
    refresh_frequency: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OutboundRequest<'a> {
    client_token: &'a str,
    expiration_time: DateTime,
    channel_subtype_parameters: Value,
}

#[connect_api(service = CAMPAIGNS_V2)]
pub(crate) trait Campaigns {
    #[connect_endpoint(POST "/v2/campaigns/<id>/pause")]
    fn pause_campaign(&self, id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/v2/campaigns/<id>")]
    fn describe_campaign(&self, #[path("id")] campaign: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/v2/campaigns-summary", pages)]
    fn list_campaigns(
        &self,
        #[body("maxResults")] max_results: Option<u32>,
        #[body("nextToken")] next_token: Option<&str>,
        #[body("filters")] filters: Option<&Value>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(
        GET "/v2/connect-instance/<connectInstanceId>/integrations?<maxResults>&<nextToken>",
        pages,
    )]
    fn list_connect_instance_integrations(
        &self,
        connect_instance_id: &str,
        max_results: Option<u32>,
        next_token: Option<&str>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(PUT "/v2/campaigns")]
    fn create_campaign(&self, #[body] campaign: &NewCampaign<'_>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/v2/campaigns/<id>/schedule")]
    fn update_campaign_schedule(
        &self,
        id: &str,
        #[body("schedule")] schedule: &Schedule<'_>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/v2/campaigns/<id>/outbound-requests")]
    fn put_outbound_request_batch(
        &self,
        id: &str,
        #[body("outboundRequests")] requests: &[OutboundRequest<'_>],
    ) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/v2/campaigns/<id>/channel-subtype-config?<channelSubtype>")]
    fn delete_campaign_channel_subtype_config(
        &self,
        id: &str,
        channel_subtype: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/v2/tags/<arn>?<tagKeys>")]
    fn untag_resource(&self, arn: &str, tag_keys: &[&str]) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("campaigns-post-without-body", |c| c.pause_campaign("c/1").into()),
        case("campaigns-get", |c| c.describe_campaign(UNICODE).into()),
        case("campaigns-body-all-absent", |c| c.list_campaigns(None, None, None).into()),
        case("campaigns-body-page", |c| {
            let filters = json!({ "instanceIdFilter": { "value": INSTANCE, "operator": "Eq" } });
            c.list_campaigns(Some(1), Some("a/b+c=="), Some(&filters)).into()
        }),
        case("campaigns-query-page", |c| {
            c.list_connect_instance_integrations(INSTANCE, Some(1), Some("a/b+c==")).into()
        }),
        case("campaigns-whole-structure", |c| c.create_campaign(&new_campaign()).into()),
        case("campaigns-date-time-whole", |c| {
            let schedule = Schedule {
                start_time: utc("2026-02-28T23:59:59Z").into(),
                end_time: utc("1969-12-31T00:00:00Z").into(),
                refresh_frequency: Some("P1D"),
            };
            c.update_campaign_schedule("c", &schedule).into()
        }),
        case("campaigns-date-time-fraction", |c| {
            let schedule = Schedule {
                start_time: utc("2026-02-28T23:59:59.5Z").into(),
                end_time: utc("2026-03-01T00:00:00.123456Z").into(),
                refresh_frequency: None,
            };
            c.update_campaign_schedule("c", &schedule).into()
        }),
        case("campaigns-date-time-in-list", |c| {
            let telephony = json!({ "destinationPhoneNumber": "+1", "attributes": { "é": "" } });
            let request = OutboundRequest {
                client_token: TOKEN,
                expiration_time: utc("2026-03-01T00:00:00Z").into(),
                channel_subtype_parameters: json!({ "telephony": telephony }),
            };
            c.put_outbound_request_batch("c", &[request]).into()
        }),
        case("campaigns-query-enum", |c| {
            c.delete_campaign_channel_subtype_config("c", "SMS").into()
        }),
        case("campaigns-query-list", |c| c.untag_resource(CAMPAIGN_ARN, &["b", "a", "a/é"]).into()),
    ]
}

fn new_campaign() -> NewCampaign<'static> {
    let monday = vec![Hours { start_time: "T09:00", end_time: "T17:00" }];
    let hours = BTreeMap::from([("MONDAY", monday), ("SUNDAY", vec![])]);
    NewCampaign {
        name: "c",
        connect_instance_id: INSTANCE,
        channel_subtype_config: Some(ChannelSubtypes {
            telephony: Some(Telephony {
                capacity: Some(1.0),
                outbound_mode: OutboundMode::Predictive { bandwidth_allocation: 0.01 },
                default_outbound_config: TelephonyOutbound {
                    connect_contact_flow_id: "f",
                    connect_source_phone_number: None,
                    answer_machine_detection_config: Some(AnswerMachineDetection {
                        enable_answer_machine_detection: false,
                        await_answer_machine_prompt: None,
                    }),
                },
            }),
            sms: Some(json!({
                "outboundMode": { "agentless": {} },
                "defaultOutboundConfig": {
                    "connectSourcePhoneNumberArn": "p",
                    "wisdomTemplateArn": "t",
                },
            })),
            email: None,
        }),
        communication_time_config: Some(CommunicationTimes {
            local_time_zone_config: json!({ "localTimeZoneDetection": [] }),
            telephony: Some(TimeWindow { open_hours: OpenHours::DailyHours(hours) }),
        }),
        tags: Some(BTreeMap::new()),
    }
}
