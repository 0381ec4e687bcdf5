//! Reads times in the forms that AWS's other clients read.
//!
//! The strict forms of each type are in `json.rs` and `format.rs`. This file is for a time that is in none of
//! them: it rewrites the text as RFC 3339 date-time, which the strict parser then checks.

use time::OffsetDateTime;

use super::scan::{digits, offset, skip};
use super::{Timestamp, TimestampError, http_date};
use crate::protocol::decimal::Decimal;

/// What a text says about time.
pub(crate) enum TimeText {
    Time(Timestamp, TimeForm),
    /// The text has the form of a time, but no instant fits it.
    OutOfRange,
    Other,
}

/// The form in which a time is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeForm {
    DateTime,
    Date,
    HttpDate,
    Seconds,
    Milliseconds,
}

/// Reads a time whose instant is sure.
///
/// A time without a zone is in UTC, and a date alone is its first instant in UTC, as in the AWS SDK for Go and
/// in botocore. A number counts seconds since 1970. If no year to 9999 fits it, and it is a number that
/// milliseconds have in the years 1653 to 2286, it counts milliseconds.
pub(crate) fn read_time(text: &str) -> TimeText {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    if let Some(number) = Decimal::parse(text) {
        return read_number(&number);
    }
    let (time, form) = match date_time(text) {
        Some(found) => found,
        None => match http_date::parse_in_any_zone(text) {
            Some(time) => (time, TimeForm::HttpDate),
            None => return TimeText::Other,
        },
    };
    time.map_or(TimeText::OutOfRange, |time| TimeText::Time(time, form))
}

/// Reads the time in a string.
///
/// Digits that may be a year, a month or a day, such as `20250101`, are not read as seconds.
pub(crate) fn read_time_text(text: &str) -> TimeText {
    let trimmed = text.trim_ascii();
    let is_digits = trimmed.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && matches!(trimmed.len(), 4 | 6 | 8) { TimeText::Other } else { read_time(text) }
}

fn read_number(number: &Decimal<'_>) -> TimeText {
    /// 14 digits may be a date, such as `20250101000000`.
    const MILLISECONDS: std::ops::Range<u128> = 0..10_000_000_000_000;
    let from_nanoseconds = |nanoseconds| {
        OffsetDateTime::from_unix_timestamp_nanos(nanoseconds)
            .ok()
            .and_then(|time| Timestamp::new(time).ok())
    };
    if let Some(time) = number.scaled(9).and_then(from_nanoseconds) {
        return TimeText::Time(time, TimeForm::Seconds);
    }
    let is_plausible =
        number.scaled(0).is_some_and(|count| MILLISECONDS.contains(&count.unsigned_abs()));
    match number.scaled(6).and_then(from_nanoseconds) {
        Some(time) if is_plausible => TimeText::Time(time, TimeForm::Milliseconds),
        _ => TimeText::OutOfRange,
    }
}

/// Reads the date-time of RFC 3339 and its relatives in ISO 8601.
fn date_time(text: &str) -> Option<(Result<Timestamp, TimestampError>, TimeForm)> {
    let mut rest = text;
    let year = digits(&mut rest, 4)?;
    let has_dashes = skip(&mut rest, '-');
    let month = digits(&mut rest, 2)?;
    if skip(&mut rest, '-') != has_dashes {
        return None;
    }
    let day = digits(&mut rest, 2)?;
    let date = format!("{year}-{month}-{day}");
    if rest.is_empty() && has_dashes {
        return Some((format!("{date}T00:00:00Z").parse(), TimeForm::Date));
    }
    rest = rest.strip_prefix(['T', 't']).or_else(|| rest.strip_prefix(' ').map(str::trim_start))?;
    let hour = digits(&mut rest, 2)?;
    skip(&mut rest, ':');
    let minute = digits(&mut rest, 2)?;
    let is_followed_by_digits =
        skip(&mut rest, ':') || rest.starts_with(|c: char| c.is_ascii_digit());
    let second = if is_followed_by_digits { digits(&mut rest, 2)? } else { "00" };
    let fraction = fraction(&mut rest)?;
    let offset = offset(rest.trim_start())?;
    let time = format!("{date}T{hour}:{minute}:{second}{fraction}{offset}");
    Some((time.parse(), TimeForm::DateTime))
}

/// Takes the fraction of a second with its point.
fn fraction(rest: &mut &str) -> Option<String> {
    let Some(after) = rest.strip_prefix(['.', ',']) else { return Some(String::new()) };
    let length = after.bytes().take_while(u8::is_ascii_digit).count();
    let digits = digits(&mut { after }, length).filter(|digits| !digits.is_empty())?;
    *rest = after.get(length..)?;
    Some(format!(".{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match read_time(text) {
            TimeText::Time(time, _) => time.to_string(),
            TimeText::OutOfRange => "out of range".to_owned(),
            TimeText::Other => "other".to_owned(),
        }
    }

    #[test]
    fn each_form_is_its_instant() {
        for (text, instant) in [
            ("2015-01-25T08:00:00,5+0000", "2015-01-25T08:00:00.5Z"),
            ("2015-01-25T08:00:00.1234567891Z", "2015-01-25T08:00:00.123456789Z"),
            ("2015-01-25  08:00 -0130", "2015-01-25T09:30:00Z"),
            ("2016-12-31T23:59:60+0000", "2016-12-31T23:59:59.999999999Z"),
            ("20150125T0800Z", "2015-01-25T08:00:00Z"),
            ("sun, 25 JAN 2015 08:00:00 gmt", "2015-01-25T08:00:00Z"),
            ("Sun, 5 Jan 2015 08:00:00 GMT", "2015-01-05T08:00:00Z"),
            ("253402300799", "9999-12-31T23:59:59Z"),
            ("253402300800", "1978-01-11T21:31:40.8Z"),
            ("9999999999999", "2286-11-20T17:46:39.999Z"),
            ("10000000000000", "out of range"),
            ("-1000000000000", "1938-04-24T22:13:20Z"),
            ("1422172800123.4567", "2015-01-25T08:00:00.1234567Z"),
            ("2015-02-29", "out of range"),
            ("2015-01-25T24:00:00Z", "out of range"),
            ("Sun, 32 Jan 2015 08:00:00 GMT", "out of range"),
        ] {
            assert_eq!(read(text), instant, "{text}");
        }
    }

    #[test]
    fn other_text_is_no_time() {
        for text in [
            "",
            "now",
            "2015",
            "2015-01",
            "2015-0125",
            "201501-25",
            "2015-1-5",
            "2015-01-25T",
            "2015-01-25T08",
            "2015-01-25T08:00:00.Z",
            "2015-01-25T08:00:00 PST",
            "2015-01-25T08:00:00+1",
            "2015-01-25T08:00:00Zx",
            "2015/01/25",
            "25 Jan 2015",
            "Sun, 25 Foo 2015 08:00:00 GMT",
            "Sun, 25 Jan 2015 08:00:00 EST",
            "Sun, 25 Jan 2015 08:00:00",
            "25-Jan-15-1 08:00:00 GMT",
            "éééé-01-01",
        ] {
            let found = read(text);
            assert!(
                found == "other" || text == "2015" && found.starts_with("1970"),
                "{text}: {found}"
            );
        }
    }
}
