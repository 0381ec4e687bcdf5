//! Checks that scalars and times in another form than declared are read where their meaning is sure.

use std::collections::{BTreeMap, HashMap};
use std::num::{NonZeroI64, NonZeroU8};

use bytes::Bytes;
use connect_runtime::{
    Adaptive, ConnectEnum, DateTime, Document, Envelope, EpochSeconds, Error, Float, HttpDate,
    Sensitive, Timestamp, http,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn decode<T: DeserializeOwned>(body: impl Into<Vec<u8>>) -> Result<T, Error> {
    Adaptive::decode(&http::Response::new(Bytes::from(body.into())))
}

/// Decodes `value` as it is, and as a member, an item, a map value and in the wrapped form.
fn in_every_place<T: DeserializeOwned>(value: &str) -> Vec<Result<T, Error>> {
    #[derive(Deserialize)]
    struct Member<T> {
        value: Option<T>,
    }
    let member = |value: Member<T>| value.value.unwrap();
    vec![
        decode(value),
        decode(format!(r#"{{"other":null, "value": {value} }}"#)).map(member),
        decode(format!(r#"{{"success":true,"data":{{"value":{value}}}}}"#)).map(member),
        decode::<Vec<T>>(format!("[{value}]")).map(|mut items| items.remove(0)),
        decode::<HashMap<String, Vec<T>>>(format!("{{\"a key\":[{value}]}}"))
            .map(|mut map| map.remove("a key").unwrap().remove(0)),
    ]
}

/// The values that are not read as expected.
#[derive(Default)]
struct Failures(Vec<String>);

impl Failures {
    fn read<T: DeserializeOwned + PartialEq + std::fmt::Debug>(&mut self, value: &str, to: &T) {
        for (place, result) in in_every_place::<T>(value).into_iter().enumerate() {
            match result {
                Ok(read) if read == *to => {}
                other => self.0.push(format!("{value} as {to:?} in place {place}: {other:?}")),
            }
        }
    }

    fn refuse<T: DeserializeOwned + std::fmt::Debug>(&mut self, value: &str, reason: &str) {
        for (place, result) in in_every_place::<T>(value).into_iter().enumerate() {
            match result {
                Err(Error::Decode(error)) if error.to_string().contains(reason) => {}
                other => self.0.push(format!("{value} in place {place}: {other:?}")),
            }
        }
    }

    fn assert_none(self) {
        assert!(self.0.is_empty(), "{} failures:\n{}", self.0.len(), self.0.join("\n"));
    }
}

#[test]
fn integers_are_read_from_other_forms() {
    let mut failures = Failures::default();
    for (value, integer) in [
        ("1.0", 1_i64),
        ("1E3", 1000),
        ("1e0", 1),
        ("2.50e1", 25),
        ("1200e-2", 12),
        ("-0.0", 0),
        ("0e99", 0),
        ("-7.000", -7),
        ("9007199254740993.0", 9_007_199_254_740_993),
        ("9223372036854775807.0", i64::MAX),
        (r#""12""#, 12),
        (r#""-12""#, -12),
        (r#"" 12 ""#, 12),
        (r#""+12""#, 12),
        (r#""12.0""#, 12),
        (r#""1.2E1""#, 12),
        (r#""0012""#, 12),
        (r#""1\u0032""#, 12),
        (r#""9223372036854775807""#, i64::MAX),
    ] {
        failures.read(value, &integer);
    }
    failures.read("255.0", &255_u8);
    failures.read(r#""18446744073709551615""#, &u64::MAX);
    failures.read("18446744073709551615.0", &u64::MAX);
    failures.read(r#""340282366920938463463374607431768211455""#, &u128::MAX);
    failures.read("1e3", &1000_u128);
    failures.read("1.0", &1_i128);
    failures.read("-5.0", &NonZeroI64::new(-5).unwrap());
    failures.read(r#""5""#, &NonZeroU8::new(5).unwrap());
    failures.read(r#""5""#, &Box::new(5_usize));
    failures.assert_none();
}

#[test]
fn an_integer_that_is_not_sure_is_refused_by_its_form() {
    let mut failures = Failures::default();
    for (value, reason) in [
        ("1.5", "is a number with a fraction where the declaration expects i32"),
        ("15e-1", "is a number with a fraction where the declaration expects i32"),
        (r#""1.5""#, "is a number with a fraction as text where the declaration expects i32"),
        (r#""""#, "is an empty string where the declaration expects i32"),
        (r#""twelve""#, "is a string where the declaration expects i32"),
        (r#""1,000""#, "is a string where the declaration expects i32"),
        (r#""0x10""#, "is a string where the declaration expects i32"),
        (r#""NaN""#, "is a string where the declaration expects i32"),
        ("true", "is a boolean where the declaration expects i32"),
        ("[1]", "is a list where the declaration expects i32"),
        ("3000000000", "is out of range where the declaration expects i32"),
        ("3e9", "is out of range where the declaration expects i32"),
        ("1e400", "is out of range"),
        (r#""3000000000""#, "is out of range where the declaration expects i32"),
        ("99999999999999999999999", "is out of range where the declaration expects i32"),
    ] {
        failures.refuse::<i32>(value, reason);
    }
    failures.refuse::<u8>("-1", "is out of range where the declaration expects u8");
    failures.refuse::<u8>(r#""-1.0""#, "is out of range where the declaration expects u8");
    failures.refuse::<u64>("18446744073709551616", "is out of range");
    failures.refuse::<f64>("1e400", "is out of range");
    failures.assert_none();
}

#[test]
fn floats_are_read_from_text() {
    let mut failures = Failures::default();
    for (value, number) in
        [(r#""1.5""#, 1.5), (r#""-2""#, -2.0), (r#""1E3""#, 1000.0), (r#"" .5""#, 0.5)]
    {
        failures.read(value, &number);
        failures.read(value, &Float(number));
    }
    failures.read(r#""1.5""#, &1.5_f32);
    failures.read(r#""Infinity""#, &Float(f64::INFINITY));
    for value in [r#""one""#, r#""""#, r#""1,5""#] {
        failures.refuse::<f64>(value, "string where the declaration expects f64");
        failures.refuse::<Float>(value, "string where the declaration expects a number");
    }
    failures.refuse::<f64>(r#""NaN""#, "is a string where the declaration expects f64");
    failures.refuse::<f64>("true", "is a boolean where the declaration expects f64");
    failures.assert_none();
}

#[test]
fn booleans_are_read_from_text_and_from_0_and_1() {
    let mut failures = Failures::default();
    for value in ["1", "1.0", r#""true""#, r#""True""#, r#""TRUE""#, r#"" true""#, r#""1""#] {
        failures.read(value, &true);
    }
    for value in ["0", "-0", "0.0", r#""false""#, r#""False""#, r#""FALSE""#, r#""0""#] {
        failures.read(value, &false);
    }
    for (value, reason) in [
        ("2", "is an integer where the declaration expects a boolean"),
        ("0.5", "is a number with a fraction where the declaration expects a boolean"),
        (r#""yes""#, "is a string where the declaration expects a boolean"),
        (r#""""#, "is an empty string where the declaration expects a boolean"),
    ] {
        failures.refuse::<bool>(value, reason);
    }
    failures.assert_none();
}

#[derive(Debug, Clone, PartialEq, ConnectEnum)]
enum Channel {
    Voice,
    #[other]
    Other(String),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Id(String);

#[test]
fn text_is_read_from_the_literal_of_a_number_or_boolean() {
    let mut failures = Failures::default();
    for (value, text) in [
        ("7", "7"),
        ("1.50", "1.50"),
        ("1E3", "1E3"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("true", "true"),
        ("false", "false"),
    ] {
        failures.read(value, &text.to_owned());
        failures.read(value, &Id(text.to_owned()));
        failures.read(value, &Channel::Other(text.to_owned()));
        failures.read(value, &Some(text.to_owned()));
    }
    failures.refuse::<String>("[]", "is a list where the declaration expects a string");
    failures.refuse::<String>("{}", "is an object where the declaration expects a string");
    assert_eq!(Channel::Voice.as_str(), "VOICE");
    failures.assert_none();
}

#[test]
fn times_are_read_from_every_form_that_names_one_instant() {
    let mut failures = Failures::default();
    for (value, instant) in [
        (r#""2015-01-25T08:00:00Z""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25T08:00:00.250Z""#, "2015-01-25T08:00:00.25Z"),
        (r#""2015-01-25T08:00:00+0000""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25T08:00:00.123456789+0000""#, "2015-01-25T08:00:00.123456789Z"),
        (r#""2015-01-25T08:00:00+00:00""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25T09:30:00+01:30""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25T03:00:00-0500""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25T09:00:00+01""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25t08:00:00z""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25 08:00:00Z""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25 08:00:00 +0000""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25 08:00:00 UTC""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25T08:00:00""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25T08:00:00.5""#, "2015-01-25T08:00:00.5Z"),
        (r#""2015-01-25T08:00Z""#, "2015-01-25T08:00:00Z"),
        (r#""20150125T080000Z""#, "2015-01-25T08:00:00Z"),
        (r#""2015-01-25""#, "2015-01-25T00:00:00Z"),
        (r#"" 2015-01-25T08:00:00Z ""#, "2015-01-25T08:00:00Z"),
        ("1422172800", "2015-01-25T08:00:00Z"),
        ("1422172800.25", "2015-01-25T08:00:00.25Z"),
        ("1.4221728E9", "2015-01-25T08:00:00Z"),
        ("-1.5", "1969-12-31T23:59:58.5Z"),
        ("0", "1970-01-01T00:00:00Z"),
        (r#""1422172800""#, "2015-01-25T08:00:00Z"),
        (r#""1422172800.25""#, "2015-01-25T08:00:00.25Z"),
        (r#""1.4221728E9""#, "2015-01-25T08:00:00Z"),
        (r#""1422172800.000000001""#, "2015-01-25T08:00:00.000000001Z"),
        ("1422172800123", "2015-01-25T08:00:00.123Z"),
        ("1422172800123.0", "2015-01-25T08:00:00.123Z"),
        ("1.422172800123E12", "2015-01-25T08:00:00.123Z"),
        (r#""1422172800123""#, "2015-01-25T08:00:00.123Z"),
        (r#""Sun, 25 Jan 2015 08:00:00 GMT""#, "2015-01-25T08:00:00Z"),
        (r#""Sun, 25 Jan 2015 08:00:00.123 GMT""#, "2015-01-25T08:00:00.123Z"),
        (r#""Sun, 25 Jan 2015 08:00:00 UTC""#, "2015-01-25T08:00:00Z"),
        (r#""Sun, 25 Jan 2015 09:00:00 +0100""#, "2015-01-25T08:00:00Z"),
        (r#""25 Jan 2015 08:00:00 GMT""#, "2015-01-25T08:00:00Z"),
        (r#""Sunday, 25-Jan-15 08:00:00 GMT""#, "2015-01-25T08:00:00Z"),
        (r#""Sunday, 06-Nov-94 08:49:37 GMT""#, "1994-11-06T08:49:37Z"),
        (r#""Sun Jan 25 08:00:00 2015""#, "2015-01-25T08:00:00Z"),
        (r#""Sun Nov  6 08:49:37 1994""#, "1994-11-06T08:49:37Z"),
    ] {
        let instant: Timestamp = instant.parse().unwrap();
        failures.read(value, &instant);
        failures.read(value, &DateTime::from(instant));
        failures.read(value, &HttpDate::from(instant));
        failures.read(value, &EpochSeconds::from(instant));
    }
    failures.assert_none();
}

#[test]
fn a_time_that_is_not_sure_is_refused_by_its_form() {
    let mut failures = Failures::default();
    for (value, form) in [
        (r#""soon""#, "is a string"),
        (r#""""#, "is an empty string"),
        (r#""2015-02-30T00:00:00Z""#, "is a time out of range"),
        (r#""2015-13-01""#, "is a time out of range"),
        (r#""01/02/2015""#, "is a string"),
        (r#""08:00:00Z""#, "is a string"),
        (r#""2015-01-25T08:00:00 CET""#, "is a string"),
        (r#""20150125""#, "is a number as text"),
        (r#""2015""#, "is a number as text"),
        (r#""9999-12-31T23:59:59-05:00""#, "is a time out of range"),
        ("true", "is a boolean"),
        ("{}", "is an object"),
        ("[2015,1,25]", "is a list"),
        // Neither seconds nor milliseconds.
        ("20150125080000", "is out of range"),
        ("1422172800123456", "is out of range"),
        (r#""1422172800123456789""#, "is out of range"),
        ("1e300", "is out of range"),
        (r#""1e300""#, "is out of range"),
    ] {
        failures.refuse::<Timestamp>(value, form);
        failures.refuse::<EpochSeconds>(value, form);
        failures.refuse::<DateTime>(value, form);
        failures.refuse::<HttpDate>(value, form);
    }
    failures.assert_none();
}

#[test]
fn map_keys_are_read_from_other_forms() {
    let map: BTreeMap<u32, u8> = decode(r#"{"1":1,"2.0":2,"3e0":3," 4":4}"#).unwrap();
    assert_eq!(map, BTreeMap::from([(1, 1), (2, 2), (3, 3), (4, 4)]));
    let map: BTreeMap<bool, u8> = decode(r#"{"True":1,"FALSE":2}"#).unwrap();
    assert_eq!(map, BTreeMap::from([(true, 1), (false, 2)]));
    let error = decode::<BTreeMap<u32, u8>>(r#"{"1.5":1}"#).unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Page {
    items: Vec<Item>,
    total: u32,
    document: Document,
    any: Option<Value>,
    by_name: BTreeMap<String, Item>,
    numbers: Vec<i64>,
    pair: Option<(u8, String, Value)>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Item {
    name: String,
    count: i32,
    ratio: Option<f64>,
    active: bool,
    at: Option<Timestamp>,
    secret: Option<Sensitive<u32>>,
    texts: Vec<String>,
}

/// Free-form JSON and values that fit stay as they are.
#[test]
fn only_what_does_not_fit_is_changed() {
    let item = r#"{"Name":12,"Count":"5","Ratio":"0.5","Active":"true","At":"1422172800",
        "Secret":"9","Texts":["1",2,null,true]}"#;
    let body = format!(
        r#"{{"Items":[{item},{{"Name":"12","Count":5.0,"Active":0}}],"Total":"2",
        "Document":{{"Count":"5","x":[1.0,"true",null]}},"Any":"7","ByName":{{"a":{item},"1":{item}}},
        "Numbers":["1",2,3.0,null],"Pair":["1",2,"3"]}}"#
    );
    let page: Page = decode(body).unwrap();
    let item = || Item {
        name: "12".to_owned(),
        count: 5,
        ratio: Some(0.5),
        active: true,
        at: Some(Timestamp::from_unix_seconds(1_422_172_800).unwrap()),
        secret: Some(9.into()),
        texts: vec!["1".to_owned(), "2".to_owned(), "true".to_owned()],
    };
    assert_eq!(page.items[0], item());
    assert_eq!((page.items[1].name.as_str(), page.items[1].count), ("12", 5));
    assert_eq!(page.total, 2);
    assert_eq!(page.document.0, json!({ "Count": "5", "x": [1.0, "true", null] }));
    assert_eq!(page.any, Some(json!("7")));
    assert_eq!(page.by_name, BTreeMap::from([("a".into(), item()), ("1".into(), item())]));
    assert_eq!(page.numbers, [1, 2, 3]);
    assert_eq!(page.pair, Some((1, "2".to_owned(), json!("3"))));
}

#[test]
fn large_lists_and_maps_are_repaired_in_a_few_passes() {
    let count = 2000;
    let items: Vec<String> =
        (0..count).map(|n| format!(r#"{{"Name":{n},"Count":"{n}","Active":"true"}}"#)).collect();
    let page: Page = decode(format!(r#"{{"Items":[{}]}}"#, items.join(","))).unwrap();
    assert_eq!(page.items.len(), count);
    assert_eq!((page.items[77].name.as_str(), page.items[77].count), ("77", 77));

    let map: Vec<String> = (0..count).map(|n| format!(r#""k{n}":{{"a":"{n}"}}"#)).collect();
    let map: HashMap<String, HashMap<String, u32>> =
        decode(format!("{{{}}}", map.join(","))).unwrap();
    assert_eq!((map.len(), map["k77"]["a"]), (count, 77));

    let numbers: Vec<String> = (0..count).map(|n| format!(r#""{n}""#)).collect();
    let numbers: Vec<usize> = decode(format!("[{}]", numbers.join(","))).unwrap();
    assert!(numbers.iter().copied().eq(0..count));
}

#[derive(Debug, PartialEq, Deserialize)]
struct Flat {
    #[serde(flatten)]
    inner: Inner,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    count: u32,
    size: u32,
    name: String,
    on: bool,
    at: Option<Timestamp>,
    list: Vec<u8>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "type")]
enum Tagged {
    Number { value: i64 },
    Text { value: String },
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Count { count: u32, label: String },
    Flag { on: bool },
}

/// Serde does not report the position of a mismatch in these types.
#[test]
fn flattened_tagged_and_untagged_types_are_repaired() {
    let body = r#"{"other":"5","count":"5","size":"5","name":5,"on":"true","at":"5",
        "list":["1",2.0,null],"x":5.0,"y":null}"#;
    let flat: Flat = decode(body).unwrap();
    let inner = Inner {
        count: 5,
        size: 5,
        name: "5".to_owned(),
        on: true,
        at: Some(Timestamp::from_unix_seconds(5).unwrap()),
        list: vec![1, 2],
    };
    assert_eq!(flat.inner, inner);
    assert_eq!(flat.rest["other"], json!("5"));
    assert_eq!(flat.rest["x"], json!(5.0));

    let tagged: Vec<Tagged> = decode(
        r#"[{"type":"Number","value":"5"},{"type":"Text","value":5},{"value":5.0,"type":"Number"}]"#,
    )
    .unwrap();
    let text = Tagged::Text { value: "5".to_owned() };
    assert_eq!(tagged, [Tagged::Number { value: 5 }, text, Tagged::Number { value: 5 }]);

    let untagged: Vec<Untagged> = decode(
        r#"[{"count":"5","label":"7"},{"on":"true"},{"count":6.0,"label":"x"},{"count":7,"label":"y"}]"#,
    )
    .unwrap();
    assert_eq!(untagged[0], Untagged::Count { count: 5, label: "7".to_owned() });
    assert_eq!(untagged[1], Untagged::Flag { on: true });
    assert_eq!(untagged[2], Untagged::Count { count: 6, label: "x".to_owned() });
}

#[test]
fn an_error_after_repairs_has_its_path_and_form() {
    for (body, path, reason) in [
        (
            r#"{"Total":"1","Items":[{"Count":"1"},{"Count":"1.5 secret"}]}"#,
            "Items[1].Count",
            "is a string where the declaration expects i32",
        ),
        (
            r#"{ "Items" : [ {"Count":"1", "At" : "secret" } ] }"#,
            "Items[0].At",
            "is a string where the declaration expects seconds since 1970",
        ),
        (r#"{"Total":"1","Items":{"secret":1}}"#, "Items", "is an object"),
    ] {
        let Error::Decode(error) = decode::<Page>(body).unwrap_err() else { panic!("{body}") };
        assert_eq!(error.path(), path, "{body}");
        assert!(error.to_string().contains(reason), "{body}: {error}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    }
    // A value at the end of its object.
    let error = decode::<BTreeMap<String, DateTime>>(r#"{"At":"secret"}"#).unwrap_err();
    assert!(error.to_string().contains("at `At` is a string"), "{error}");
    let blob = decode::<BTreeMap<String, connect_runtime::Blob>>(r#"{"Data":"%secret"}"#);
    let error = blob.unwrap_err().to_string();
    assert!(
        error.contains("at `Data` is a string where the declaration expects base64"),
        "{error}"
    );
}
