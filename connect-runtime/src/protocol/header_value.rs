//! Reads the value of a header into a declared type.

use http::HeaderValue;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Reads a header, or the absence of one. Returns `None` if it does not fit the type.
pub(crate) fn parse_header<T: DeserializeOwned>(value: Option<&HeaderValue>) -> Option<T> {
    let text = match value {
        Some(value) => Some(value.to_str().ok()?),
        None => None,
    };
    T::deserialize(HeaderText(text)).ok()
}

/// The text of a header, which may be a number or boolean as well.
struct HeaderText<'a>(Option<&'a str>);

impl HeaderText<'_> {
    fn parse<T: std::str::FromStr>(&self) -> Option<T> {
        self.0?.parse().ok()
    }
}

macro_rules! parse {
    ($($method:ident $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.parse() {
                Some(value) => visitor.$visit(value),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for HeaderText<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Some(text) => visitor.visit_str(text),
            None => visitor.visit_none(),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Some(_) => visitor.visit_some(self),
            None => visitor.visit_none(),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.0.unwrap_or_default().into_deserializer())
    }

    parse! {
        deserialize_bool visit_bool;
        deserialize_i8 visit_i8;
        deserialize_i16 visit_i16;
        deserialize_i32 visit_i32;
        deserialize_i64 visit_i64;
        deserialize_i128 visit_i128;
        deserialize_u8 visit_u8;
        deserialize_u16 visit_u16;
        deserialize_u32 visit_u32;
        deserialize_u64 visit_u64;
        deserialize_u128 visit_u128;
        deserialize_f32 visit_f32;
        deserialize_f64 visit_f64;
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::Deserialize;

    use super::*;
    use crate::protocol::timestamp::HttpDate;

    #[derive(Debug, PartialEq, Deserialize)]
    enum Kind {
        Agent,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Seconds(u32);

    fn read<T: DeserializeOwned>(text: Option<&str>) -> Option<T> {
        let value = text.map(|text| HeaderValue::from_str(text).unwrap());
        parse_header(value.as_ref())
    }

    #[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
    fn check<T: DeserializeOwned + Debug + PartialEq>(text: Option<&str>, expected: Option<T>) {
        assert_eq!(read::<T>(text), expected, "{text:?}");
    }

    #[test]
    fn the_text_becomes_the_declared_type() {
        check(Some("7"), Some(7_u32));
        check(Some("7"), Some(Some(7_i64)));
        check(Some("7"), Some("7".to_owned()));
        check(Some("7"), Some(Seconds(7)));
        check(Some("-1.5"), Some(-1.5_f64));
        check(Some("true"), Some(Some(true)));
        check(Some("Agent"), Some(Some(Kind::Agent)));
        check(Some(""), Some(Some(String::new())));
        check(
            Some("Thu, 01 Jan 1970 00:00:07 GMT"),
            Some(Some("Thu, 01 Jan 1970 00:00:07 GMT".parse::<HttpDate>().unwrap())),
        );
        check::<Option<u32>>(None, Some(None));
        check::<Option<Kind>>(None, Some(None));
    }

    #[test]
    fn another_text_does_not_fit() {
        check::<u32>(None, None);
        check::<String>(None, None);
        check::<Kind>(None, None);
        for text in ["", "-1", "7.0", "seven", "4294967296"] {
            check::<Option<u32>>(Some(text), None);
        }
        check::<bool>(Some("1"), None);
        check::<Kind>(Some("agent"), None);
        check::<Vec<String>>(Some("a, b"), None);
        assert_eq!(parse_header::<String>(HeaderValue::from_bytes(b"\xff").ok().as_ref()), None);
    }
}
