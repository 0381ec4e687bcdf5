//! Takes parts of a time from the start of a text.

/// Takes exactly `count` digits.
pub(super) fn digits<'a>(rest: &mut &'a str, count: usize) -> Option<&'a str> {
    let (taken, after) = rest.split_at_checked(count)?;
    *rest = after;
    taken.bytes().all(|byte| byte.is_ascii_digit()).then_some(taken)
}

/// Takes a character if it comes next. Returns whether it does.
pub(super) fn skip(rest: &mut &str, character: char) -> bool {
    let after = rest.strip_prefix(character);
    *rest = after.unwrap_or(rest);
    after.is_some()
}

/// Returns a time zone as RFC 3339 writes it. No zone is UTC.
pub(super) fn offset(zone: &str) -> Option<String> {
    if ["", "Z", "UTC", "GMT", "UT"].iter().any(|name| zone.eq_ignore_ascii_case(name)) {
        return Some("Z".to_owned());
    }
    let mut rest = zone.strip_prefix(['+', '-'])?;
    let hours = digits(&mut rest, 2)?;
    skip(&mut rest, ':');
    let minutes = if rest.is_empty() { "00" } else { digits(&mut rest, 2)? };
    let sign = zone.get(..1)?;
    rest.is_empty().then(|| format!("{sign}{hours}:{minutes}"))
}
