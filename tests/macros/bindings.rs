//! Tests where each kind of parameter goes in the request.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use connect_runtime::bytes::Bytes;
use connect_runtime::testing::disconnected_client;
use connect_runtime::{
    Blob, Call, Client, ConnectClient, ConnectEnum, DateTime, EpochSeconds, Error, Float, HttpDate,
    Timestamp, ToValue, connect_endpoint, to_value_by_display,
};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Clone, Copy, Serialize, ToValue)]
struct InstanceId<'a>(&'a str);

#[derive(Debug, Clone, PartialEq, ConnectEnum)]
enum Channel {
    Voice,
    #[text("Chat")]
    Chat,
    #[other]
    Other(String),
}

struct Extension(u16);

impl std::fmt::Display for Extension {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "x{}", self.0)
    }
}
to_value_by_display!(Extension);

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Filter {
    max_results: Option<u32>,
    states: Vec<&'static str>,
    since: Option<Timestamp>,
    version: u8,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Phone {
    number: Option<String>,
    after_call_seconds: i64,
}

trait Bindings: ConnectClient {
    #[connect_endpoint(GET "/instance/<InstanceId>/<Channel>/<Extension>/<Key..>")]
    fn labels(
        &self,
        #[path("InstanceId")] id: InstanceId<'_>,
        channel: &Channel,
        extension: Extension,
        #[path("Key")] file: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/query?version=2&<maxResults>&draft&<nextToken>")]
    fn query(
        &self,
        max_results: Option<i64>,
        #[query("nextToken")] token: Option<&str>,
        #[query("contactFlowTypes")] types: &[Channel],
        #[query("since")] since: Option<Timestamp>,
        #[query("epoch")] epoch: Option<EpochSeconds>,
        #[query("score")] score: Option<Float>,
        #[query("blob")] blob: Option<&Blob>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/lists")]
    fn lists(
        &self,
        #[query("a")] a: Vec<&str>,
        #[query("b")] b: &BTreeSet<u8>,
        #[query("c")] c: Option<Vec<bool>>,
        #[query("d")] d: [Cow<'_, str>; 2],
        #[query("e")] e: &Option<Vec<i32>>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/fields?version=2&<maxResults>")]
    fn fields(&self, max_results: Option<u32>, #[query] filter: &Filter) -> Call<'_, ()>;

    #[connect_endpoint(GET "/map")]
    fn map(&self, #[query] pairs: &BTreeMap<&str, Value>) -> Call<'_, ()>;

    #[connect_endpoint(GET "/headers")]
    fn headers(
        &self,
        #[header("X-Amz-Bearer")] token: &str,
        #[header("X-Amz-Last-Modified-Time")] at: Option<Timestamp>,
        #[header("X-Date-Time")] date_time: Option<DateTime>,
        #[header("X-List")] list: &[&str],
        #[header("X-Dates")] dates: &[HttpDate],
        #[headers("X-Meta-")] meta: &HashMap<String, String>,
        #[headers("")] others: Option<&[(&str, u8)]>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/members/<Id>")]
    fn members(
        &self,
        id: &str,
        #[body("Name")] name: &str,
        #[body("Count")] count: Option<i64>,
        #[body("Phone")] phone: Option<&Phone>,
        #[body("Tags")] tags: Option<&BTreeMap<&str, Option<&str>>>,
        #[body("At")] at: Option<Timestamp>,
        #[body("Channels")] channels: &[Channel],
        #[body("Score")] score: Option<Float>,
        #[body("Data")] data: Option<Blob>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/absent")]
    fn absent(&self, #[body("A")] a: Option<u8>, #[body("B")] b: Option<&str>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/payload")]
    fn payload(&self, #[payload] bytes: Option<Bytes>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/text")]
    fn text(&self, #[payload("text/plain; charset=utf-8")] text: &str) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/token")]
    fn token(
        &self,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/tokens?<clientToken>")]
    fn tokens(
        &self,
        #[idempotency_token] client_token: Option<String>,
        #[idempotency_token]
        #[header("X-Token")]
        header: &Option<String>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PATCH "/generic")]
    fn generic<T: ToValue, S: Serialize>(
        &self,
        #[query("t")] t: T,
        #[body("s")] s: S,
        #[header("X-I")] i: impl ToValue,
        #[cfg(any())]
        #[body("gone")]
        gone: NoSuchType,
        #[cfg(not(any()))]
        #[body("here")]
        here: u8,
    ) -> Call<'_, ()>;
}
impl Bindings for Client {}

fn client() -> &'static Client {
    static CLIENT: LazyLock<Client> = LazyLock::new(|| disconnected_client().unwrap());
    &CLIENT
}

/// Formats the request on one line: method, target, headers and body.
fn wire<T>(call: &Call<'_, T>) -> String {
    let request = call.request().unwrap();
    let mut text = format!("{} {}", request.method(), request.path());
    if !request.query().is_empty() {
        text.extend(["?", request.query()]);
    }
    for (name, value) in request.headers() {
        text.extend([" | ", name.as_str(), ": ", value.to_str().unwrap()]);
    }
    if !request.body().is_empty() {
        text.extend([" | ", &String::from_utf8_lossy(request.body())]);
    }
    text
}

fn half_past_eight() -> Timestamp {
    "2015-01-25T08:30:00.5Z".parse().unwrap()
}

#[test]
fn labels_are_bound_by_name_and_by_attribute() {
    let call = client().labels(InstanceId("a/b"), &Channel::Voice, Extension(7), "c d/e+f");
    assert_eq!(wire(&call), "GET /instance/a%2Fb/VOICE/x7/c%20d/e%2Bf");
    let call = client().labels(InstanceId("i"), &Channel::Other("é".into()), Extension(0), "k");
    assert_eq!(wire(&call), "GET /instance/i/%C3%A9/x0/k");
    assert!(client().labels(InstanceId(""), &Channel::Chat, Extension(0), "k").request().is_none());
}

#[test]
fn query_values_are_sent_in_the_order_of_the_declaration() {
    let call = client().query(None, None, &[], None, None, None, None);
    assert_eq!(wire(&call), "GET /query?version=2&draft");
    let at = half_past_eight();
    let call = client().query(
        Some(-1),
        Some("a+b &=/"),
        &[Channel::Voice, Channel::Chat],
        Some(at),
        Some(at.into()),
        Some(Float(f64::NEG_INFINITY)),
        Some(&Blob::from("hi?")),
    );
    assert_eq!(
        wire(&call),
        "GET /query?version=2&maxResults=-1&draft&nextToken=a%2Bb%20%26%3D%2F\
         &contactFlowTypes=VOICE&contactFlowTypes=Chat&since=2015-01-25T08%3A30%3A00.5Z\
         &epoch=1422174600.5&score=-Infinity&blob=aGk%2F"
    );
    let call = client().query(Some(0), Some(""), &[], None, None, None, None);
    assert_eq!(wire(&call), "GET /query?version=2&maxResults=0&draft&nextToken=");
}

#[test]
fn a_list_repeats_the_query_name() {
    let d = [Cow::Borrowed("x"), Cow::Owned(String::new())];
    let call = client().lists(
        vec!["1", "a,b"],
        &BTreeSet::from([9, 8]),
        Some(vec![true, false]),
        d.clone(),
        &Some(vec![-5]),
    );
    let expected = "GET /lists?a=1&a=a%2Cb&b=8&b=9&c=true&c=false&d=x&d=&e=-5";
    assert_eq!(wire(&call), expected);
    assert_eq!(
        wire(&client().lists(vec![], &BTreeSet::new(), None, d, &None)),
        "GET /lists?d=x&d="
    );
}

#[test]
fn struct_members_are_query_parameters_unless_declared_elsewhere() {
    let filter = Filter {
        max_results: Some(7),
        states: vec!["a", "b"],
        since: Some(half_past_eight()),
        version: 1,
    };
    assert_eq!(
        wire(&client().fields(Some(5), &filter)),
        "GET /fields?version=2&maxResults=5&states=a&states=b&since=2015-01-25T08%3A30%3A00.5Z"
    );
    assert_eq!(wire(&client().fields(None, &Filter::default())), "GET /fields?version=2");
    let pairs = BTreeMap::from([("a b", json!(1)), ("c", json!(null)), ("d", json!(["x", 2]))]);
    assert_eq!(wire(&client().map(&pairs)), "GET /map?a%20b=1&d=x&d=2");
    let nested = BTreeMap::from([("a", json!({ "b": 1 }))]);
    assert_error(client().map(&nested), &["`pairs`", "`a`", "an object"]);
}

#[test]
fn headers_can_be_scalars_lists_and_maps() {
    let meta = HashMap::from([("Color".to_owned(), "re d".to_owned())]);
    let at = half_past_eight();
    let call = client().headers(
        "to-ken",
        Some(at),
        Some(at.into()),
        &["a", "b,c", "d\"e"],
        &[at.into(), Timestamp::from_unix_seconds(0).unwrap().into()],
        &meta,
        Some(&[("X-Amz-Bearer", 7), ("X-Free", 8)]),
    );
    assert_eq!(
        wire(&call),
        "GET /headers | x-amz-bearer: to-ken \
         | x-amz-last-modified-time: Sun, 25 Jan 2015 08:30:00 GMT \
         | x-date-time: 2015-01-25T08:30:00.5Z | x-list: a, \"b,c\", \"d\\\"e\" \
         | x-dates: Sun, 25 Jan 2015 08:30:00 GMT, Thu, 01 Jan 1970 00:00:00 GMT \
         | x-meta-color: re d | x-free: 8"
    );
    let empty = client().headers("", None, None, &[], &[], &HashMap::new(), None);
    assert_eq!(wire(&empty), "GET /headers | x-amz-bearer:  | x-list:  | x-dates: ");
}

#[test]
fn headers_that_would_change_the_request_are_rejected() {
    let headers = |token: &str, meta: &[(&str, &str)]| {
        let meta: HashMap<String, String> =
            meta.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        call_error(client().headers(token, None, None, &[], &[], &meta, None))
    };
    for (error, expected) in [
        (headers("a\r\nX-Evil: 1", &[]), ["`token`", "control character"]),
        (headers("é", &[]), ["`token`", "ASCII"]),
        (headers(" a", &[]), ["`token`", "space"]),
        (headers("a", &[("b c", "d")]), ["`meta`", "no header can have"]),
        (headers("a", &[("b", "\n")]), ["`meta`", "control character"]),
    ] {
        for part in expected {
            assert!(error.contains(part), "{part} not in {error}");
        }
        assert!(error.starts_with("Headers: nothing was sent"), "{error}");
    }
    let others = [("Host", 1)];
    let call = client().headers("a", None, None, &[], &[], &HashMap::new(), Some(&others));
    assert!(call_error(call).contains("has the header `host`, which the client sets"));
}

#[test]
fn headers_of_a_map_do_not_overwrite_each_other() {
    let with = |others: &[(&str, u8)], meta: &[(&str, &str)]| {
        let meta = meta.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        client().headers("a", None, None, &[], &[], &meta, Some(others))
    };
    let twice = call_error(with(&[("X-B", 1), ("x-b", 2)], &[]));
    assert!(twice.contains("`others` has the header `x-b` a second time"), "{twice}");
    let twice = call_error(with(&[("x-meta-a", 1)], &[("A", "b")]));
    assert!(twice.contains("`others` has the header `x-meta-a` a second time"), "{twice}");
    let declared = with(&[("x-list", 1), ("X-AMZ-BEARER", 2)], &[]);
    assert_eq!(wire(&declared), "GET /headers | x-amz-bearer: a | x-list:  | x-dates: ");
}

fn call_error(call: Call<'_, ()>) -> String {
    assert!(call.request().is_none());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let error: Error = runtime.block_on(call.into_future()).unwrap_err();
    assert!(matches!(error, Error::Construction(_)));
    error.to_string()
}

fn assert_error(call: Call<'_, ()>, parts: &[&str]) {
    let error = call_error(call);
    for part in parts {
        assert!(error.contains(part), "{part} not in {error}");
    }
}

const JSON: &str = "content-type: application/json";

#[test]
fn body_members_form_one_object_without_null() {
    let phone = Phone { number: None, after_call_seconds: 0 };
    let tags = BTreeMap::from([("a", Some("")), ("b", None)]);
    let call = client().members(
        "i",
        "é\"",
        Some(i64::MIN),
        Some(&phone),
        Some(&tags),
        Some(half_past_eight()),
        &[Channel::Other("NEW".into())],
        Some(Float(f64::NAN)),
        Some(Blob::from("hi")),
    );
    assert_eq!(
        wire(&call),
        format!(
            "PUT /members/i | {JSON} | {}",
            "{\"Name\":\"é\\\"\",\"Count\":-9223372036854775808,\"Phone\":{\"AfterCallSeconds\":0},\
             \"Tags\":{\"a\":\"\"},\"At\":1422174600.5,\"Channels\":[\"NEW\"],\"Score\":\"NaN\",\
             \"Data\":\"aGk=\"}"
        )
    );
    let call = client().members("i", "", None, None, None, None, &[], None, None);
    assert_eq!(wire(&call), format!("PUT /members/i | {JSON} | {{\"Name\":\"\",\"Channels\":[]}}"));
    assert_eq!(wire(&client().absent(None, None)), format!("POST /absent | {JSON} | {{}}"));
}

#[test]
fn a_payload_is_sent_unchanged() {
    let bytes = Bytes::from_static(b"{null}");
    assert_eq!(
        wire(&client().payload(Some(bytes))),
        "POST /payload | content-type: application/octet-stream | {null}"
    );
    assert_eq!(wire(&client().payload(None)), "POST /payload");
    assert_eq!(
        wire(&client().text("é")),
        "POST /text | content-type: text/plain; charset=utf-8 | é"
    );
}

#[test]
fn each_call_generates_a_missing_idempotency_token() {
    let token = |call: Call<'_, ()>| {
        let body: Value = serde_json::from_slice(call.request().unwrap().body()).unwrap();
        body["ClientToken"].as_str().unwrap().to_owned()
    };
    assert_eq!(token(client().token(Some("mine"))), "mine");
    let (first, second) = (token(client().token(None)), token(client().token(None)));
    assert_ne!(first, second);
    for token in [first, second] {
        let uuid = uuid::Uuid::parse_str(&token).unwrap();
        assert_eq!((uuid.get_version_num(), token.len()), (4, 36));
    }
    let call = client().tokens(Some("q".into()), &None);
    let request = call.request().unwrap();
    assert_eq!(request.query(), "clientToken=q");
    assert_eq!(request.headers()["x-token"].len(), 36);
    assert!(call.operation().unwrap().is_idempotent());
    assert!(!client().absent(None, None).operation().unwrap().is_idempotent());
}

#[test]
fn generic_and_conditional_parameters_are_bound_too() {
    let call = client().generic("a", [1.5, 2.0], -1_i8, 9);
    assert_eq!(
        wire(&call),
        format!("PATCH /generic?t=a | x-i: -1 | {JSON} | {{\"s\":[1.5,2.0],\"here\":9}}")
    );
}

trait AcronymPlurals: ConnectClient {
    #[connect_endpoint(GET "/users/<UserIDs>?<roleARNs>&<S3URIs>")]
    fn known(&self, user_ids: &str, role_arns: &[&str], s3_uris: &[&str]) -> Call<'_, ()>;

    #[connect_endpoint(GET "/users/<UserIDs>?<roleARNs>")]
    fn spelled_out(&self, user_i_ds: &str, role_ar_ns: &[&str]) -> Call<'_, ()>;
}
impl AcronymPlurals for Client {}

#[test]
fn the_plural_of_an_acronym_is_one_word_or_spelled_out() {
    let call = client().known("u", &["a"], &["s"]);
    assert_eq!(wire(&call), "GET /users/u?roleARNs=a&S3URIs=s");
    let call = client().spelled_out("u", &["a"]);
    assert_eq!(wire(&call), "GET /users/u?roleARNs=a");
}
