//! Points in time.

mod format;
mod http_date;
mod json;
mod lenient;
mod scan;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

pub(crate) use self::format::{DATE_TIME_EXPECTED, HTTP_DATE_EXPECTED};
pub use self::format::{DateTime, EpochSeconds, HttpDate};
pub(crate) use self::json::{EXPECTED, NEWTYPE_NAME};
pub(crate) use self::lenient::{TimeForm, TimeText, read_time, read_time_text};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use super::value::{Place, ToValue};

/// A point in time, in UTC.
///
/// In JSON it is the number of seconds since 1970-01-01T00:00:00Z, with a fraction if there is one
/// (restJson1's [default format for bodies][rule]). Fractions are exact to the microsecond up to the
/// year 2255. Deserializing also accepts date-time text, which gateways in front of the service send. In a
/// response, [`decode_json`](crate::decode_json) accepts other forms as well.
///
/// A path or query has the date-time format of RFC 3339, such as `2025-01-01T00:00:00Z`, and a header
/// has the http-date format ([timestamp formats][formats]). `Display` and [`FromStr`] use the date-time
/// format. For members with another format in the model, use [`DateTime`], [`HttpDate`] or
/// [`EpochSeconds`].
///
/// ```
/// use connect_runtime::Timestamp;
///
/// let from_number: Timestamp = serde_json::from_str("1735689600")?;
/// let from_text: Timestamp = serde_json::from_str(r#""2025-01-01T00:00:00Z""#)?;
/// assert_eq!(from_number, from_text);
/// assert_eq!(from_number.to_string(), "2025-01-01T00:00:00Z");
/// assert_eq!(serde_json::to_string(&from_number)?, "1735689600");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [rule]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#shape-serialization
/// [formats]: https://smithy.io/2.0/spec/http-bindings.html#httpheader-serialization-rules
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(OffsetDateTime);

impl Timestamp {
    /// Returns the current time.
    pub fn now() -> Self {
        Self(OffsetDateTime::now_utc())
    }

    /// Formats the time as `20250101T000000Z`, the basic format of ISO 8601, which signatures use.
    pub(crate) fn to_basic_format(self) -> BasicFormat {
        let (year, month, day) = self.0.to_calendar_date();
        let (hour, minute, second) = self.0.to_hms();
        // The year has four digits, so neither half fails.
        let half = |years: i32| two_digits(u8::try_from(years).unwrap_or_default());
        // Every signature needs this text, so it does without the machinery of `format!`.
        let [[y0, y1], [y2, y3]] = [half(year / 100), half(year % 100)];
        let [[m0, m1], [d0, d1]] = [u8::from(month), day].map(two_digits);
        let [[h0, h1], [n0, n1], [s0, s1]] = [hour, minute, second].map(two_digits);
        BasicFormat([y0, y1, y2, y3, m0, m1, d0, d1, b'T', h0, h1, n0, n1, s0, s1, b'Z'])
    }

    fn new(time: OffsetDateTime) -> Result<Self, TimestampError> {
        if (0..=9999).contains(&time.year()) { Ok(Self(time)) } else { Err(TimestampError) }
    }

    /// Returns the time `seconds` after 1970-01-01T00:00:00Z, or before it if `seconds` is negative.
    ///
    /// # Errors
    ///
    /// Returns an error outside the years 0 to 9999, which the protocol's formats can write.
    ///
    /// ```
    /// use connect_runtime::Timestamp;
    ///
    /// assert_eq!(Timestamp::from_unix_seconds(0)?.to_string(), "1970-01-01T00:00:00Z");
    /// assert!(Timestamp::from_unix_seconds(i64::MAX).is_err());
    /// # Ok::<(), connect_runtime::TimestampError>(())
    /// ```
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, TimestampError> {
        OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| TimestampError).and_then(Self::new)
    }

    /// Returns the whole seconds since 1970-01-01T00:00:00Z.
    pub const fn unix_seconds(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// Returns the time from `earlier` to this timestamp, or `None` if `earlier` is later.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connect_runtime::Timestamp;
    ///
    /// let (start, end): (Timestamp, Timestamp) =
    ///     ("2025-01-01T00:00:00Z".parse()?, "2025-01-01T00:01:00Z".parse()?);
    /// assert_eq!(end.duration_since(start), Some(Duration::from_secs(60)));
    /// assert_eq!(start.duration_since(end), None);
    /// # Ok::<(), connect_runtime::TimestampError>(())
    /// ```
    pub fn duration_since(self, earlier: Self) -> Option<Duration> {
        (self.0 - earlier.0).try_into().ok()
    }
}

/// A point in time in the basic format of ISO 8601.
pub(crate) struct BasicFormat([u8; 16]);

impl BasicFormat {
    pub(crate) fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Returns the last two decimal digits of `number`.
fn two_digits(number: u8) -> [u8; 2] {
    [number / 10 % 10, number % 10].map(|digit| b'0' + digit)
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: SystemTime) -> Result<Self, TimestampError> {
        let offset = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => time::Duration::try_from(after),
            Err(before) => time::Duration::try_from(before.duration()).map(std::ops::Neg::neg),
        };
        offset
            .ok()
            .and_then(|offset| OffsetDateTime::UNIX_EPOCH.checked_add(offset))
            .ok_or(TimestampError)
            .and_then(Self::new)
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = TimestampError;

    fn try_from(timestamp: Timestamp) -> Result<Self, TimestampError> {
        let offset = timestamp.0 - OffsetDateTime::UNIX_EPOCH;
        let moment = if offset.is_negative() {
            SystemTime::UNIX_EPOCH.checked_sub(offset.unsigned_abs())
        } else {
            SystemTime::UNIX_EPOCH.checked_add(offset.unsigned_abs())
        };
        moment.ok_or(TimestampError)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        OffsetDateTime::parse(text, &Rfc3339)
            .ok()
            .and_then(|time| time.checked_to_offset(UtcOffset::UTC))
            .ok_or(TimestampError)
            .and_then(Self::new)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.0.date(), self.0.time());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            date.year(),
            u8::from(date.month()),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        )?;
        if time.nanosecond() > 0 {
            let fraction = format!(".{:09}", time.nanosecond());
            f.write_str(fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

/// The error for text or a number that is not a valid [`Timestamp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimestampError;

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a point in time; write it as `2025-01-01T00:00:00Z`, in years to 9999")
    }
}

impl std::error::Error for TimestampError {}

/// Writes a date-time in a path or query, and an http-date in a header.
impl ToValue for Timestamp {
    fn to_value(&self, place: Place) -> Cow<'_, str> {
        Cow::Owned(match place {
            Place::Path | Place::Query => self.to_string(),
            Place::Header => self.to_http_date(),
        })
    }

    fn is_quoted_in_lists(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_numbers_round_trip() {
        for json in ["0", "-1", "1735689600", "1735689600.5", "1398796238.123", "1735689600.000001"]
        {
            let timestamp: Timestamp = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&timestamp).unwrap(), json);
        }
    }

    #[test]
    fn other_json_forms_are_read() {
        for (json, text) in [
            ("1.7356896e9", "2025-01-01T00:00:00Z"),
            (r#""2025-01-01T02:00:00+02:00""#, "2025-01-01T00:00:00Z"),
            (r#""2025-01-01T00:00:00.250Z""#, "2025-01-01T00:00:00.25Z"),
            ("-1.5", "1969-12-31T23:59:58.5Z"),
        ] {
            let timestamp: Timestamp = serde_json::from_str(json).unwrap();
            assert_eq!(timestamp.to_string(), text, "{json}");
        }
    }

    #[test]
    fn text_and_json_round_trip() {
        for text in [
            "9999-12-31T23:59:59.9999999Z",
            "0001-01-01T00:00:00.5Z",
            "2025-01-01T00:00:00.000000001Z",
            "2025-10-20T00:00:00Z",
        ] {
            let timestamp: Timestamp = text.parse().unwrap();
            assert_eq!(timestamp.to_string(), text);
            assert_eq!(format!("{timestamp:?}"), format!("Timestamp({text})"));
            let json = serde_json::to_string(&timestamp).unwrap();
            let again: Timestamp = serde_json::from_str(&json).unwrap();
            assert_eq!(again.unix_seconds(), timestamp.unix_seconds(), "{text} {json}");
        }
    }

    #[test]
    fn years_0_to_9999_can_be_written() {
        for (seconds, text) in
            [(-62_167_219_200, "0000-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z")]
        {
            let timestamp = Timestamp::from_unix_seconds(seconds).unwrap();
            assert_eq!(timestamp.to_string(), text);
            assert!(timestamp.to_http_date().ends_with(" GMT"));
        }
        assert!(Timestamp::from_unix_seconds(-62_167_219_201).is_err());
        assert!(Timestamp::from_unix_seconds(253_402_300_800).is_err());
    }

    #[test]
    fn system_time_converts_within_the_range() {
        let half_before = SystemTime::UNIX_EPOCH - Duration::from_millis(500);
        assert_eq!(Timestamp::try_from(half_before).unwrap().to_string(), "1969-12-31T23:59:59.5Z");
        let again = SystemTime::try_from(Timestamp::try_from(half_before).unwrap()).unwrap();
        assert_eq!(again, half_before);
        let too_late = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40);
        assert!(Timestamp::try_from(too_late).is_err());
    }

    #[test]
    fn invalid_timestamps_are_rejected() {
        for json in [
            "1e300",
            "-1e300",
            "9223372036854775807",
            "18446744073709551615",
            "\"soon\"",
            "true",
            "{}",
            r#""9999-12-31T23:59:59-05:00""#,
            "\"\"",
        ] {
            assert!(serde_json::from_str::<Timestamp>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_timestamp_has_the_format_of_its_place() {
        let timestamp: Timestamp = "2015-01-25T08:00:00.5Z".parse().unwrap();
        assert_eq!(timestamp.to_value(Place::Path), "2015-01-25T08:00:00.5Z");
        assert_eq!(timestamp.to_value(Place::Query), "2015-01-25T08:00:00.5Z");
        assert_eq!(timestamp.to_value(Place::Header), "Sun, 25 Jan 2015 08:00:00 GMT");
    }
}
