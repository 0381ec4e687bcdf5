//! Tests which types stand in a label, query, header and body: each as its plain value or list does.
#![allow(
    clippy::arc_with_non_send_sync,
    clippy::borrowed_box,
    clippy::box_collection,
    clippy::needless_borrows_for_generic_args,
    clippy::rc_buffer,
    clippy::redundant_allocation,
    clippy::ref_option,
    clippy::needless_pass_by_value,
    clippy::too_many_arguments,
    reason = "the tests are about such types"
)]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::{NonZeroI64, NonZeroU32, NonZeroU128, NonZeroUsize, Saturating, Wrapping};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use connect_runtime::testing::disconnected_client;
use connect_runtime::{
    Call, ConnectEnum, Timestamp, ToValue, ToValues, connect_api, to_value_by_display,
};
use serde::Serialize;
use serde_json::json;

#[connect_api]
trait Values {
    #[connect_endpoint(GET "/<Id>/<Key..>")]
    fn label(&self, id: impl ToValue, key: impl ToValue) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a?<v>")]
    fn values(&self, v: impl ToValues, #[header("X-V")] header: impl ToValues) -> Call<'_, ()>;

    /// Has the types written out, because an `impl Trait` hides what the macro passes on.
    #[connect_endpoint(POST "/<A>/<B>?<c>&<d>&<e>&<f>&<g>&<h>")]
    fn written(
        &self,
        a: Arc<str>,
        b: &NonZeroU32,
        c: Arc<[String]>,
        d: &Box<[Arc<str>]>,
        e: Option<Rc<Vec<NonZeroU32>>>,
        f: &Option<Cow<'_, [IpAddr]>>,
        g: &mut Vec<u8>,
        h: Box<Option<&str>>,
        #[header("X-A")] i: Box<IpAddr>,
        #[header("X-B")] j: &&[&&str],
        #[headers("X-C-")] k: Arc<BTreeMap<Arc<str>, Rc<NonZeroU32>>>,
        #[body("L")] l: Arc<str>,
        #[body("M")] m: Rc<[NonZeroU32]>,
        #[body("N")] n: &Option<Arc<Vec<IpAddr>>>,
        #[idempotency_token]
        #[body("O")]
        o: &Arc<Option<Box<str>>>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/fields")]
    fn fields(&self, #[query] fields: Arc<Fields>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/whole")]
    fn whole(&self, #[body] body: Rc<Fields>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/payload")]
    fn payload(&self, #[payload("text/plain")] text: Option<Arc<[u8]>>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/payload/of/pointer")]
    fn boxed(&self, #[payload("text/plain")] text: Box<Cow<'_, [u8]>>) -> Call<'_, ()>;
}

#[derive(Serialize)]
struct Fields {
    address: IpAddr,
    count: NonZeroU32,
    names: Arc<[Rc<str>]>,
    boxed: Option<Box<Vec<Arc<str>>>>,
    port: Wrapping<u16>,
}

#[derive(Clone, ToValue)]
struct UserId(Arc<str>);

#[derive(Clone, ConnectEnum)]
enum Channel {
    Voice,
    #[other]
    Other(String),
}

/// Wraps a type of another crate that has no text of its own, as the compiler's message says.
struct Seconds(std::time::Duration);

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.as_secs().fmt(f)
    }
}
to_value_by_display!(Seconds);

fn request(call: &Call<'_, ()>) -> String {
    let request = call.request().expect("the arguments can be encoded");
    let header = request.headers().get("x-v").map(|value| value.to_str().unwrap());
    format!("{}?{} {}", request.path(), request.query(), header.unwrap_or_default())
}

/// Checks a value in a label, a query, a header, an `Option` and a list.
macro_rules! assert_value {
    ($($value:expr => $text:literal / $encoded:literal;)+) => {$(
        let client = disconnected_client().unwrap();
        let call = client.label($value, $value);
        assert_eq!(request(&call), concat!("/", $encoded, "/", $encoded, "? "), "{}", stringify!($value));
        let call = client.values($value, $value);
        assert_eq!(request(&call), concat!("/a?v=", $encoded, " ", $text), "{}", stringify!($value));
        let call = client.values(Some($value), [$value, $value]);
        assert_eq!(request(&call), concat!("/a?v=", $encoded, " ", $text, ", ", $text));
        let call = client.values([&$value], vec![Box::new($value)]).query("w", $value);
        assert_eq!(request(&call), concat!("/a?v=", $encoded, "&w=", $encoded, " ", $text));
    )+};
}

#[test]
fn each_value_of_std_and_behind_each_pointer_stands_where_text_does() {
    let text = String::from("a b");
    let number = NonZeroU32::new(7).unwrap();
    let address = Ipv6Addr::LOCALHOST;
    assert_value! {
        "a b" => "a b" / "a%20b";
        &text => "a b" / "a%20b";
        &&&text.as_str() => "a b" / "a%20b";
        text.clone().into_boxed_str() => "a b" / "a%20b";
        Rc::<str>::from("a b") => "a b" / "a%20b";
        Arc::<str>::from("a b") => "a b" / "a%20b";
        Arc::new(text.clone()) => "a b" / "a%20b";
        Cow::Borrowed("a b") => "a b" / "a%20b";
        Cow::<'_, str>::Owned(text.clone()) => "a b" / "a%20b";
        Box::new(Arc::new(Rc::new(&text))) => "a b" / "a%20b";
        Pin::new(&text) => "a b" / "a%20b";
        &mut text.clone() => "a b" / "a%20b";
        format_args!("{} b", 'a') => "a b" / "a%20b";
        'x' => "x" / "x";
        true => "true" / "true";
        i128::MIN => "-170141183460469231731687303715884105728" / "-170141183460469231731687303715884105728";
        usize::MIN => "0" / "0";
        isize::MIN / isize::MIN => "1" / "1";
        1.5_f32 => "1.5" / "1.5";
        number => "7" / "7";
        Arc::new(number) => "7" / "7";
        Cow::Borrowed(&number) => "7" / "7";
        NonZeroU128::MAX => "340282366920938463463374607431768211455" / "340282366920938463463374607431768211455";
        NonZeroI64::MIN => "-9223372036854775808" / "-9223372036854775808";
        NonZeroUsize::MIN => "1" / "1";
        Wrapping(3_u8) => "3" / "3";
        Saturating(-3_i64) => "-3" / "-3";
        IpAddr::from([127, 0, 0, 1]) => "127.0.0.1" / "127.0.0.1";
        Ipv4Addr::LOCALHOST => "127.0.0.1" / "127.0.0.1";
        Box::new(&address) => "::1" / "%3A%3A1";
        SocketAddr::from(([1, 2, 3, 4], 5)) => "1.2.3.4:5" / "1.2.3.4%3A5";
        uuid::Uuid::nil() => "00000000-0000-0000-0000-000000000000" / "00000000-0000-0000-0000-000000000000";
        UserId("u".into()) => "u" / "u";
        &Rc::new(UserId("u".into())) => "u" / "u";
        Channel::Voice => "VOICE" / "VOICE";
        Arc::new(Channel::Other("é".into())).as_ref().to_value(connect_runtime::Place::Path).len() => "2" / "2";
        Seconds(std::time::Duration::from_millis(2500)) => "2" / "2";
    }
}

#[test]
fn each_list_behind_each_pointer_is_a_list() {
    fn check(values: impl ToValues, header: impl ToValues, what: &str) {
        let client = disconnected_client().unwrap();
        assert_eq!(request(&client.values(values, header)), "/a?v=1&v=2 1, 2", "{what}");
    }
    macro_rules! check {
        ($($list:expr;)+) => {$(
            check($list, $list, stringify!($list));
            check(&$list, &mut $list, stringify!(references to $list));
            check(&&$list, &&mut $list, stringify!(references to references to $list));
            check(Box::new($list), Rc::new($list), stringify!($list in a box));
            check(&Box::new($list), &Rc::new($list), stringify!(&$list in a box));
            check(Arc::new($list), &Arc::new($list), stringify!($list in an arc));
            check(Some($list), Some(&$list), stringify!(Some($list)));
            check(Box::new(Some($list)), &Some($list), stringify!(Some($list) in a box));
            check(Some(Arc::new($list)), Arc::new(Some(&$list)), stringify!(Some($list) in an arc));
        )+};
    }
    check! {
        [1, 2];
        vec![1_u8, 2];
        VecDeque::from([1, 2]);
        LinkedList::from(["1", "2"]);
        BTreeSet::from(["2".to_owned(), "1".to_owned()]);
        [NonZeroU32::MIN, NonZeroU32::new(2).unwrap()];
        [Arc::<str>::from("1"), "2".into()];
        vec![Box::new(Rc::new(1)), Box::new(Rc::new(2))];
    }
    let slice: &[u8] = &[1, 2];
    check(slice, &slice, "a slice");
    check(Box::<[u8]>::from(slice), &Box::<[u8]>::from(slice), "a boxed slice");
    check(Rc::<[u8]>::from(slice), &Rc::<[u8]>::from(slice), "a shared slice");
    check(Arc::<[u8]>::from(slice), Some(&Arc::<[u8]>::from(slice)), "a shared slice");
    check(Cow::Borrowed(slice), &Cow::<'_, [u8]>::Owned(vec![1, 2]), "a slice in a cow");
    check(Cow::Borrowed(&vec![1, 2]), &Cow::Borrowed(&[1, 2]), "a list in a cow");
    check(Some(Some(&slice)), &Some(Some(Cow::Borrowed(slice))), "an option in an option");
    let set: HashSet<u8> = HashSet::from([7]);
    let client = disconnected_client().unwrap();
    assert_eq!(request(&client.values(Arc::new(set.clone()), &Rc::new(set))), "/a?v=7 7");
}

#[test]
fn nothing_is_sent_for_none_behind_a_pointer() {
    let client = disconnected_client().unwrap();
    let none: Option<&str> = None;
    for call in [
        client.values(none, &none),
        client.values(Box::new(none), Rc::new(none)),
        client.values(&Arc::new(none), Arc::new(&none)),
        client.values(Some(none), Cow::<'_, Option<&str>>::Owned(none)),
        client.values(&Some(&none), &&None::<Vec<u8>>),
    ] {
        assert_eq!(request(&call), "/a? ");
    }
}

#[test]
fn parameters_of_pointer_types_have_the_place_of_their_value() {
    let client = disconnected_client().unwrap();
    let seven = NonZeroU32::new(7).unwrap();
    let call = client.written(
        "a".into(),
        &seven,
        Arc::from(["1".to_owned(), "2".to_owned()]),
        &Box::from(["3".into()]),
        Some(Rc::new(vec![seven])),
        &Some(Cow::Owned(vec![Ipv4Addr::LOCALHOST.into()])),
        &mut vec![4, 5],
        Box::new(Some("h")),
        Box::new(Ipv6Addr::LOCALHOST.into()),
        &[&"x", &"y"].as_slice(),
        Arc::new(BTreeMap::from([("n".into(), Rc::new(seven))])),
        "l".into(),
        Rc::from([seven]),
        &Some(Arc::new(vec![Ipv4Addr::LOCALHOST.into()])),
        &Arc::new(Some("o".into())),
    );
    let request = call.request().unwrap();
    assert_eq!(request.path(), "/a/7");
    assert_eq!(request.query(), "c=1&c=2&d=3&e=7&f=127.0.0.1&g=4&g=5&h=h");
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    assert_eq!((header("x-a"), header("x-b"), header("x-c-n")), ("::1", "x, y", "7"));
    let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(body, json!({ "L": "l", "M": [7], "N": ["127.0.0.1"], "O": "o" }));
}

#[test]
fn members_and_payloads_may_be_behind_pointers() {
    let client = disconnected_client().unwrap();
    let fields = || Fields {
        address: Ipv4Addr::LOCALHOST.into(),
        count: NonZeroU32::MIN,
        names: Arc::from(["a".into(), "b".into()]),
        boxed: Some(Box::new(vec!["c".into()])),
        port: Wrapping(80),
    };
    let call = client.fields(Arc::new(fields()));
    let query = "address=127.0.0.1&count=1&names=a&names=b&boxed=c&port=80";
    assert_eq!(call.request().unwrap().query(), query);
    let call = client.whole(Rc::new(fields()));
    let body = r#"{"address":"127.0.0.1","count":1,"names":["a","b"],"boxed":["c"],"port":80}"#;
    assert_eq!(call.request().unwrap().body(), body);
    let call = client.payload(Some(Arc::from(*b"bytes")));
    assert_eq!(call.request().unwrap().body(), "bytes");
    let call = client.boxed(Box::new(Cow::Borrowed(b"bytes")));
    assert_eq!(call.request().unwrap().body(), "bytes");
}

/// The request is built when the method is called, so the call is `Send` whatever its arguments are.
#[test]
fn a_call_with_arguments_that_are_not_send_is_send() {
    fn is_send(_: impl Send) {}
    let client = disconnected_client().unwrap();
    is_send(client.values(Rc::<str>::from("a"), Rc::new(vec![Timestamp::now()])));
    let headers: Rc<HashMap<String, u8>> = Rc::default();
    is_send(client.label(headers.len(), 1));
}
