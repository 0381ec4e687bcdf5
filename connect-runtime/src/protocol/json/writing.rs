//! Writes a value as JSON without the `null` members of its objects.
//!
//! Serde passes the key of a member before the value that may be `None`. A second look at the text for such
//! members would cost as much as writing it. The formatter of `serde_json` sees each `null` when it is written.
//! It takes back the key, which is still the end of the text.

use std::cell::RefCell;
use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::nulls::{has_null, without_null_members};

/// Returns the JSON text of `value` without the `null` members of every object.
///
/// A marked `null` is kept, as in a [`Document`](crate::Document).
///
/// # Errors
///
/// Returns an error if the value cannot be serialized as JSON.
pub(crate) fn to_json_without_null_members<T: Serialize + ?Sized>(
    value: &T,
) -> serde_json::Result<Vec<u8>> {
    let text = RefCell::new(Text::default());
    value.serialize(&mut Serializer::with_formatter(Writer(&text), WithoutNulls(&text)))?;
    Ok(text.into_inner().finish())
}

/// The text so far, which the formatter changes where it stands.
#[derive(Default)]
struct Text {
    json: Vec<u8>,
    /// The offset of the last key, including the comma before it.
    member_start: usize,
    has_removed: bool,
    /// Whether the text has parts that were JSON before, whose members no formatter sees.
    has_raw: bool,
}

impl Text {
    fn start_member(&mut self) {
        self.member_start = self.json.len();
        // The members before it may have been removed, so serde's own count does not say whether it is first.
        if !self.json.ends_with(b"{") {
            self.json.push(b',');
        }
    }

    fn write_null(&mut self) {
        // Only the value of a member follows a colon.
        if self.json.ends_with(b":") {
            self.has_removed = true;
            self.json.truncate(self.member_start);
        } else {
            self.json.extend_from_slice(b"null");
        }
    }

    fn finish(self) -> Vec<u8> {
        let has_more = self.has_raw && (self.has_removed || has_null(&self.json));
        if has_more { without_null_members(&self.json) } else { self.json }
    }
}

/// Appends to the text.
struct Writer<'t>(&'t RefCell<Text>);

impl io::Write for Writer<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().json.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes compact JSON, but no `null` member.
struct WithoutNulls<'t>(&'t RefCell<Text>);

impl Formatter for WithoutNulls<'_> {
    #[inline]
    fn begin_object_key<W: ?Sized + io::Write>(&mut self, _: &mut W, _: bool) -> io::Result<()> {
        self.0.borrow_mut().start_member();
        Ok(())
    }

    #[inline]
    fn write_null<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.0.borrow_mut().write_null();
        Ok(())
    }

    fn write_raw_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        self.0.borrow_mut().has_raw = true;
        writer.write_all(fragment.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Serializer;
    use serde::ser::{SerializeMap, SerializeStructVariant};
    use serde_json::value::RawValue;
    use serde_json::{Value, json};

    use super::*;
    use crate::protocol::document::Document;

    /// A value of each kind that serde knows.
    #[derive(Debug, Clone)]
    enum Any {
        None,
        Unit,
        Bool(bool),
        Integer(i64),
        Float(f64),
        Text(String),
        Raw(&'static str),
        Document(Value),
        Some(Box<Any>),
        List(Vec<Any>),
        Map(Vec<(String, Any)>),
        NewtypeVariant(Box<Any>),
        StructVariant(Box<Any>, Box<Any>),
    }

    impl Serialize for Any {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::None => serializer.serialize_none(),
                Self::Unit => serializer.serialize_unit(),
                Self::Bool(value) => serializer.serialize_bool(*value),
                Self::Integer(value) => serializer.serialize_i64(*value),
                Self::Float(value) => serializer.serialize_f64(*value),
                Self::Text(value) => serializer.serialize_str(value),
                Self::Raw(value) => {
                    RawValue::from_string((*value).to_owned()).unwrap().serialize(serializer)
                }
                Self::Document(value) => Document(value.clone()).serialize(serializer),
                Self::Some(value) => serializer.serialize_some(value),
                Self::List(items) => serializer.collect_seq(items),
                Self::Map(members) => {
                    let mut map = serializer.serialize_map(None)?;
                    for (key, value) in members {
                        map.serialize_entry(key, value)?;
                    }
                    map.end()
                }
                Self::NewtypeVariant(value) => {
                    serializer.serialize_newtype_variant("Any", 0, "Newtype", value)
                }
                Self::StructVariant(one, two) => {
                    let mut variant = serializer.serialize_struct_variant("Any", 1, "Struct", 2)?;
                    variant.serialize_field("one", one)?;
                    variant.serialize_field("two", two)?;
                    variant.end()
                }
            }
        }
    }

    fn text() -> impl Strategy<Value = String> {
        let confusing = vec!["", "null", ":", "{", ",", "\":null,\"", "\\", "\r\t null", "é\u{1}"];
        prop::sample::select(confusing).prop_map(str::to_owned)
    }

    fn any_value(raw: bool) -> impl Strategy<Value = Any> {
        let raws = vec!["null", "1.50", "\"null\"", "{\"a\": null, \"b\":[ null ]}", "[1 , {}]"];
        let documents = vec![json!(null), json!({ "a": null }), json!([null]), json!("null")];
        let weight = u32::from(raw);
        let leaf = prop_oneof![
            4 => Just(Any::None),
            1 => Just(Any::Unit),
            1 => any::<bool>().prop_map(Any::Bool),
            1 => any::<i64>().prop_map(Any::Integer),
            1 => any::<f64>().prop_map(Any::Float),
            1 => Just(Any::Float(f64::NAN)),
            2 => text().prop_map(Any::Text),
            weight => prop::sample::select(raws).prop_map(Any::Raw),
            weight => prop::sample::select(documents).prop_map(Any::Document),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            let boxed = inner.clone().prop_map(Box::new);
            prop_oneof![
                1 => boxed.clone().prop_map(Any::Some),
                2 => prop::collection::vec(inner.clone(), 0..4).prop_map(Any::List),
                4 => prop::collection::vec((text(), inner), 0..5).prop_map(Any::Map),
                1 => boxed.clone().prop_map(Any::NewtypeVariant),
                1 => (boxed.clone(), boxed).prop_map(|(one, two)| Any::StructVariant(one, two)),
            ]
        })
    }

    /// Writes the text first, and removes the members from it.
    fn in_two_passes(value: &Any) -> Vec<u8> {
        let text = serde_json::to_vec(value).unwrap();
        if has_null(&text) { without_null_members(&text) } else { text }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_pass_writes_what_two_passes_leave(value in prop_oneof![any_value(false), any_value(true)]) {
            let text = to_json_without_null_members(&value).unwrap();
            let text = String::from_utf8(text).unwrap();
            let expected = String::from_utf8(in_two_passes(&value)).unwrap();
            prop_assert_eq!(text, expected);
        }
    }

    #[test]
    fn members_are_taken_back_with_their_comma() {
        let none = || Any::None;
        for (members, expected) in [
            (vec![none()], "{}"),
            (vec![none(), none()], "{}"),
            (vec![none(), Any::Bool(true), none(), Any::Unit], r#"{"b":true}"#),
            (vec![Any::Bool(true), none(), Any::Integer(1)], r#"{"a":true,"c":1}"#),
            (vec![Any::Text(":".to_owned()), none()], r#"{"a":":"}"#),
            (vec![Any::Text("{".to_owned()), Any::Float(f64::NAN)], r#"{"a":"{"}"#),
            (vec![Any::List(vec![none(), none()]), none()], r#"{"a":[null,null]}"#),
            (vec![Any::Map(vec![(":".to_owned(), none())]), none()], r#"{"a":{}}"#),
            (vec![Any::Raw("{ \"a\": 1.50 }")], "{\"a\":{ \"a\": 1.50 }}"),
            (vec![Any::Raw("{ \"a\": 1.50 }"), none()], r#"{"a":{"a":1.50}}"#),
            (vec![Any::Raw("null"), Any::Document(Value::Null)], r#"{"b":null}"#),
        ] {
            let keys = ["a", "b", "c", "d"].map(str::to_owned);
            let value = Any::Map(keys.into_iter().zip(members).collect());
            let text = to_json_without_null_members(&value).unwrap();
            assert_eq!(String::from_utf8(text).unwrap(), expected);
        }
        assert_eq!(to_json_without_null_members(&none()).unwrap(), b"null");
        assert_eq!(to_json_without_null_members(&json!([null, 1])).unwrap(), b"[null,1]");
    }

    #[test]
    fn a_value_without_json_is_an_error() {
        let keys = std::collections::BTreeMap::from([(vec![1], 2)]);
        let error = to_json_without_null_members(&keys).unwrap_err();
        assert_eq!(error.to_string(), serde_json::to_vec(&keys).unwrap_err().to_string());
    }
}
