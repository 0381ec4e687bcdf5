//! The http-date format of [RFC 9110, 5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).

use time::OffsetDateTime;

use super::scan::offset;
use super::{Timestamp, TimestampError};

/// Formats a time as an http-date, without the fraction of a second.
pub(super) fn format(time: OffsetDateTime) -> String {
    format_with_fraction(time, "")
}

/// Formats a time as an http-date with `fraction` after the second, such as `.25`.
pub(super) fn format_with_fraction(time: OffsetDateTime, fraction: &str) -> String {
    let weekday = time.weekday().to_string();
    let month = time.month().to_string();
    let first_three = |name: &str| name.chars().take(3).collect::<String>();
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02}{fraction} GMT",
        first_three(&weekday),
        time.day(),
        first_three(&month),
        time.year(),
        time.hour(),
        time.minute(),
        time.second(),
    )
}

/// Parses any of the three forms that the RFC tells recipients to accept. The second may have a fraction.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let (time, zone) = fields(text)?;
    if zone == "GMT" { format!("{time}Z").parse().ok() } else { None }
}

/// Parses an http-date in another time zone as well. Returns `None` for text of another form.
pub(super) fn parse_in_any_zone(text: &str) -> Option<Result<Timestamp, TimestampError>> {
    let (time, zone) = fields(text)?;
    Some(format!("{time}{}", offset(zone)?).parse())
}

/// Returns the local time as RFC 3339 writes it, and the time zone.
fn fields(text: &str) -> Option<(String, &str)> {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| WEEKDAYS.contains(&prefix(word).as_str()));
    let words: Vec<&str> = words.collect();
    let (day, month, year, time, zone) = match words[..] {
        // The asctime form, which is in UTC.
        [month, day, time, year] if !month.contains('-') && is_number(year) => {
            (day, month, year, time, "GMT")
        }
        [day, month, year, time, zone] => (day, month, year, time, zone),
        // The form of RFC 850, with a year of two digits.
        [date, time, zone] => {
            let mut parts = date.split('-');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() {
                return None;
            }
            (day, month, year, time, zone)
        }
        _ => return None,
    };
    let month = 1 + MONTHS.iter().position(|name| *name == prefix(month))?;
    let is_time = time.len() >= 8 && time.bytes().filter(|byte| *byte == b':').count() == 2;
    if !is_time || !is_number(day) || day.len() > 2 || !is_number(year) {
        return None;
    }
    let year = match year.len() {
        4 => year.parse().ok()?,
        2 => century(year.parse().ok()?),
        _ => return None,
    };
    Some((format!("{year:04}-{month:02}-{day:0>2}T{time}"), zone))
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Returns the first three letters of the name of a weekday or month, in lower case.
fn prefix(name: &str) -> String {
    name.chars().take(3).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the full year for the last two digits: one that is at most 50 years in the future.
fn century(year: i32) -> i32 {
    let limit = OffsetDateTime::now_utc().year() + 50;
    if 2000 + year > limit { 1900 + year } else { 2000 + year }
}
