//! Timestamps that have the same format in every place.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Timestamp, TimestampError, http_date};
use crate::protocol::value::{Place, ToValue};

impl Timestamp {
    pub(crate) fn to_http_date(self) -> String {
        http_date::format(self.0)
    }

    /// Formats the time as an http-date with its fraction of a second, which [`HttpDate`] reads as well.
    pub(crate) fn to_exact_http_date(self) -> String {
        let fraction = format!(".{:09}", self.0.nanosecond());
        http_date::format_with_fraction(
            self.0,
            fraction.trim_end_matches(['0']).trim_end_matches('.'),
        )
    }
}

macro_rules! timestamp_format {
    ($(#[$documentation:meta])* $format:ident) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $format(Timestamp);

        impl $format {
            /// Returns the point in time.
            pub const fn timestamp(self) -> Timestamp {
                self.0
            }
        }

        impl From<Timestamp> for $format {
            fn from(timestamp: Timestamp) -> Self {
                Self(timestamp)
            }
        }

        impl From<$format> for Timestamp {
            fn from(formatted: $format) -> Self {
                formatted.0
            }
        }

        impl ToValue for $format {
            fn to_value(&self, _place: Place) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }

            fn is_quoted_in_lists(&self) -> bool {
                false
            }
        }
    };
}

timestamp_format! {
    /// A [`Timestamp`] that is RFC 3339 date-time text in every place.
    ///
    /// Use it for members with `timestampFormat: date-time` in the model.
    ///
    /// ```
    /// use connect_runtime::{DateTime, Place, ToValue};
    ///
    /// let time: DateTime = serde_json::from_str(r#""2025-01-01T00:00:00.5Z""#)?;
    /// assert_eq!(serde_json::to_string(&time)?, r#""2025-01-01T00:00:00.5Z""#);
    /// assert_eq!(time.to_value(Place::Header), "2025-01-01T00:00:00.5Z");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    DateTime
}

timestamp_format! {
    /// A [`Timestamp`] that is an http-date in every place.
    ///
    /// Use it for members with `timestampFormat: http-date` in the model. Its text has no fraction of a
    /// second (RFC 9110, 5.6.7). Parsing accepts all three forms of the RFC, and a fraction.
    ///
    /// ```
    /// use connect_runtime::{HttpDate, Place, ToValue};
    ///
    /// let time: HttpDate = "Sun, 25 Jan 2015 08:00:00 GMT".parse()?;
    /// assert_eq!(time.to_value(Place::Query), "Sun, 25 Jan 2015 08:00:00 GMT");
    /// assert_eq!(time.timestamp().to_string(), "2015-01-25T08:00:00Z");
    /// # Ok::<(), connect_runtime::TimestampError>(())
    /// ```
    HttpDate
}

timestamp_format! {
    /// A [`Timestamp`] that is the number of seconds since 1970-01-01T00:00:00Z in every place.
    ///
    /// Use it for members with `timestampFormat: unixTimestamp` in the model.
    ///
    /// ```
    /// use connect_runtime::{EpochSeconds, Place, Timestamp, ToValue};
    ///
    /// let time: Timestamp = "2015-01-25T08:00:00.5Z".parse()?;
    /// assert_eq!(EpochSeconds::from(time).to_value(Place::Query), "1422172800.5");
    /// # Ok::<(), connect_runtime::TimestampError>(())
    /// ```
    EpochSeconds
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for HttpDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_http_date())
    }
}

impl fmt::Display for EpochSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanoseconds = self.0.0.unix_timestamp_nanos();
        let (sign, distance) = (if nanoseconds < 0 { "-" } else { "" }, nanoseconds.unsigned_abs());
        write!(f, "{sign}{}", distance / 1_000_000_000)?;
        match format!("{:09}", distance % 1_000_000_000).trim_end_matches('0') {
            "" => Ok(()),
            fraction => write!(f, ".{fraction}"),
        }
    }
}

impl FromStr for DateTime {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        text.parse().map(Self)
    }
}

impl FromStr for HttpDate {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        http_date::parse(text).ok_or(TimestampError).map(Self)
    }
}

/// What [`DateTime`] expects in JSON. Tolerant decoding recognizes the text in an error.
pub(crate) const DATE_TIME_EXPECTED: &str = "a date-time text";
/// What [`HttpDate`] expects in JSON.
pub(crate) const HTTP_DATE_EXPECTED: &str = "an http-date text";

/// Implements serde's traits through `Display` and `FromStr`.
macro_rules! text_in_json {
    ($($format:ident: $expected:ident)*) => {$(
        impl Serialize for $format {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $format {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct TextVisitor;

                impl Visitor<'_> for TextVisitor {
                    type Value = $format;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$format, E> {
                        text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
                    }
                }

                deserializer.deserialize_str(TextVisitor)
            }
        }
    )*};
}

text_in_json!(DateTime: DATE_TIME_EXPECTED HttpDate: HTTP_DATE_EXPECTED);

impl<'de> Deserialize<'de> for EpochSeconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Timestamp::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_write_their_text() {
        for (date_time, http_date, epoch_seconds) in [
            ("2015-01-25T08:00:00.25Z", "Sun, 25 Jan 2015 08:00:00 GMT", "1422172800.25"),
            ("1969-12-31T23:59:59.5Z", "Wed, 31 Dec 1969 23:59:59 GMT", "-0.5"),
            ("1969-12-31T23:59:58Z", "Wed, 31 Dec 1969 23:59:58 GMT", "-2"),
            ("0001-02-03T04:05:06Z", "Sat, 03 Feb 0001 04:05:06 GMT", "-62132730894"),
            (
                "9999-12-31T23:59:59.000000001Z",
                "Fri, 31 Dec 9999 23:59:59 GMT",
                "253402300799.000000001",
            ),
        ] {
            let time: Timestamp = date_time.parse().unwrap();
            assert_eq!(DateTime::from(time).to_string(), date_time);
            assert_eq!(HttpDate::from(time).to_string(), http_date);
            assert_eq!(EpochSeconds::from(time).to_string(), epoch_seconds);
        }
    }

    #[test]
    fn json_round_trips() {
        for text in ["Sun, 25 Jan 2015 08:00:00 GMT", "Tue, 29 Feb 2000 00:00:00 GMT"] {
            let json = format!("\"{text}\"");
            let time: HttpDate = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&time).unwrap(), json);
        }
        let time: EpochSeconds = serde_json::from_str("1422172800.25").unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), "1422172800.25");
    }

    #[test]
    fn text_in_another_format_is_rejected() {
        for text in ["", "Sun, 25 Jan 2015 08:00:00 +0000", "Sun, 32 Jan 2015 08:00:00 GMT", "GMT"]
        {
            assert!(text.parse::<HttpDate>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<DateTime>("1422172800").is_err());
        assert!(serde_json::from_str::<HttpDate>(r#""2015-01-25T08:00:00Z""#).is_err());
    }
}
