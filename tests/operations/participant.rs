//! Defines cases for Amazon Connect Participant: a bearer token in a header, mostly without a signature.

use connect_runtime::{Call, connect_api};
use serde::Serialize;

use super::case::{Case, RESERVED, TOKEN, UNICODE, case, long_text, long_token};

const BEARER: &str = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln-_==";

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct StartPosition<'a> {
    most_recent: Option<i32>,
    absolute_time: Option<&'a str>,
}

#[connect_api(service = PARTICIPANT, auth = none)]
pub(crate) trait Participant {
    #[connect_endpoint(POST "/participant/connection")]
    fn create_participant_connection(
        &self,
        #[body("Type")] r#type: &[&str],
        #[header("X-Amz-Bearer")] participant_token: &str,
        #[body("ConnectParticipant")] connect_participant: Option<bool>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/participant/message")]
    fn send_message(
        &self,
        #[body("ContentType")] content_type: &str,
        #[body("Content")] content: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        #[header("X-Amz-Bearer")] connection_token: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/participant/transcript")]
    fn get_transcript(
        &self,
        #[body("MaxResults")] max_results: Option<u32>,
        #[body("NextToken")] next_token: Option<&str>,
        #[body("ScanDirection")] scan_direction: Option<&str>,
        #[body("StartPosition")] start_position: Option<&StartPosition<'_>>,
        #[header("X-Amz-Bearer")] connection_token: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/participant/views/<ViewToken>")]
    fn describe_view(
        &self,
        view_token: &str,
        #[header("X-Amz-Bearer")] connection_token: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/participant/start-attachment-upload")]
    fn start_attachment_upload(
        &self,
        #[body("ContentType")] content_type: &str,
        #[body("AttachmentSizeInBytes")] size: i64,
        #[body("AttachmentName")] attachment_name: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        #[header("X-Amz-Bearer")] connection_token: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/participant/disconnect")]
    fn disconnect_participant(
        &self,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        #[header("X-Amz-Bearer")] connection_token: &str,
    ) -> Call<'_, ()>;
}

/// Declares the same service with signed requests, which it also accepts.
#[connect_api(service = PARTICIPANT)]
pub(crate) trait SignedParticipant {
    #[connect_endpoint(POST "/participant/connection")]
    fn signed_connection(
        &self,
        #[body("Type")] r#type: &[&str],
        #[header("X-Amz-Bearer")] participant_token: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/participant/event")]
    fn send_event(
        &self,
        #[body("ContentType")] content_type: &str,
        #[body("Content")] content: Option<&str>,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
        #[header("X-Amz-Bearer")] connection_token: &str,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("participant-connection", |c| {
            let types = ["WEBSOCKET", "CONNECTION_CREDENTIALS"];
            c.create_participant_connection(&types, BEARER, Some(false)).into()
        }),
        case("participant-signed-connection", |c| c.signed_connection(&[], BEARER).into()),
        case("participant-message-and-token-made", |c| {
            c.send_message("text/plain", UNICODE, None, BEARER).into()
        }),
        case("participant-long-message", |c| {
            c.send_message("text/markdown", &long_text(), Some(TOKEN), BEARER).into()
        }),
        case("participant-signed-event", |c| {
            let content_type = "application/vnd.amazonaws.connect.event.typing";
            c.send_event(content_type, None, None, BEARER).into()
        }),
        case("participant-transcript", |c| {
            let start = StartPosition {
                most_recent: Some(0),
                absolute_time: Some("2026-01-01T00:00:00.000Z"),
            };
            let (size, token, direction) = (Some(0), Some("a+b"), Some("BACKWARD"));
            c.get_transcript(size, token, direction, Some(&start), &long_token()).into()
        }),
        case("participant-transcript-empty-body", |c| {
            c.get_transcript(None, None, None, None, BEARER).into()
        }),
        case("participant-view", |c| c.describe_view(RESERVED, BEARER).into()),
        case("participant-upload", |c| {
            let name = "é \"x\".png";
            c.start_attachment_upload("image/png", i64::MAX, name, Some(TOKEN), BEARER).into()
        }),
        case("participant-disconnect", |c| c.disconnect_participant(None, BEARER).into()),
    ]
}
