//! Parses JSON with serde, where a unit accepts any JSON.

use serde::de::{DeserializeOwned, IgnoredAny, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::de::SliceRead;

/// Parses the value at the start of a text and returns the length of its text.
///
/// The closure stores the value, so that the code that calls it need not be generic.
pub(crate) type ParseStart<'p> = dyn FnMut(&[u8]) -> serde_json::Result<usize> + 'p;

type JsonText<'j> = serde_json::Deserializer<SliceRead<'j>>;

/// A place for an output. It is all that is generic when a response is parsed.
///
/// This is not a closure, because each one has a second function in the compiled code.
pub(crate) trait ReadOutput {
    /// Reads the next value of a text and keeps it.
    fn read(&mut self, text: &mut JsonText<'_>) -> serde_json::Result<()>;
}

/// The place for an output of a type. A unit accepts any JSON.
pub(crate) struct OutputSlot<'o, T>(pub(crate) &'o mut Option<T>);

impl<T: DeserializeOwned> ReadOutput for OutputSlot<'_, T> {
    fn read(&mut self, text: &mut JsonText<'_>) -> serde_json::Result<()> {
        *self.0 = Some(T::deserialize(TolerantUnit(text))?);
        Ok(())
    }
}

/// JSON that does not fit the type.
pub(crate) struct Mismatch {
    pub(crate) error: serde_json::Error,
    /// The path of the value at which parsing stopped.
    pub(crate) path: String,
    /// Describes the value if its form is known better than the error says: "is an empty string".
    pub(crate) found: Option<&'static str>,
}

/// Parses `json`, which must be a single value.
pub(super) fn parse_whole(json: &[u8], parse: &mut ParseStart<'_>) -> serde_json::Result<()> {
    match json.get(parse(json)?..).map(<[u8]>::trim_ascii_start) {
        None | Some([]) => Ok(()),
        // The second parse returns an error with the position.
        Some(_) => serde_json::from_slice::<IgnoredAny>(json).map(drop),
    }
}

/// Parses the value at the start of `json` and returns the length of its text.
pub(crate) fn parse_start(json: &[u8], output: &mut dyn ReadOutput) -> serde_json::Result<usize> {
    let mut text = serde_json::Deserializer::from_slice(json);
    output.read(&mut text)?;
    let end = text.end();
    let length = text.into_iter::<IgnoredAny>().byte_offset();
    match json.get(length) {
        // Serde reads an `i128` only up to here.
        Some(b'.' | b'e' | b'E') => end.map(|()| length),
        _ => Ok(length),
    }
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
