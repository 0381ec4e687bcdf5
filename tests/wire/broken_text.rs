//! Checks that text that is not quite JSON is read where only its broken part is lost.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use connect_runtime::{Adaptive, ApiError, Bare, Document, Envelope, Error, Wrapped, http};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn response(body: impl Into<Vec<u8>>) -> http::Response<Bytes> {
    http::Response::new(Bytes::from(body.into()))
}

fn decode<T: DeserializeOwned>(body: impl Into<Vec<u8>>) -> Result<T, Error> {
    Adaptive::decode(&response(body))
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Output {
    name: String,
    #[serde(alias = "count")]
    count: u32,
    document: Document,
    map: BTreeMap<String, String>,
    nested: Option<Box<Output>>,
    #[serde(flatten)]
    rest: HashMap<String, Value>,
}

/// The content of a JSON string, and the text that it is read as.
const STRINGS: &[(&[u8], &str)] = &[
    (br"\ud83d", "\u{fffd}"),
    (br"cut \ud83d", "cut \u{fffd}"),
    (br"\uD83D end", "\u{fffd} end"),
    (br"\ude00", "\u{fffd}"),
    (br"\uDe00\uD83d", "\u{fffd}\u{fffd}"),
    (br"\ud83d\ud83d\ude00", "\u{fffd}😀"),
    (br"\ud83d\u0041", "\u{fffd}A"),
    (br"\ud83d\n", "\u{fffd}\n"),
    (br"\ud83d\\ude00", "\u{fffd}\\ude00"),
    (br"\\ud83d", "\\ud83d"),
    (br"\ud83d\ude00", "😀"),
    (br"cut \ud83d\ude", "cut \u{fffd}\u{fffd}"),
    (br"cut \u", "cut \u{fffd}"),
    (b"caf\xe9", "caf\u{fffd}"),
    (b"\xe9t\xe9", "\u{fffd}t\u{fffd}"),
    (b"\xf0\x9f\x98", "\u{fffd}"),
    (b"a\xff\xfeb", "a\u{fffd}\u{fffd}b"),
    (b"\xc0\xaf", "\u{fffd}\u{fffd}"),
    (b"\xed\xa0\xbd", "\u{fffd}\u{fffd}\u{fffd}"),
    (b"\x80", "\u{fffd}"),
    (b"a\tb", "a\tb"),
    (b"a\r\nb", "a\r\nb"),
    (b"a\0b\x1f", "a\0b\u{1f}"),
    (b"\t\xff\\ud83d\\\"", "\t\u{fffd}\u{fffd}\""),
    ("\u{feff}é日🦀\u{7f}".as_bytes(), "\u{feff}é日🦀\u{7f}"),
];

fn bodies(content: &[u8]) -> Vec<Vec<u8>> {
    let join = |parts: &[&[u8]]| parts.concat();
    vec![
        join(&[b"{\"Name\":\"", content, b"\"}"]),
        join(&[b"{\"Name\" : \"", content, b"\",\"Count\":\"7\",\"Other\":null}"]),
        join(&[b"{\"success\":true,\"data\":{\"Name\":\"", content, b"\"}}"]),
        join(&[
            b"{\"data\":{\"Name\":\"",
            content,
            b"\"},\"success\":true,\"x\":\"",
            content,
            b"\"}",
        ]),
        join(&[b"\xef\xbb\xbf{\"Name\":\"", content, b"\"}"]),
        join(&[b"\xef\xbb\xbf {\"success\":true,\"data\":{\"Name\":\"", content, b"\"}}"]),
    ]
}

#[test]
fn the_broken_part_of_a_string_is_replaced() {
    for (content, text) in STRINGS {
        for body in bodies(content) {
            let shown = String::from_utf8_lossy(&body).into_owned();
            let output: Output = decode(body).unwrap_or_else(|error| panic!("{shown}: {error}"));
            assert_eq!(output.name, *text, "{shown}");
        }
        let string = [b"\"", *content, b"\""].concat();
        let body = [
            &b"{\"Document\":{\"d\":["[..],
            &string,
            b"]},\"Map\":{",
            &string,
            b":",
            &string,
            b"},\"Nested\":{\"Name\":",
            &string,
            b"},\"rest\":",
            &string,
            b"}",
        ]
        .concat();
        let output: Output = decode(body).unwrap();
        assert_eq!(output.document.0, json!({ "d": [text] }));
        assert_eq!(output.map, BTreeMap::from([((*text).to_owned(), (*text).to_owned())]));
        assert_eq!(output.nested.unwrap().name, *text);
        assert_eq!(output.rest["rest"], json!(text));
    }
}

#[test]
fn an_error_response_with_broken_text_stays_one() {
    for (content, text) in STRINGS {
        let body =
            [b"{\"success\":false,\"error\":{\"code\":\"C\",\"message\":\"", *content, b"\"}}"]
                .concat();
        for body in [body.clone(), [b"\xef\xbb\xbf", &body[..]].concat()] {
            let response = response(body);
            for error in [
                <Adaptive as Envelope<Output>>::error(&response).unwrap(),
                <Wrapped as Envelope<Output>>::error(&response).unwrap(),
            ] {
                assert_eq!((error.code(), error.message()), ("C", Some(*text)));
            }
            let error = <Adaptive as Envelope<Output>>::decode(&response).unwrap_err();
            assert_eq!(error.code(), Some("C"), "{error}");
        }
    }
}

#[test]
fn a_byte_order_mark_is_skipped() {
    for body in ["\u{feff}", "\u{feff} ", "\u{feff}{}", "\u{feff}null"] {
        assert_eq!(decode::<Output>(body).unwrap(), Output::default(), "{body:?}");
    }
    let body = "\u{feff}{\"success\":true,\"data\":{\"Name\":\"a\"}}";
    assert_eq!(<Wrapped as Envelope<Output>>::decode(&response(body)).unwrap().name, "a");
    assert!(<Bare as Envelope<Output>>::decode(&response(body)).is_err());
    let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = decode::<Output>(utf16).unwrap_err().to_string();
    assert!(error.contains("is UTF-16"), "{error}");
    let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let error = decode::<Output>(utf16).unwrap_err().to_string();
    assert!(error.contains("is UTF-16"), "{error}");
}

#[derive(Debug, Deserialize)]
struct Flat {
    #[serde(flatten)]
    inner: Inner,
}

#[derive(Debug, Deserialize)]
struct Inner {
    #[serde(alias = "b")]
    a: u8,
    c: u8,
}

#[test]
fn the_last_of_repeated_members_wins() {
    for (body, count) in [
        (r#"{"Count":1,"Count":2}"#, 2),
        (r#"{"Count" : 1 , "x":0, "Count" : 2 }"#, 2),
        (r#"{"Count":1,"count":2}"#, 2),
        (r#"{"count":1,"Count":2,"count":3}"#, 3),
        (r#"{"Count":"no","Count":2}"#, 2),
        (r#"{"Count":{"a":[1,{}]},"Count":2}"#, 2),
        (r#"{"Count":1,"Count":"2"}"#, 2),
        (r#"{"Count":1,"C\u006funt":2}"#, 2),
        (r#"{"Count":1,"Count":null}"#, 0),
        (r#"{"success":true,"data":{"Count":1,"Count":2}}"#, 2),
        (r#"{"success":true,"data":{"Count":1},"data":{"Count":2}}"#, 2),
        (r#"{"success":true,"data":{"Count":1},"success":true,"data":{"Count":2}}"#, 2),
    ] {
        let output: Output = decode(body).unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(output.count, count, "{body}");
    }
    let body = r#"{"Nested":{"Nested":{"Count":1,"Count":2}},"Name":"a","Name":"b","Map":{"k":"1","k":"2"}}"#;
    let output: Output = decode(body).unwrap();
    assert_eq!(output.nested.unwrap().nested.unwrap().count, 2);
    assert_eq!((output.name.as_str(), output.map["k"].as_str()), ("b", "2"));

    for body in [r#"{"a":1,"c":3,"a":2}"#, r#"{"a":1,"b":2,"c":3}"#, r#"{"c":3,"b":1,"a":2}"#] {
        let flat: Flat = decode(body).unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!((flat.inner.a, flat.inner.c), (2, 3), "{body}");
    }
    // The first occurrence decides neither the form nor the error.
    let failure = response(r#"{"success":true,"success":false,"error":{"code":"A","code":"B"}}"#);
    let error = <Adaptive as Envelope<Output>>::decode(&failure).unwrap_err();
    assert_eq!(error.code(), Some("B"), "{error}");
}

#[test]
fn other_malformed_json_is_still_an_error() {
    for body in [
        &br#"{"Name":"a""#[..],
        br#"{"Name":"a"#,
        br#"{"Name":"\ud83d"#,
        br#"{"Name":"\xff","#,
        br#"{"Name":"a\x41"}"#,
        br#"{"Name":"a\'"}"#,
        br#"{"Name":"\u12 "}"#,
        br#"{"Name":"a",}"#,
        br#"{"Name":null,"Count":"1",}"#,
        br#"{"Name":null,"Count":"1"} x"#,
        br#"{"Name":'a'}"#,
        br#"{"Name":NaN}"#,
        b"{\"Name\":\xff}",
        b"{\"Name\":\"\xff\"",
    ] {
        let result = decode::<Output>(body);
        let shown = String::from_utf8_lossy(body);
        assert!(matches!(result, Err(Error::Decode(_))), "{shown}: {result:?}");
    }
}

#[test]
fn the_members_of_an_error_are_read_alike() {
    #[derive(Deserialize)]
    struct InUse {
        kind: String,
        count: u8,
    }
    let body = b"\xef\xbb\xbf{\"kind\":\"\xe9\",\"count\":\"5\",\"count\":\"7\"}";
    let response = http::Response::builder().status(409).body(Bytes::from_static(body)).unwrap();
    let members: InUse = ApiError::from_response(&response).members().unwrap();
    assert_eq!((members.kind.as_str(), members.count), ("\u{fffd}", 7));
}
