//! Checks that responses decode despite members and values that the declaration does not know.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use connect_runtime::{
    Adaptive, Blob, ConnectEnum, ConnectUnion, Document, Envelope, Error, Float, Timestamp,
    UnknownMember, http,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, ConnectEnum)]
enum Channel {
    Voice,
    WebChat,
    #[text("email")]
    Email,
    #[other]
    Other(String),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Url {
    name: String,
}

#[derive(Debug, PartialEq, ConnectUnion)]
enum Reference {
    Url(Url),
    #[member("numberValue")]
    Number(u32),
    #[other]
    Other(UnknownMember),
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Contact {
    id: String,
    channel: Option<Channel>,
    #[serde(default)]
    channels: Vec<Channel>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    at: Option<Timestamp>,
    score: Option<Float>,
    data: Option<Blob>,
    reference: Option<Reference>,
}

fn decode<T: DeserializeOwned>(body: &str) -> Result<T, Error> {
    Adaptive::decode(&http::Response::new(Bytes::copy_from_slice(body.as_bytes())))
}

fn contact(json: &str) -> Contact {
    decode(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

#[test]
fn unknown_members_and_null_values_are_ignored() {
    let known = contact(r#"{"Id":"a"}"#);
    for json in [
        r#"{"Id":"a","New":{"deep":[1,{"x":null}]},"new":1}"#,
        r#"{"Id":"a","Channel":null,"Channels":[],"Attributes":{},"At":null,"Score":null}"#,
        r#"{"Id":"a","Data":null,"Reference":null}"#,
        r#"{"Id":"a","Channels":null,"Attributes":null}"#,
        r#"{"Id":"a","Channels":[null,null],"Attributes":{"k":null}}"#,
        r#"{"success":true,"data":{"Id":"a","Channels":[null]}}"#,
    ] {
        assert_eq!(contact(json), known, "{json}");
    }
}

#[test]
fn null_items_are_skipped() {
    let json = r#"{"Id":"a","Channels":["VOICE",null,"x"],"Attributes":{"a":"null","b":null}}"#;
    let contact = contact(json);
    assert_eq!(contact.channels, [Channel::Voice, Channel::Other("x".to_owned())]);
    assert_eq!(contact.attributes, BTreeMap::from([("a".to_owned(), "null".to_owned())]));
    let sparse: HashMap<String, Vec<Option<u8>>> = decode(r#"{"a":[1,null]}"#).unwrap();
    assert_eq!(sparse["a"], [Some(1), None]);
    let error = decode::<Contact>(r#"{"Id":"a","Channels":[null,[7]]}"#).unwrap_err();
    assert!(error.to_string().contains("at `Channels[1]` is a list"), "{error}");
    let error = decode::<Contact>(r#"{"Id":null}"#).unwrap_err();
    assert!(error.to_string().contains("has no member `Id`"), "{error}");
}

#[derive(Debug, PartialEq, Deserialize)]
struct Mixed {
    config: Document,
    slots: Vec<Option<u8>>,
    #[serde(default)]
    count: u32,
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Flat {
    #[serde(flatten)]
    names: BTreeMap<String, Vec<String>>,
}

/// Keeps a `null` that fits its type, and skips one that does not.
#[test]
fn only_a_null_that_does_not_fit_is_skipped() {
    let json = r#"{"config":{"limit":null,"order":[null,1]},"slots":[null,5],"count":null,
        "names":["a",null,"null"]}"#;
    let mixed: Mixed = decode(json).unwrap();
    assert_eq!(mixed.config.0, json!({ "limit": null, "order": [null, 1] }));
    assert_eq!(mixed.slots, [None, Some(5)]);
    assert_eq!((mixed.count, mixed.names), (0, vec!["a".to_owned(), "null".to_owned()]));

    // Serde does not report the path of an error inside a flattened type.
    let flat: Flat = decode(r#"{"a":["b",null],"c":[]}"#).unwrap();
    assert_eq!(flat.names["a"], ["b"]);

    let many = format!(r#"{{"Id":"a","Channels":[{}"VOICE"]}}"#, "null,".repeat(1000));
    assert_eq!(contact(&many).channels, [Channel::Voice]);
}

#[test]
fn an_open_enum_keeps_unknown_values() {
    for (text, channel) in [
        ("VOICE", Channel::Voice),
        ("WEB_CHAT", Channel::WebChat),
        ("email", Channel::Email),
        ("EMAIL", Channel::Other("EMAIL".to_owned())),
        ("", Channel::Other(String::new())),
        ("é \"", Channel::Other("é \"".to_owned())),
    ] {
        let json = json!(text).to_string();
        assert_eq!(decode::<Channel>(&json).unwrap(), channel);
        assert_eq!(serde_json::to_string(&channel).unwrap(), json);
        assert_eq!((channel.as_str(), channel.to_string().as_str()), (text, text));
        assert_eq!(Channel::from(text), channel);
        assert_eq!(text.parse::<Channel>(), Ok(channel));
    }
    assert!(decode::<Channel>("[]").is_err());
    let counts: BTreeMap<Channel, u8> = decode(r#"{"VOICE":1,"NEW":2}"#).unwrap();
    assert_eq!(counts[&Channel::Voice] + counts[&Channel::Other("NEW".to_owned())], 3);
    assert_eq!(serde_json::to_string(&counts).unwrap(), r#"{"VOICE":1,"NEW":2}"#);
    assert_eq!(format!("{:>6}|", Channel::Voice), " VOICE|");
}

#[test]
fn an_open_union_keeps_unknown_members() {
    let unknown = |name: &str, value: Value| Reference::Other(UnknownMember::new(name, value));
    for (json, reference) in [
        (r#"{"Url":{"Name":"a"}}"#, Reference::Url(Url { name: "a".to_owned() })),
        (r#"{"numberValue":7}"#, Reference::Number(7)),
        (r#"{"New":{"a":[1]}}"#, unknown("New", json!({ "a": [1] }))),
        (r#"{"New":{"a":[true]}}"#, unknown("New", json!({ "a": [true] }))),
    ] {
        assert_eq!(decode::<Reference>(json).unwrap(), reference);
        assert_eq!(serde_json::to_string(&reference).unwrap(), json);
    }
    for json in [
        r#"{"Url":null,"numberValue":7}"#,
        r#"{"__type":"aws#x","numberValue":7,"New":null}"#,
        r#"{"New":1,"numberValue":7}"#,
        r#"{"numberValue":7,"New":1}"#,
    ] {
        assert_eq!(decode::<Reference>(json).unwrap(), Reference::Number(7), "{json}");
    }
    for json in ["{}", r#"{"Url":null}"#, "[]", "7", r#"{"Url":7}"#] {
        assert!(decode::<Reference>(json).is_err(), "{json}");
    }
    let debug = format!("{:?}", unknown("New", json!("hunter2")));
    assert!(debug.contains("New") && !debug.contains("hunter2"), "{debug}");
}

#[test]
fn numbers_bytes_and_timestamps_follow_the_protocol() {
    let contact = contact(
        r#"{"Id":"a","At":1422172800.25,"Score":"-Infinity","Data":"aGk=","Channel":"VOICE"}"#,
    );
    assert_eq!(contact.at.unwrap().to_string(), "2015-01-25T08:00:00.25Z");
    assert_eq!(contact.score, Some(Float(f64::NEG_INFINITY)));
    assert_eq!(&contact.data.unwrap()[..], b"hi");
    for json in [
        r#"{"Id":"a","Score":"inf"}"#,
        r#"{"Id":"a","Data":"%"}"#,
        r#"{"Id":"a","At":"yesterday"}"#,
    ] {
        let error = decode::<Contact>(json).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
    }
}

#[test]
fn an_empty_response_is_the_default_output() {
    for json in ["", " \n", "{}", "null"] {
        decode::<()>(json).unwrap();
        assert_eq!(
            decode::<Option<Value>>(json).unwrap().unwrap_or(json!({})),
            json!({}),
            "{json:?}"
        );
        assert!(decode::<HashMap<String, u8>>(json).unwrap().is_empty(), "{json:?}");
    }
    for json in ["{", "[1,", "\"\u{fffd}", "{}}", "<html>", "NaN"] {
        let error = decode::<Value>(json).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{json}: {error}");
    }
    let invalid = http::Response::new(Bytes::from_static(b"{\"a\":\xff}"));
    assert!(matches!(<Adaptive as Envelope<Value>>::decode(&invalid), Err(Error::Decode(_))));
}
