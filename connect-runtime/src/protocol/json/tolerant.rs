//! Parses JSON and tolerates what the protocol tolerates.

use serde::de::{self, DeserializeOwned, IgnoredAny, Visitor};
use serde::{Deserialize, Deserializer};

use super::nulls::{NullRemoval, has_null};
use super::path::path_of_prefix;

/// Parses the value at the start of a text and returns the length of its text.
///
/// The closure stores the value, so that the code that calls it need not be generic.
pub(crate) type ParseStart<'p> = dyn FnMut(&[u8]) -> serde_json::Result<usize> + 'p;

/// JSON that does not fit the type, and the part of it that was read.
pub(crate) struct Mismatch<'a> {
    pub(crate) error: serde_json::Error,
    prefix: &'a [u8],
}

impl<'a> Mismatch<'a> {
    fn nothing(json: &'a [u8]) -> Self {
        Self { error: de::Error::custom("nothing to read"), prefix: json }
    }

    /// Returns the path of the value at which parsing stopped.
    pub(crate) fn path(&self) -> String {
        path_of_prefix(self.prefix)
    }
}

/// With more mismatched `null`s than this, a response loses the `null`s that fit as well.
const MAX_SINGLE_REMOVALS: usize = 16;

/// Parses JSON by the rules of [`decode_json`](crate::decode_json).
pub(crate) fn parse_tolerantly<T: DeserializeOwned>(json: &[u8]) -> Result<T, Mismatch<'_>> {
    let mut value = None;
    parse_tolerantly_into(json, &mut |text| parse_start(text, &mut value))?;
    value.ok_or_else(|| Mismatch::nothing(json))
}

/// Does the same, but lets `parse` store the value.
pub(crate) fn parse_tolerantly_into<'a>(
    json: &'a [u8],
    parse: &mut ParseStart<'_>,
) -> Result<(), Mismatch<'a>> {
    let json = if json.trim_ascii().is_empty() { b"{}" } else { json };
    match parse_whole(json, parse) {
        Ok(()) => Ok(()),
        Err(error) => parse_with_repairs(json, error, parse),
    }
}

/// Repairs JSON that did not fit, and parses it again until it fits.
fn parse_with_repairs<'a>(
    json: &'a [u8],
    mut error: serde_json::Error,
    parse: &mut ParseStart<'_>,
) -> Result<(), Mismatch<'a>> {
    if other_empty_output(json).is_some_and(|other| parse_whole(other, parse).is_ok()) {
        return Ok(());
    }
    if !error.is_data() || !has_null(json) {
        let prefix = consumed(json, &error);
        return Err(Mismatch { error, prefix });
    }
    // A `null` means that the value is absent, but most types do not accept it.
    let (mut removal, mut text) = (NullRemoval::new(json), json.to_vec());
    for _ in 0..MAX_SINGLE_REMOVALS {
        if !removal.remove_last_of(consumed(&text, &error)) {
            break;
        }
        text = removal.text();
        match parse_whole(&text, parse) {
            Ok(()) => return Ok(()),
            Err(next) => error = next,
        }
    }
    // For a flattened or untagged type, serde does not report the position of the mismatch.
    parse_whole(&removal.text_without_all(), parse).map_err(|_| {
        let length = consumed(&text, &error).len();
        Mismatch { error, prefix: removal.original_prefix(length) }
    })
}

/// Parses the member value at the start of `text`.
///
/// Returns whether the value fits and the rest of the object is well-formed.
pub(crate) fn parse_member(text: &[u8], parse: &mut ParseStart<'_>) -> bool {
    parse(text).is_ok_and(|length| text.get(length..).is_some_and(is_end_of_object))
}

/// Whether `rest` completes an object after the value of a member.
fn is_end_of_object(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii();
    rest == b"}" || serde_json::from_slice::<IgnoredAny>(&[b"{\"\":0", rest].concat()).is_ok()
}

/// Parses `json`, which must be a single value.
fn parse_whole(json: &[u8], parse: &mut ParseStart<'_>) -> serde_json::Result<()> {
    match json.get(parse(json)?..).map(<[u8]>::trim_ascii_start) {
        None | Some([]) => Ok(()),
        // The second parse returns an error with the position.
        Some(_) => serde_json::from_slice::<IgnoredAny>(json).map(drop),
    }
}

/// Parses the value at the start of `json` and returns the length of its text.
pub(crate) fn parse_start<T: DeserializeOwned>(
    json: &[u8],
    value: &mut Option<T>,
) -> serde_json::Result<usize> {
    let mut values = serde_json::Deserializer::from_slice(json).into_iter();
    if let Some(next) = values.next() {
        let Output(next) = next?;
        *value = Some(next);
    }
    Ok(values.byte_offset())
}

/// The output of an operation. A unit accepts any JSON.
struct Output<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Output<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(TolerantUnit(deserializer)).map(Self)
    }
}

/// Returns `{}` for `null` and `null` for `{}`.
///
/// Both mean an empty output, but most types accept only one of them.
fn other_empty_output(json: &[u8]) -> Option<&'static [u8]> {
    match json.trim_ascii() {
        b"null" => Some(b"{}"),
        b"{}" => Some(b"null"),
        _ => None,
    }
}

/// Returns the bytes that `serde_json` had read when it stopped.
fn consumed<'a>(json: &'a [u8], error: &serde_json::Error) -> &'a [u8] {
    let (line, column) = (error.line(), error.column());
    let line_start: usize = json
        .split_inclusive(|&byte| byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    json.get(..line_start.saturating_add(column)).unwrap_or(json)
}

/// Forwards every call, but accepts any JSON for a unit.
struct TolerantUnit<D>(D);

macro_rules! forward {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for TolerantUnit<D> {
    type Error = D::Error;

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        IgnoredAny::deserialize(self.0)?;
        visitor.visit_unit()
    }

    forward! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(len: usize);
        deserialize_tuple_struct(name: &'static str, len: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
        deserialize_ignored_any();
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}
