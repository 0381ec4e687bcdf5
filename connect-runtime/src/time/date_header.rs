//! Reads the `Date` header of a response.
//!
//! The client reads it for every call, so the form that services send is parsed without an allocation. The
//! general parser, which is slower, reads the other forms.

use http::HeaderValue;

use crate::protocol::timestamp::HttpDate;

/// Returns the seconds since the epoch.
pub(super) fn unix_seconds(date: &HeaderValue) -> Option<i64> {
    imf_fixdate(date.as_bytes()).or_else(|| {
        let date: HttpDate = date.to_str().ok()?.parse().ok()?;
        Some(date.timestamp().unix_seconds())
    })
}

/// Parses the preferred form, such as `Thu, 01 Jan 2026 00:00:00 GMT`
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>).
fn imf_fixdate(date: &[u8]) -> Option<i64> {
    let date: &[u8; 29] = date.try_into().ok()?;
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
    // A leap day at the end of the year makes every month start at a fixed day.
    let (days_before, days) = match &[m0, m1, m2] {
        b"Mar" => (0, 31),
        b"Apr" => (31, 30),
        b"May" => (61, 31),
        b"Jun" => (92, 30),
        b"Jul" => (122, 31),
        b"Aug" => (153, 31),
        b"Sep" => (184, 30),
        b"Oct" => (214, 31),
        b"Nov" => (245, 30),
        b"Dec" => (275, 31),
        b"Jan" => (306, 31),
        // The general parser knows the length of February.
        b"Feb" => (337, 28),
        _ => return None,
    };
    let day = two_digits(d0, d1)?;
    let (hour, minute, second) =
        (two_digits(hour0, hour1)?, two_digits(min0, min1)?, two_digits(s0, s1)?);
    if day == 0 || day > days || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let is_before_march = i64::from(days_before >= 306);
    let year = two_digits(y0, y1)? * 100 + two_digits(y2, y3)? - is_before_march;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = year * 365 + leap_days + days_before + day - 1 - DAYS_BEFORE_EPOCH;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

/// The days from 0000-03-01 to 1970-01-01.
const DAYS_BEFORE_EPOCH: i64 = 719_468;

fn two_digits(tens: u8, ones: u8) -> Option<i64> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
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
            assert_eq!(unix_seconds(&date.parse().unwrap()), seconds, "{date}");
        }
    }

    #[test]
    fn each_day_of_four_centuries_is_the_day_after_the_last() {
        for day in 0..4 * 36_525 {
            let seconds = day * 86_400 + 86_399;
            let time = crate::protocol::timestamp::Timestamp::from_unix_seconds(seconds).unwrap();
            let date = HttpDate::from(time).to_string();
            assert_eq!(unix_seconds(&date.parse().unwrap()), Some(seconds), "{date}");
        }
    }
}
