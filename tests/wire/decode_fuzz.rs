//! Checks that any response either decodes or ends in an error that does not quote it. No response causes a
//! panic.
//!
//! The test runs for one second by default. `CONNECT_FUZZ_SECONDS` sets another duration.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use connect_runtime::{
    Adaptive, ApiError, Bare, Blob, ConnectEnum, ConnectUnion, Document, Envelope, Error, Float,
    Raw, Timestamp, UnknownMember, Wrapped, bytes::Bytes, http,
};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde::{Deserialize, Serialize};

/// A type with every kind of member that an output can have.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
struct Output {
    text: Option<String>,
    number: i64,
    fraction: Option<Float>,
    flag: bool,
    time: Option<Timestamp>,
    blob: Option<Blob>,
    kind: Option<Kind>,
    choice: Option<Choice>,
    list: Vec<Output>,
    map: BTreeMap<String, Option<Output>>,
    document: Option<Document>,
    tuple: Option<(u8, Option<String>)>,
}

/// Serde does not report the path of an error inside a flattened type.
#[derive(Debug, Deserialize)]
struct Flat {
    #[serde(flatten)]
    _output: Output,
    #[serde(flatten)]
    _rest: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Clone, PartialEq, ConnectEnum)]
enum Kind {
    #[text("AGENT")]
    Agent,
    #[other]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, ConnectUnion)]
enum Choice {
    #[member("Text")]
    Text(String),
    #[member("Output")]
    Output(Box<Output>),
    #[other]
    Other(UnknownMember),
}

/// Marks every text of a body, so that the test detects an error that quotes one.
const MARK: &str = "MARK";

fn text() -> impl Strategy<Value = String> {
    "[a-z\\\\\"\u{0}é🦀]{0,4}".prop_map(|text| format!("{MARK}{text}"))
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(vec![
            "Text", "Number", "Fraction", "Flag", "Time", "Blob", "Kind", "Choice", "List", "Map",
            "Document", "Tuple", "success", "data", "error", "code", "message", "__type", "Message",
        ]).prop_map(str::to_owned),
        1 => text(),
    ]
}

/// Generates JSON that is close to what the type expects.
fn json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::{Value, json};
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        text().prop_map(Value::from),
        prop::sample::select(vec![
            "NaN",
            "-Infinity",
            "AGENT",
            "aGk=",
            "2015-01-25T08:00:00Z",
            "7",
            "1.0",
            "True"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name(), inner.clone()), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            inner.clone().prop_map(|data| json!({ "success": true, "data": data })),
            inner.prop_map(|error| json!({ "success": false, "error": error })),
        ]
    })
}

/// A change to the text of a body.
#[derive(Debug, Clone)]
enum Change {
    Cut(prop::sample::Index),
    Set(prop::sample::Index, u8),
    Insert(prop::sample::Index, &'static str),
    Repeat(prop::sample::Index, prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    use prop::sample::{Index, select};
    let tokens = vec![
        "null",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "1e999",
        "-",
        "\u{feff}",
        "\r\t null",
        "{\"success\":true,\"data\":",
        " ",
        "\n",
        "0",
        "true",
        "\t",
        "1.0",
        "1E3",
        "\"1\"",
        "\"true\"",
        "\"1422172800123\"",
        "\"Number\":\"7\",",
        "\"Text\":7,",
    ];
    prop_oneof![
        any::<Index>().prop_map(Change::Cut),
        any::<(Index, u8)>().prop_map(|(at, byte)| Change::Set(at, byte)),
        (any::<Index>(), select(tokens)).prop_map(|(at, token)| Change::Insert(at, token)),
        any::<(Index, Index)>().prop_map(|(from, to)| Change::Repeat(from, to)),
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    (json(), prop::collection::vec(change(), 0..4)).prop_map(|(json, changes)| {
        let mut body = json.to_string().into_bytes();
        for change in changes {
            let length = body.len();
            match change {
                Change::Cut(at) => body.truncate(at.index(length + 1)),
                Change::Set(at, byte) if length > 0 => body[at.index(length)] = byte,
                Change::Set(..) => {}
                Change::Insert(at, token) => {
                    let at = at.index(length + 1);
                    body.splice(at..at, token.bytes());
                }
                Change::Repeat(from, to) => {
                    let (from, to) = (from.index(length + 1), to.index(length + 1));
                    body.extend_from_within(from.min(to)..from.max(to));
                }
            }
        }
        body
    })
}

fn response() -> impl Strategy<Value = http::Response<Bytes>> {
    let code = prop::option::of("[ -~\u{80}-\u{ff}]{0,12}");
    (prop::sample::select(vec![200, 200, 200, 204, 302, 400, 429, 500, 599]), code, body())
        .prop_map(|(status, code, body)| {
            let mut response = http::Response::new(Bytes::from(body));
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            if let Some(value) = code.and_then(|code| http::HeaderValue::try_from(code).ok()) {
                response.headers_mut().insert("x-amzn-errortype", value);
            }
            response
        })
}

/// Checks the rules that hold for every envelope.
fn check<T, V>(response: &http::Response<Bytes>) -> Result<Option<T>, TestCaseError>
where
    V: Envelope<T>,
{
    let result = V::decode(response);
    let error = V::error(response);
    if let Err(Error::Decode(error)) = &result {
        let printed = format!("{error} {error:?}");
        // The path contains member names, which may carry the mark.
        let without_path =
            printed.replace(error.path(), "").replace(&format!("{:?}", error.path()), "");
        prop_assert!(!without_path.contains(MARK), "{}", printed);
    }
    let is_api_error = matches!(&result, Err(Error::Api(_)));
    prop_assert_eq!(is_api_error, error.is_some(), "{:?}", result.err());
    Ok(result.ok())
}

fn decode(response: &http::Response<Bytes>) -> TestCaseResult {
    let bare = check::<Output, Bare>(response)?;
    let wrapped = check::<Output, Wrapped>(response)?;
    let adaptive = check::<Output, Adaptive>(response)?;
    check::<(), Adaptive>(response)?;
    check::<Flat, Adaptive>(response)?;
    check::<serde_json::Value, Adaptive>(response)?;
    check::<String, Raw>(response)?;
    let _ = ApiError::from_response(response).members::<serde_json::Value>();
    // At most one of the two forms fits.
    prop_assert!(bare.is_none() || wrapped.is_none());
    prop_assert!(same(adaptive.as_ref(), bare.or(wrapped).as_ref()));
    // An unwrapped success decodes to the same output as with plain serde.
    if response.status() == 200
        && let Ok(plain) = serde_json::from_slice::<Output>(response.body())
        && !String::from_utf8_lossy(response.body()).contains("success")
    {
        prop_assert!(same(check::<Output, Bare>(response)?.as_ref(), Some(&plain)));
    }
    Ok(())
}

#[test]
fn a_wrapped_body_with_invalid_utf8_is_not_decoded_as_bare() {
    let success = b"{\"data\":{\"data\":\"\x80\",\"Number\":7},\"success\":true}";
    let failure = b"{\"success\":false,\"error\":{\"message\":\"\x80\"}}";
    for (body, number) in [(&success[..], Some(7)), (&failure[..], None)] {
        let response = http::Response::new(Bytes::from_static(body));
        decode(&response).unwrap();
        let output: Option<Output> = Adaptive::decode(&response).ok();
        assert_eq!(output.map(|output| output.number), number);
    }
}

/// Compares `Debug` output, so that two NaN values are equal.
fn same(one: Option<&Output>, other: Option<&Output>) -> bool {
    format!("{one:?}") == format!("{other:?}")
}

#[test]
fn any_response_decodes_or_ends_in_an_error() {
    let seconds =
        std::env::var("CONNECT_FUZZ_SECONDS").ok().map_or(1, |text| text.parse().unwrap());
    let end = Instant::now() + Duration::from_secs(seconds);
    let config =
        ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() };
    let mut cases = 0;
    while cases == 0 || Instant::now() < end {
        let mut runner = TestRunner::new(config.clone());
        if let Err(error) = runner.run(&response(), |response| decode(&response)) {
            panic!("{error}");
        }
        cases += config.cases;
    }
    println!("{cases} responses");
}
