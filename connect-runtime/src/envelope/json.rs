//! JSON text into a value, tolerant where the protocol is.

use bytes::Bytes;
use http::Response;
use serde::de::{self, DeserializeOwned, IgnoredAny, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;

use super::json_path::path_of_prefix;
use crate::error::DecodeError;
use crate::json::{NullRemoval, has_null};

/// Decodes `json`, a part of the body of `response`, by the rules of all envelopes.
///
/// A member, map value or list item that is `null` and does not fit is as if it were not there. Text
/// without a value is the default output, as `{}` and `null` are; an output of type `()` takes
/// any JSON. The error names the place where the JSON does not fit and does not quote it.
///
/// # Errors
///
/// Where `json` is not JSON or does not fit `T`.
///
/// ```
/// use connect_runtime::{decode_json, http};
///
/// let response = http::Response::new(bytes::Bytes::new());
/// let error = decode_json::<Vec<u8>>(&response, b"[1, true]").unwrap_err();
/// assert_eq!(error.path(), "[1]");
/// ```
pub fn decode_json<T: DeserializeOwned>(
    response: &Response<Bytes>,
    json: &[u8],
) -> Result<T, DecodeError> {
    parse_tolerantly(json).map_err(|misfit| misfit.into_error(response))
}

/// Parses the value that a text starts with, and says how long its text is. The value is kept elsewhere: so all
/// around the parsing is the same code for all types.
pub(super) type Parse<'p> = dyn FnMut(&[u8]) -> serde_json::Result<usize> + 'p;

/// JSON that does not fit, and what was read of it by then.
pub(crate) struct Misfit<'a> {
    pub(crate) error: serde_json::Error,
    prefix: &'a [u8],
}

impl<'a> Misfit<'a> {
    fn nothing(json: &'a [u8]) -> Self {
        Self { error: de::Error::custom("nothing to read"), prefix: json }
    }

    pub(super) fn into_error(self, response: &Response<Bytes>) -> DecodeError {
        let reason = match self.error.classify() {
            Category::Eof => "ends too early to be JSON".to_owned(),
            Category::Syntax | Category::Io => "is not JSON".to_owned(),
            Category::Data => mismatch(&self.error.to_string()),
        };
        DecodeError::new(response, reason).at_path(path_of_prefix(self.prefix))
    }
}

/// A response with more misfitting `null`s than this loses those that fit as well.
const MAX_SINGLE_REMOVALS: usize = 16;

/// Parses text by the rules of [`decode_json`].
pub(crate) fn parse_tolerantly<T: DeserializeOwned>(json: &[u8]) -> Result<T, Misfit<'_>> {
    let mut value = None;
    parse_in_some_way(json, &mut |text| parse_start(text, &mut value))?;
    value.ok_or_else(|| Misfit::nothing(json))
}

/// The same, with a value that is kept elsewhere.
pub(super) fn parse_in_some_way<'a>(
    json: &'a [u8],
    parse: &mut Parse<'_>,
) -> Result<(), Misfit<'a>> {
    let json = if json.trim_ascii().is_empty() { b"{}" } else { json };
    match parse_whole(json, parse) {
        Ok(()) => Ok(()),
        Err(error) => parse_otherwise(json, error, parse),
    }
}

/// Parses what did not fit as it is in other ways, until one fits.
fn parse_otherwise<'a>(
    json: &'a [u8],
    mut error: serde_json::Error,
    parse: &mut Parse<'_>,
) -> Result<(), Misfit<'a>> {
    if other_empty_output(json).is_some_and(|other| parse_whole(other, parse).is_ok()) {
        return Ok(());
    }
    if !error.is_data() || !has_null(json) {
        let prefix = consumed(json, &error);
        return Err(Misfit { error, prefix });
    }
    // A `null` is as good as nothing, but most types have no place for one.
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
    // Serde does not say where in a flattened or untagged type something did not fit.
    parse_whole(&removal.text_without_all(), parse).map_err(|_| {
        let length = consumed(&text, &error).len();
        Misfit { error, prefix: removal.original_prefix(length) }
    })
}

/// Whether the member of an object that `text` starts with fits as it is, and the object ends well.
pub(super) fn parse_member(text: &[u8], parse: &mut Parse<'_>) -> bool {
    parse(text).is_ok_and(|length| text.get(length..).is_some_and(is_end_of_object))
}

/// Whether `rest` is what may follow the value of a member.
fn is_end_of_object(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii();
    rest == b"}" || serde_json::from_slice::<IgnoredAny>(&[b"{\"\":0", rest].concat()).is_ok()
}

/// Parses `json`, which is one value and white space.
fn parse_whole(json: &[u8], parse: &mut Parse<'_>) -> serde_json::Result<()> {
    match json.get(parse(json)?..).map(<[u8]>::trim_ascii_start) {
        None | Some([]) => Ok(()),
        // It says where.
        Some(_) => serde_json::from_slice::<IgnoredAny>(json).map(drop),
    }
}

/// Parses the value that `json` starts with, and says how long its text is.
pub(super) fn parse_start<T: DeserializeOwned>(
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

/// An output of an operation.
struct Output<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Output<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(TolerantUnit(deserializer)).map(Self)
    }
}

/// A unit accepts `null`, a struct accepts `{}`: each stands for the other where it is all there is.
fn other_empty_output(json: &[u8]) -> Option<&'static [u8]> {
    match json.trim_ascii() {
        b"null" => Some(b"{}"),
        b"{}" => Some(b"null"),
        _ => None,
    }
}

/// Says what serde found without the value that it quotes.
fn mismatch(message: &str) -> String {
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("has no member {rest}");
    }
    if message.starts_with("duplicate field ") {
        return format!("has a {message}");
    }
    // The declaration's side of the message comes last, so nothing of the body is behind it.
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    let found = [
        ("invalid type: string", "is a string"),
        ("invalid type: integer", "is an integer"),
        ("invalid type: floating point", "is a number with a fraction"),
        ("invalid type: boolean", "is a boolean"),
        ("invalid type: null", "is null"),
        ("invalid type: map", "is an object"),
        ("invalid type: sequence", "is a list"),
        ("invalid length", "has another length"),
        ("unknown variant", "is an unknown variant"),
        ("unknown field", "has an unknown member"),
        ("invalid value", "is out of range"),
    ]
    .iter()
    .find(|(start, _)| message.starts_with(start));
    match (found, expected) {
        (Some((_, found)), Some(expected)) => {
            format!("{found} where the declaration expects {expected}")
        }
        _ => "does not fit the declared type".to_owned(),
    }
}

/// The bytes that `serde_json` had read when it stopped.
fn consumed<'a>(json: &'a [u8], error: &serde_json::Error) -> &'a [u8] {
    let (line, column) = (error.line(), error.column());
    let line_start: usize = json
        .split_inclusive(|&byte| byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    json.get(..line_start.saturating_add(column)).unwrap_or(json)
}

/// Passes everything on, but lets a unit output be any value.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct User {
        id: Option<String>,
        level: Option<u8>,
    }

    #[derive(Debug, Deserialize)]
    struct Page {
        #[serde(rename = "List")]
        _list: Vec<Entry>,
    }

    #[derive(Debug, Deserialize)]
    struct Entry {
        #[serde(rename = "Id")]
        _id: String,
        #[serde(rename = "Kind", default)]
        _kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    enum Kind {
        Agent,
    }

    fn decode<T: DeserializeOwned>(json: &str) -> Result<T, DecodeError> {
        decode_json(&Response::new(Bytes::new()), json.as_bytes())
    }

    #[test]
    fn nothing_is_the_default_output() {
        for json in ["", " \n", "{}", "null", r#"{"Other":1}"#, r#"{"Id":null}"#] {
            assert_eq!(decode::<User>(json).unwrap(), User::default(), "{json:?}");
            assert_eq!(decode::<Option<User>>(json).unwrap().unwrap_or_default(), User::default());
            decode::<()>(json).unwrap();
        }
        assert!(decode::<()>("<html>").is_err());
    }

    #[test]
    fn an_error_names_the_place_and_not_the_value() {
        for (json, path, reason) in [
            (
                r#"{"List":[{"Id":"a"},{"Id":7}]}"#,
                "List[1].Id",
                "is an integer where the declaration expects a string",
            ),
            (r#"{"List":[{"Id":"a"},{"Nope":"secret"}]}"#, "List[1]", "has no member `Id`"),
            (
                r#"{"List":{"secret":"secret"}}"#,
                "List",
                "is an object where the declaration expects a sequence",
            ),
            (
                r#"{"List":"secret"}"#,
                "List",
                "is a string where the declaration expects a sequence",
            ),
            (
                "{\n \"List\": [\n {\"Id\": [\"secret\"]}]}",
                "List[0].Id",
                "is a list where the declaration expects a string",
            ),
            (
                r#"{"List":[{"Id":"a","Kind":"secret"}]}"#,
                "List[0].Kind",
                "is an unknown variant where the declaration expects `Agent`",
            ),
            (
                r#"{"List":[{"Id":", expected secret"},3]}"#,
                "List[1]",
                "is an integer where the declaration expects struct Entry",
            ),
            (r#"{"List":[{"Id":"secret"#, "List[0].Id", "ends too early to be JSON"),
            ("{}", "", "has no member `List`"),
            ("<secret>", "", "is not JSON"),
            (r#"{"List":[]} secret"#, "", "is not JSON"),
        ] {
            let error = decode::<Page>(json).unwrap_err();
            assert_eq!(error.path(), path, "{json}");
            assert!(error.to_string().contains(reason), "{json}: {error}");
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let bomb = "[".repeat(100_000);
        assert!(decode::<serde_json::Value>(&bomb).is_err());
        assert!(decode::<()>(&bomb).is_err());
    }
}
