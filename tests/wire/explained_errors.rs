//! Tests that the text of an error shows the modelled members that explain it.

use bytes::Bytes;
use connect_runtime::{
    Adaptive, ApiError, Client, ConnectClient, Credentials, Envelope, Result, connect_endpoint,
    http,
};
use serde_json::json;

use super::answer::builder;

trait Api: ConnectClient {
    #[connect_endpoint(PUT "/contact-flows/<InstanceId>")]
    async fn create_contact_flow(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Type")] r#type: &str,
        #[body("Content")] content: &str,
    ) -> Result<()>;
}
impl Api for Client {}

fn response(status: u16, code: &str, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let response = http::Response::builder().status(status).header("x-amzn-errortype", code);
    response.body(body.into()).unwrap()
}

/// Returns what an error shows after its code, without the status and the hint.
fn shown(body: impl Into<Bytes>) -> String {
    let text = ApiError::from_response(&response(400, "C", body)).to_string();
    let text = text.strip_prefix("the service answered C").unwrap();
    text.split_once(" (status 400)").unwrap().0.to_owned()
}

/// A body, and what is shown of it.
const SHOWN: [(&str, &str); 38] = [
    // InvalidContactFlowException and its like.
    (r#"{"problems": [{"message": "no end block"}]}"#, ": problems: no end block"),
    (r#"{"Problems": [{"message": "a"}, {"message": "b"}]}"#, ": problems: a; b"),
    (r#"{"message": "invalid", "problems": [{"message": "a"}]}"#, ": invalid; problems: a"),
    (r#"{"Problems": [{"message": "a"}], "Message": "invalid"}"#, ": invalid; problems: a"),
    // A text is not shown twice.
    (r#"{"message": "a", "problems": [{"message": "a"}]}"#, ": a"),
    // Other forms of a list.
    (r#"{"problems": ["a", "b"]}"#, ": problems: a; b"),
    (r#"{"problems": [{"Message": "a"}, null, 7, {}, [], {"message": " "}]}"#, ": problems: a"),
    (r#"{"problems": {"message": "a"}}"#, ": problems: a"),
    (r#"{"problems": "a"}"#, ": problems: a"),
    (r#"{"message": "m", "problems": []}"#, ": m"),
    (r#"{"message": "m", "problems": null}"#, ": m"),
    (r#"{"message": "m", "problems": 7}"#, ": m"),
    (r#"{"message": "m", "problems": [[{"message": "a"}]]}"#, ": m"),
    (r#"{"problems": [], "Problems": [{"message": "a"}]}"#, ": problems: a"),
    ("{\"problems\": [{\"message\": \"a\nb\"}]}", r": problems: a\nb"),
    // A text that is no message is shown by its problems alone.
    (r#"{"detail": "d", "problems": [{"message": "a"}]}"#, ": problems: a"),
    // PropertyValidationException.
    (
        r#"{"Message": "m", "PropertyList": [
            {"PropertyPath": "Fields[0].Id", "Reason": "INVALID_FORMAT", "Message": "is empty"},
            {"PropertyPath": "Name", "Reason": "REQUIRED_PROPERTY_MISSING"},
            {"PropertyPath": "Status"}]}"#,
        ": m; properties: Fields[0].Id: is empty; Name: REQUIRED_PROPERTY_MISSING; Status",
    ),
    // InvalidRequestException and ServiceQuotaExceededException have a union.
    (
        r#"{"Message": "m", "Reason": {"AttachedFileInvalidRequestExceptionReason": "INVALID_FILE_SIZE"}}"#,
        ": m; reason: INVALID_FILE_SIZE",
    ),
    (r#"{"Message": "m", "Reason": {"New": {"Detail": "nested"}}}"#, ": m"),
    (r#"{"message": "m", "reason": "ORCHESTRATION_ERROR"}"#, ": m; reason: ORCHESTRATION_ERROR"),
    // A text of a member that explains the error is shown by that member alone.
    (r#"{"reason": "ORCHESTRATION_ERROR"}"#, ": reason: ORCHESTRATION_ERROR"),
    (
        r#"{"Reason": {"AttachedFileInvalidRequestExceptionReason": "INVALID_FILE_SIZE"}}"#,
        ": reason: INVALID_FILE_SIZE",
    ),
    (r#"{"reason": ["a", "b"]}"#, ": reason: a; b"),
    (r#"{"reason": {"text": "a", "More": {}}, "ResourceId": "i"}"#, ": reason: a; resource id: i"),
    (r#"{"message": {"text": "m"}, "reason": "r"}"#, r#": {"text": "m"}; reason: r"#),
    (r#"{"message": {"text": "m"}, "problems": ["a"]}"#, r#": {"text": "m"}; problems: a"#),
    // A member without such a text is shown as JSON.
    (r#"{"Reason": {"New": {"Detail": "d"}}}"#, r#": {"New": {"Detail": "d"}}"#),
    (r#"{"title": "t", "reason": "t"}"#, ": t"),
    // ResourceInUseException, and ResourceNotFoundException of Cases and Q Connect.
    (
        r#"{"Message": "m", "ResourceType": "CONTACT_FLOW", "ResourceId": "arn:a"}"#,
        ": m; resource type: CONTACT_FLOW; resource id: arn:a",
    ),
    (r#"{"ResourceType": "CONTACT_FLOW"}"#, ": resource type: CONTACT_FLOW"),
    (r#"{"message": "b", "problems": ["b", "c"]}"#, ": b; problems: b; c"),
    (r#"{"message": "m", "resourceName": "n"}"#, ": m; resource name: n"),
    // InvalidCampaignStateException.
    (r#"{"message": "m", "state": "Running"}"#, ": m; state: Running"),
    // Other members are not shown.
    (r#"{"message": "m", "Password": "p", "State": "p"}"#, ": m"),
    (r#"["problems"]"#, ": problems"),
    ("no JSON", ": no JSON"),
    ("{}", ""),
    ("", ""),
];

#[test]
fn the_modelled_members_explain_the_error() {
    for (body, expected) in SHOWN {
        assert_eq!(shown(body), expected, "{body}");
    }
}

#[test]
fn problems_are_bounded_in_number_and_length() {
    let problem = |index: usize| json!({ "message": format!("{index:03}{}", "é".repeat(400)) });
    let problems: Vec<_> = (0..50).map(problem).collect();
    let text = shown(json!({ "problems": problems }).to_string());
    assert!(text.contains("; 009é") && text.ends_with("…; and 40 more"), "{text}");
    assert!(!text.contains("010"), "{text}");
    assert_eq!(text.matches('…').count(), 10);
    assert!(text.chars().count() < 3200, "{}", text.chars().count());
    let text =
        shown(json!({ "message": "m", "problems": vec![json!("a"); 1_000_000] }).to_string());
    assert!(text.ends_with("; and 999990 more") && text.len() < 100, "{text}");
    let deep = format!(r#"{{"problems": {}"#, "[".repeat(100_000));
    assert!(shown(deep).len() < 400);
}

#[test]
fn a_long_reason_is_shown_once() {
    let reason = format!("start {}", "x".repeat(2000));
    let text = shown(json!({ "reason": reason }).to_string());
    assert_eq!(text.matches("start").count(), 1, "{text}");
    assert!(text.starts_with(": reason: start x") && text.ends_with('…'), "{text}");
}

#[test]
fn a_wrapped_error_has_its_problems_too() {
    let body = r#"{"success": false, "error":
        {"code": "C", "message": "m", "problems": [{"message": "no end block"}]}}"#;
    let error = <Adaptive as Envelope<()>>::decode(&response(400, "C", body)).unwrap_err();
    assert!(error.to_string().contains("C: m; problems: no end block"), "{error}");
}

#[tokio::test]
async fn a_refused_flow_says_why_and_shows_no_secret() {
    const TOKEN: &str = "s3cr/et+token=signs";
    let credentials = Credentials::new("AKID", "s3cr/et+key", Some(TOKEN.into()), None, "test");
    for token in [TOKEN, "s3cr\\/et+token\\u003dsigns", "s3cr/et+key", "s3cr%2Fet%2Bkey"] {
        let padding = "x".repeat(290);
        let body = format!(
            r#"{{"problems": [{{"message": "no end block"}}, {{"message": "{padding}{token}"}}],
                "Reason": "{token}", "ResourceId": "{token}"}}"#
        );
        let answer = response(400, "InvalidContactFlowException", body);
        let client = builder(answer).credentials(credentials.clone()).build().unwrap();
        let error = client.create_contact_flow("i", "n", "CONTACT_FLOW", "{}").await.unwrap_err();
        let text = error.to_string();
        let start = "CreateContactFlow: the service answered InvalidContactFlowException: \
                     problems: no end block; xxx";
        assert!(text.starts_with(start), "{text}");
        assert!(text.contains("reason: ** redacted **; resource id: ** redacted **"), "{text}");
        assert!(text.ends_with("; fix the problems in the content"), "{text}");
        assert!(!text.contains("s3cr"), "{text}");
    }
}
