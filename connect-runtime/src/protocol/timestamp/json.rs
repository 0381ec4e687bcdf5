//! Reads and writes timestamps in JSON.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use super::{EpochSeconds, Timestamp, TimestampError};

/// What [`Timestamp`] expects in JSON. Tolerant decoding recognizes the text in an error.
pub(crate) const EXPECTED: &str = "seconds since 1970 or a date-time text";

/// Tells this crate's query serializer that a number is a timestamp. JSON serializers ignore it.
pub(crate) const NEWTYPE_NAME: &str = "$connect_runtime::Timestamp";

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(NEWTYPE_NAME, &Marked(*self))
    }
}

/// A timestamp in the format of the serializer.
///
/// The query serializer recognizes [`NEWTYPE_NAME`] and then reports that it is not human-readable.
struct Marked(Timestamp);

impl Serialize for Marked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            EpochSeconds::from(self.0).serialize(serializer)
        } else {
            serializer.collect_str(&self.0)
        }
    }
}

impl Serialize for EpochSeconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = self.timestamp().0;
        let whole = time.unix_timestamp();
        #[expect(clippy::cast_precision_loss, reason = "exact in the documented range")]
        let (seconds, next_second) =
            (time.unix_timestamp_nanos().div_euclid(1000) as f64 / 1e6, (whole + 1) as f64);
        // Far from today, rounding may carry a fraction into the next second, even beyond the year 9999.
        if time.nanosecond() == 0 || seconds >= next_second {
            return serializer.serialize_i64(whole);
        }
        serializer.serialize_f64(seconds)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TimestampVisitor;

        impl<'de> Visitor<'de> for TimestampVisitor {
            type Value = Timestamp;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Timestamp, E> {
                Timestamp::from_unix_seconds(seconds)
                    .map_err(|_| E::invalid_value(de::Unexpected::Signed(seconds), &self))
            }

            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Timestamp, E> {
                i64::try_from(seconds)
                    .ok()
                    .and_then(|seconds| Timestamp::from_unix_seconds(seconds).ok())
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(seconds), &self))
            }

            fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Timestamp, E> {
                from_unix_seconds_f64(seconds)
                    .map_err(|_| E::invalid_value(de::Unexpected::Float(seconds), &self))
            }

            /// Reads a number when `serde_json`'s feature `arbitrary_precision` is on.
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Timestamp, A::Error> {
                let number = serde_json::Number::deserialize(MapAccessDeserializer::new(map))?;
                let seconds = number.as_f64().unwrap_or(f64::NAN);
                self.visit_f64(seconds)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
                text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }

        deserializer.deserialize_any(TimestampVisitor)
    }
}

fn from_unix_seconds_f64(seconds: f64) -> Result<Timestamp, TimestampError> {
    // At today's dates, an `f64` is exact to the microsecond but not below.
    let micros = (seconds * 1e6).round();
    if !micros.is_finite() {
        return Err(TimestampError);
    }
    #[expect(clippy::cast_possible_truncation, reason = "the cast saturates; see below")]
    let nanos = (micros as i128).saturating_mul(1000);
    OffsetDateTime::from_unix_timestamp_nanos(nanos)
        .map_err(|_| TimestampError)
        .and_then(Timestamp::new)
}
