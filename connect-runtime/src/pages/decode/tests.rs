//! Compares pages that are decoded in one pass with the same pages decoded member by member.

use std::cell::Cell;
use std::fmt::Debug;
use std::marker::PhantomData;

use http::Method;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde::Deserialize;

use super::*;
use crate::declaration::operation::{Operation, RequestToken, construct};
use crate::envelope::{Adaptive, Bare, Wrapped};
use crate::protocol::timestamp::Timestamp;

static LIST: Operation = construct::with_paging(
    construct::operation("List", Method::GET, "/list"),
    "NextToken",
    "Users",
    RequestToken::Query("nextToken"),
);
/// Declares the same member for the items and the token.
static CONFUSED: Operation = construct::with_paging(
    construct::operation("Confused", Method::GET, "/list"),
    "Users",
    "Users",
    RequestToken::Query("nextToken"),
);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "the test compares the `Debug` output")]
struct User {
    id: u8,
    name: Option<String>,
    at: Option<Timestamp>,
    #[serde(default)]
    tags: Vec<Option<String>>,
    raw: Option<Box<RawValue>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Page {
    users: Vec<User>,
    next_token: Option<String>,
}

/// Decodes as `V` does, but each page member by member.
struct MemberByMember<V>(PhantomData<V>);

impl<T, V: Envelope<T>> Envelope<T> for MemberByMember<V> {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        V::decode(response)
    }

    fn parse_in_place(
        _response: &Response<Bytes>,
        _parse: &mut dyn FnMut(&[u8]) -> serde_json::Result<usize>,
    ) -> Option<bool> {
        Some(false)
    }
}

/// Decodes as `V` does, but does not know where its output stands, like an envelope of a user.
struct Copied<V>(PhantomData<V>);

impl<T, V: Envelope<T>> Envelope<T> for Copied<V> {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        V::decode(response)
    }
}

fn describe<P: Debug>(page: Result<DecodedPage<P>, Error>) -> String {
    match page {
        Ok(DecodedPage { page, token, names: FoundNames { items, token: found }, is_items }) => {
            format!("{page:?} {token:?} {items:?} {found:?} {is_items}")
        }
        Err(error) => format!("{error} {error:?}"),
    }
}

fn check<V>(response: &Response<Bytes>, operation: &Operation) -> bool
where
    V: Envelope<Box<RawValue>> + Envelope<Page>,
{
    let paging = operation.paging().unwrap();
    let body = response.body().escape_ascii();
    let slow = describe(decode_items::<User, MemberByMember<V>>(response, paging));
    assert_eq!(describe(decode_items::<User, V>(response, paging)), slow, "{body}");
    assert_eq!(describe(decode_items::<User, Copied<V>>(response, paging)), slow, "{body}");
    let whole = describe(decode_output::<Page, V>(response, paging));
    let slow = describe(decode_output::<Page, MemberByMember<V>>(response, paging));
    assert_eq!(whole, slow, "{body}");
    <V as Envelope<Box<RawValue>>>::parse_in_place(response, &mut |text| {
        parse_page::<User>(text, paging).map(|(_, length)| length)
    })
    .unwrap()
}

/// Compares the ways to decode a response. Returns whether one pass was enough for an envelope.
fn check_all(response: &Response<Bytes>, operation: &Operation) -> bool {
    let adaptive = check::<Adaptive>(response, operation);
    let bare = check::<Bare>(response, operation);
    let wrapped = check::<Wrapped>(response, operation);
    assert!(!(bare && wrapped));
    assert_eq!(adaptive, bare || wrapped);
    adaptive
}

#[test]
fn a_page_that_fits_is_read_in_one_pass() {
    for body in [
        "{}",
        r#"{"Users":[]}"#,
        r#"{"Users":null,"NextToken":null}"#,
        r#"{"NextToken":"a","Users":[{"Id":1,"New":{"a":[null]}}],"Total":1e400,"Next":[1]}"#,
        r#" {"\u0055sers" : [ {"Id":1} ] , "NextToken":"" } "#,
        r#"{"users":[{"Id":1}],"nextToken":"a"}"#,
        r#"{"Other":"\ud800"}"#,
        r#"{"success":true,"data":{"Users":[{"Id":1}],"NextToken":"a"}}"#,
        r#"{"data":{"Users":[{"Id":1}]},"x":0,"success":true}"#,
    ] {
        assert!(check_all(&Response::new(Bytes::from(body)), &LIST), "{body}");
    }
}

#[test]
fn any_other_page_is_read_member_by_member() {
    for body in [
        &b""[..],
        b"null",
        b"[]",
        b"<html>",
        b"{\"Users\":[]} x",
        b"{\"Users\":[]",
        b"\xef\xbb\xbf{\"Users\":[]}",
        b"{\"Users\":[{\"Id\":1,\"New\":\"\xff\"}]}",
        b"{\"Users\":[{\"Id\":1,\"New\":\"\t\"}]}",
        b"{\"Users\":[],\"\\ud800\":1}",
        br#"{"Users":[null,{"Id":1}]}"#,
        br#"{"Users":[{"Id":"1"}]}"#,
        br#"{"Users":[{"Id":"x"}]}"#,
        br#"{"Users":{}}"#,
        br#"{"Users":7}"#,
        br#"{"Users":[],"NextToken":7}"#,
        br#"{"Users":[],"NextToken":[7]}"#,
        br#"{"Users":[],"Users":[{"Id":1}]}"#,
        br#"{"NextToken":"a","Users":[],"NextToken":null}"#,
        br#"{"success":true,"data":{"Users":[null]}}"#,
        br#"{"success":true,"data":{"Users":[{"Id":1}]},"data":{}}"#,
        br#"{"success":true,"data":{"Users":[{"Id":1}]},"#,
        br#"{"success":true,"data":null}"#,
        br#"{"success":false,"error":{"code":"Denied"}}"#,
    ] {
        let response = Response::new(Bytes::from_static(body));
        assert!(!check_all(&response, &LIST), "{}", body.escape_ascii());
    }
    for body in ["{\"Users\":[]}", r#"{"success":true,"data":{"Users":[]}}"#] {
        let response = Response::builder().status(404).body(Bytes::from(body)).unwrap();
        assert!(!check_all(&response, &LIST), "{body}");
    }
    for body in [r#"{"Users":[{"Id":1}]}"#, r#"{"Users":null}"#] {
        assert!(!check_all(&Response::new(Bytes::from(body)), &CONFUSED), "{body}");
    }
}

/// Texts of values, of which those at the start fit more often.
fn value(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    let likely = prop::sample::select(&texts[..texts.len() / 2]);
    prop_oneof![8 => likely, 1 => prop::sample::select(texts)].prop_map(str::to_owned)
}

fn member() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => value(&["7", "0", "255", "1", "\"7\"", "1.0", "256", "null"])
            .prop_map(|id| format!(r#""Id":{id}"#)),
        2 => value(&["\"é\"", "\"\\\"}]\"", "null", "\"\"", "7", "true", "[]", "\"\\ud800\""])
            .prop_map(|name| format!(r#""Name":{name}"#)),
        1 => value(&["1", "1.5", "\"2015-01-25\"", "\"1\"", "\"x\"", "{}"])
            .prop_map(|at| format!(r#""At":{at}"#)),
        1 => value(&["[]", "[\"a\",null]", "[1]", "null"])
            .prop_map(|tags| format!(r#""Tags":{tags}"#)),
        1 => value(&["{ \"a\" :1e999}", "null", "[null]", "\"\\ud800\""])
            .prop_map(|raw| format!(r#""Raw":{raw}"#)),
        1 => value(&["{\"a\":[null,1.0]}", "\"\"", "\"\\ud800\"", "\"\u{1}\"", "{\"a\":1,\"a\":2}"])
            .prop_map(|new| format!(r#""New":{new}"#)),
    ]
}

fn items() -> impl Strategy<Value = String> {
    let item = prop::collection::vec(member(), 0..3).prop_map(|mut members| {
        if !members.iter().any(|member| member.starts_with("\"Id\"")) {
            members.push(r#""Id":7"#.to_owned());
        }
        format!("{{{}}}", members.join(","))
    });
    let item = prop_oneof![20 => item, 1 => value(&["null", "{}", "[]", "7"])];
    let list = prop::collection::vec(item, 0..4).prop_map(|items| format!("[{}]", items.join(",")));
    prop_oneof![8 => list, 1 => value(&["null", "[]", "{}", "\"x\"", "{\"Users\":[1]}"])]
}

fn output() -> impl Strategy<Value = String> {
    let name = |names: &'static [&'static str]| prop::sample::select(names);
    let member = prop_oneof![
        4 => (name(&["Users", "Users", "Users", "users", "\\u0055sers", "UserList"]), items()),
        3 => (
            name(&["NextToken", "NextToken", "nextToken", "Marker"]),
            value(&["\"a\"", "null", "\"\"", "\"\\ud83d\\ude00\"", "7", "[]", "\"\\ud800\"", "{}"]),
        ),
        1 => (name(&["Data", "Total", "\\ud800", "success"]), items()),
    ];
    prop::collection::vec(member, 0..4).prop_map(|members| {
        let member = |(name, value)| format!(r#""{name}": {value}"#);
        format!("{{{}}}", members.into_iter().map(member).collect::<Vec<_>>().join(","))
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    use prop::sample::{Index, select};
    let form = select(vec![
        ("", ""),
        ("", ""),
        (" ", "\n"),
        (r#"{"success":true,"data":"#, "}"),
        (r#"{"data": "#, r#" , "success":true}"#),
        (r#"{"success":true,"data":"#, r#","data":{}}"#),
        (r#"{"success":false,"data":"#, "}"),
    ]);
    let insertion =
        (any::<Index>(), select(vec![&b"\xff"[..], b"\xef\xbb\xbf", b"\t", b"null", b"}", b"\""]));
    let cut = prop_oneof![9 => Just(None), 1 => any::<Index>().prop_map(Some)];
    let insertions = prop_oneof![4 => Just(None), 1 => insertion.prop_map(Some)];
    (form, output(), cut, insertions).prop_map(|((before, after), output, cut, insertion)| {
        let mut body = format!("{before}{output}{after}").into_bytes();
        if let Some(cut) = cut {
            body.truncate(cut.index(body.len() + 1));
        }
        if let Some((at, inserted)) = insertion {
            let at = at.index(body.len() + 1);
            body.splice(at..at, inserted.iter().copied());
        }
        body
    })
}

#[test]
fn one_pass_reads_what_is_read_member_by_member() {
    let config =
        ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() };
    let (in_one_pass, member_by_member) = (Cell::new(0), Cell::new(0));
    let outcome = TestRunner::new(config).run(&body(), |body| {
        let is_fit = check_all(&Response::new(Bytes::from(body)), &LIST);
        let count = if is_fit { &in_one_pass } else { &member_by_member };
        count.set(count.get() + 1);
        Ok(())
    });
    outcome.unwrap();
    // Both ways must have been taken often, or the comparison says little.
    let counts = (in_one_pass.get(), member_by_member.get());
    assert!(counts.0 > 400 && counts.1 > 400, "{counts:?}");
}
