//! Reads the `Date` header of a response.
//!
//! The client reads it for every call, so the form that services send is parsed without an allocation. The
//! general parser, which takes more than ten times as long, reads the other forms.

use time::{Date, Month, PrimitiveDateTime, Time};

use crate::protocol::timestamp::HttpDate;

/// Returns the seconds since the epoch.
pub(super) fn unix_seconds(date: &str) -> Option<i64> {
    imf_fixdate(date).or_else(|| Some(date.parse::<HttpDate>().ok()?.timestamp().unix_seconds()))
}

/// Parses the preferred form, such as `Thu, 01 Jan 2026 00:00:00 GMT`
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>).
fn imf_fixdate(date: &str) -> Option<i64> {
    let date: &[u8; 29] = date.as_bytes().try_into().ok()?;
    let [
        _,
        _,
        _,
        b',',
        b' ',
        d0,
        d1,
        b' ',
        m0,
        m1,
        m2,
        b' ',
        y0,
        y1,
        y2,
        y3,
        b' ', //
        hour0,
        hour1,
        b':',
        min0,
        min1,
        b':',
        s0,
        s1,
        b' ',
        b'G',
        b'M',
        b'T',
    ] = *date
    else {
        return None;
    };
    let month = match &[m0, m1, m2] {
        b"Jan" => Month::January,
        b"Feb" => Month::February,
        b"Mar" => Month::March,
        b"Apr" => Month::April,
        b"May" => Month::May,
        b"Jun" => Month::June,
        b"Jul" => Month::July,
        b"Aug" => Month::August,
        b"Sep" => Month::September,
        b"Oct" => Month::October,
        b"Nov" => Month::November,
        b"Dec" => Month::December,
        _ => return None,
    };
    let year = i32::from(two_digits(y0, y1)?) * 100 + i32::from(two_digits(y2, y3)?);
    let day = Date::from_calendar_date(year, month, two_digits(d0, d1)?).ok()?;
    let (hour, minute) = (two_digits(hour0, hour1)?, two_digits(min0, min1)?);
    let time = Time::from_hms(hour, minute, two_digits(s0, s1)?).ok()?;
    Some(PrimitiveDateTime::new(day, time).as_utc().unix_timestamp())
}

fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_each_form() {
        for (date, seconds) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Thu, 01 Jan 2026 00:05:01 GMT", Some(1_767_225_901)),
            ("Sun, 29 Feb 2032 23:59:59 GMT", Some(1_961_711_999)),
            ("Wed, 31 Dec 1969 23:59:59 GMT", Some(-1)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(253_402_300_799)),
            // A day of one digit, which only the general parser reads.
            ("Thu, 1 Jan 2026 00:05:01 GMT", Some(1_767_225_901)),
            ("Thu, 30 Feb 2026 00:00:00 GMT", None),
            ("Thu, 01 Jan 2026 25:00:00 GMT", None),
            ("Thu, 01 Foo 2026 00:00:00 GMT", None),
            ("Thu, 0x Jan 2026 00:00:00 GMT", None),
            ("2026-01-01T00:00:00Z", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(unix_seconds(date), seconds, "{date}");
        }
    }
}
