//! The http-date format: the IMF-fixdate of [RFC 9110, 5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).

use time::format_description::well_known::Rfc2822;
use time::{OffsetDateTime, UtcOffset};

/// Formats a time as an http-date, without the fraction of a second.
pub(super) fn format(time: OffsetDateTime) -> String {
    let weekday = time.weekday().to_string();
    let month = time.month().to_string();
    let first_three = |name: &str| name.chars().take(3).collect::<String>();
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        first_three(&weekday),
        time.day(),
        first_three(&month),
        time.year(),
        time.hour(),
        time.minute(),
        time.second(),
    )
}

/// Parses an http-date: an RFC 2822 date with `GMT` as its time zone.
pub(super) fn parse(text: &str) -> Option<OffsetDateTime> {
    let local = text.strip_suffix("GMT")?;
    OffsetDateTime::parse(&format!("{local}+0000"), &Rfc2822)
        .ok()?
        .checked_to_offset(UtcOffset::UTC)
}
