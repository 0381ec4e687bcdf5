//! Decodes the documents of the reference page and the bare forms of the live service with every envelope.

use bytes::Bytes;
use connect_runtime::{Adaptive, Bare, Envelope, Error, Raw, Timestamp, Wrapped, http};
use serde::Deserialize;

const SUCCESS: &str = r#"{
"success": true,
"data": {
"id": "abc123",
"created_at": "2025-01-01T00:00:00Z"
}
}"#;

const FAILURE: &str = r#"{
"success": false,
"error": {
"code": "VALIDATION_ERROR",
"message": "Invalid request parameters"
}
}"#;

const BARE: &str = r#"{"id": "abc123", "created_at": 1735689600.0}"#;
const BARE_FAILURE: &str = r#"{"Message": "Invalid request parameters"}"#;

#[derive(Debug, PartialEq, Deserialize)]
struct Output {
    id: String,
    created_at: Timestamp,
}

#[derive(Debug, PartialEq)]
enum Outcome {
    Output,
    Api(&'static str),
    Decode(&'static str),
}

use Outcome::{Api, Decode};

fn decode<V: Envelope<Output>>(status: u16, body: &str) -> Result<(), (String, String)> {
    let response = http::Response::builder()
        .status(status)
        .header("x-amzn-requestid", "r-1")
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap();
    match V::decode(&response) {
        Ok(output) => {
            let created_at = "2025-01-01T00:00:00Z".parse().unwrap();
            assert_eq!(output, Output { id: "abc123".to_owned(), created_at });
            Ok(())
        }
        Err(error) => {
            assert_eq!(error.request_id(), Some("r-1"));
            let code = match &error {
                Error::Api(api) => {
                    assert_eq!(api.status().as_u16(), status);
                    api.code().to_owned()
                }
                Error::Decode(_) => "decode".to_owned(),
                other => panic!("{other:?}"),
            };
            Err((code, error.to_string()))
        }
    }
}

#[test]
fn each_document_has_one_outcome_in_each_envelope() {
    let wrapped = "is wrapped";
    let not_wrapped = "is not wrapped";
    // Columns: status, body, adaptive, wrapped, bare.
    let cases = [
        (200, SUCCESS, Outcome::Output, Outcome::Output, Decode(wrapped)),
        (200, BARE, Outcome::Output, Decode(not_wrapped), Outcome::Output),
        (200, FAILURE, Api("VALIDATION_ERROR"), Api("VALIDATION_ERROR"), Decode(wrapped)),
        (400, FAILURE, Api("VALIDATION_ERROR"), Api("VALIDATION_ERROR"), Api("400")),
        (500, SUCCESS, Api("500"), Api("500"), Api("500")),
        (400, BARE_FAILURE, Api("400"), Api("400"), Api("400")),
        (
            200,
            r#"{"success": "yes", "data": 1}"#,
            Decode("no member `id`"),
            Decode(not_wrapped),
            Decode("no member `id`"),
        ),
        (
            200,
            r#"{"success": true}"#,
            Decode("no member `id`"),
            Decode(not_wrapped),
            Decode("no member `id`"),
        ),
        (
            200,
            r#"{"success": true, "data": {"id": [1]}}"#,
            Decode("at `id`"),
            Decode("at `id`"),
            Decode(wrapped),
        ),
        (200, r#"{"success": false, "error": null}"#, Api("200"), Api("200"), Decode(wrapped)),
        (200, r#"{"success": false, "error": {"code": 7}}"#, Api("7"), Api("7"), Decode(wrapped)),
        (200, "<html>", Decode("is not JSON"), Decode(not_wrapped), Decode("is not JSON")),
        (302, "", Api("302"), Api("302"), Api("302")),
    ];
    for (status, body, adaptive, in_wrapped, bare) in cases {
        let outcomes = [
            ("adaptive", decode::<Adaptive>(status, body), adaptive),
            ("wrapped", decode::<Wrapped>(status, body), in_wrapped),
            ("bare", decode::<Bare>(status, body), bare),
        ];
        for (envelope, outcome, expected) in outcomes {
            let fits = match (&outcome, &expected) {
                (Ok(()), Outcome::Output) => true,
                (Err((code, _)), Api(expected)) => code == expected,
                (Err((code, text)), Decode(reason)) => code == "decode" && text.contains(reason),
                _ => false,
            };
            assert!(fits, "{envelope} {status} {body}: {outcome:?}, expected {expected:?}");
        }
    }
}

#[test]
fn the_message_of_the_reference_page_is_kept() {
    let response = http::Response::new(Bytes::from_static(FAILURE.as_bytes()));
    let error = <Adaptive as Envelope<Output>>::decode(&response).unwrap_err();
    assert_eq!(error.api().unwrap().message(), Some("Invalid request parameters"));
    let members: serde_json::Value = error.api().unwrap().members().unwrap();
    assert_eq!(members["code"], "VALIDATION_ERROR");
}

#[test]
fn a_list_is_never_the_wrapped_form() {
    let response = http::Response::new(Bytes::from_static(b"[false, true]"));
    assert_eq!(<Adaptive as Envelope<Vec<bool>>>::decode(&response).unwrap(), [false, true]);
    assert_eq!(<Bare as Envelope<Vec<bool>>>::decode(&response).unwrap(), [false, true]);
    assert!(<Wrapped as Envelope<Vec<bool>>>::decode(&response).is_err());
}

#[test]
fn a_wrapped_number_is_read_to_its_end() {
    for (number, expected) in [("1.5", None), ("1.5.6", None), ("1 .5", None), ("1e3", Some(1000))]
    {
        let body = format!(r#"{{"success": true, "data": {number}}}"#);
        let response = http::Response::new(Bytes::from(body));
        assert_eq!(<Adaptive as Envelope<i128>>::decode(&response).ok(), expected, "{number}");
    }
}

#[test]
fn a_wrapped_error_without_a_code_keeps_its_message() {
    for code in ["", r#""code": "", "#, r#""code": null, "#] {
        let body = format!(r#"{{"success": false, "error": {{{code}"message": "why"}}}}"#);
        let response = http::Response::new(Bytes::from(body));
        let error = <Adaptive as Envelope<Output>>::decode(&response).unwrap_err();
        assert_eq!(error.code(), Some("200"));
        assert_eq!(error.api().unwrap().message(), Some("why"));
    }
}

#[test]
fn raw_returns_the_document_unchanged() {
    for body in [SUCCESS, FAILURE, "", "é"] {
        let response = http::Response::new(Bytes::from_static(body.as_bytes()));
        assert_eq!(<Raw as Envelope<String>>::decode(&response).unwrap(), body);
        assert_eq!(<Raw as Envelope<Bytes>>::decode(&response).unwrap(), body);
    }
    let mut response = http::Response::new(Bytes::from_static(FAILURE.as_bytes()));
    *response.status_mut() = http::StatusCode::BAD_REQUEST;
    let error = <Raw as Envelope<String>>::decode(&response).unwrap_err();
    assert_eq!(error.code(), Some("400"));
}
