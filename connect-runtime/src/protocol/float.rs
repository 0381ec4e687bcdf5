//! Floating-point numbers that may be `NaN` or infinite.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::protocol::value::{Place, ToValue, non_finite_name};

/// A number that may be `NaN`, `Infinity` or `-Infinity`.
///
/// restJson1 writes these three as [strings][rule] in JSON.
///
/// A plain `f64` works as well in a label, query or header. In a JSON body, serde writes a non-finite
/// `f64` as `null`, which is then left out. In a response, an `f64` cannot be decoded from `"NaN"`, but from
/// the text of a number.
///
/// ```
/// use connect_runtime::Float;
///
/// let scores: Vec<Float> = serde_json::from_str(r#"[0.5, 7, "NaN", "-Infinity"]"#)?;
/// assert!(scores[2].0.is_nan());
/// assert_eq!(serde_json::to_string(&scores)?, r#"[0.5,7.0,"NaN","-Infinity"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [rule]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#shape-serialization
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub struct Float(pub f64);

impl From<f64> for Float {
    fn from(float: f64) -> Self {
        Self(float)
    }
}

impl From<Float> for f64 {
    fn from(float: Float) -> Self {
        float.0
    }
}

impl ToValue for Float {
    fn to_value(&self, place: Place) -> Cow<'_, str> {
        self.0.to_value(place)
    }
}

impl Serialize for Float {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match non_finite_name(self.0) {
            Some(name) => serializer.serialize_str(name),
            None => serializer.serialize_f64(self.0),
        }
    }
}

/// What [`Float`] expects in JSON. Tolerant decoding recognizes the text in an error.
pub(crate) const EXPECTED: &str = "a number, `NaN`, `Infinity` or `-Infinity`";

impl<'de> Deserialize<'de> for Float {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FloatVisitor;

        impl<'de> Visitor<'de> for FloatVisitor {
            type Value = f64;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<f64, E> {
                Ok(number)
            }

            #[expect(clippy::cast_precision_loss, reason = "as in serde for `f64`")]
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<f64, E> {
                Ok(number as f64)
            }

            #[expect(clippy::cast_precision_loss, reason = "as in serde for `f64`")]
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<f64, E> {
                Ok(number as f64)
            }

            /// Reads a number when `serde_json`'s feature `arbitrary_precision` is on.
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
                let number = serde_json::Number::deserialize(MapAccessDeserializer::new(map))?;
                number.as_f64().ok_or_else(|| de::Error::custom("invalid value: number"))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<f64, E> {
                match text {
                    "NaN" => Ok(f64::NAN),
                    "Infinity" => Ok(f64::INFINITY),
                    "-Infinity" => Ok(f64::NEG_INFINITY),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }

        deserializer.deserialize_any(FloatVisitor).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_other_than_numbers_is_rejected() {
        for json in [r#""1.5""#, r#""nan""#, r#""inf""#, "null", "true", "[]"] {
            assert!(serde_json::from_str::<Float>(json).is_err(), "{json}");
        }
    }
}
