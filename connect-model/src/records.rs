//! Sections of a data file, and their records.
//!
//! A record starts with a line that is not indented, and goes on with the indented lines after it. The
//! records of a section are sorted, so that a reader finds one without reading the rest. A macro runs
//! this code without optimisation, so every step here is one search of the standard library.

use std::cmp::Ordering;

/// Returns the section that starts with the line `[name]`. It is empty if the text has no such section.
pub(crate) fn section<'a>(text: &'a str, name: &str) -> &'a str {
    let heading = format!("\n[{name}]\n");
    let Some((_, section)) = text.split_once(heading.as_str()) else { return "" };
    section.split_once("\n[").map_or(section, |(section, _)| section)
}

/// Finds the record for which `order` returns [`Ordering::Equal`]. The records are sorted by `order`.
pub(crate) fn find(section: &str, order: impl Fn(&str) -> Ordering) -> Option<&str> {
    let mut rest = section;
    while !rest.is_empty() {
        let (before, from_middle) = split_in_middle(rest);
        let (record, after) = split_first(from_middle);
        match order(record) {
            Ordering::Equal => return Some(record),
            Ordering::Less => rest = after,
            Ordering::Greater => rest = before,
        }
    }
    None
}

/// Finds the record with this name. Ignores case and `_`. The records are sorted by their names in lower
/// case, and the names have no `_`.
pub(crate) fn find_ignoring_case<'a>(section: &'a str, wanted: &str) -> Option<&'a str> {
    let wanted: String =
        wanted.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect();
    find(section, |record| name(record).to_ascii_lowercase().as_str().cmp(&wanted))
}

/// Returns the first word of a record.
pub(crate) fn name(record: &str) -> &str {
    record.split([' ', '\n']).next().unwrap_or_default()
}

/// Returns the records in their order.
pub(crate) fn all(section: &str) -> impl Iterator<Item = &str> {
    let mut rest = section;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (record, after) = split_first(rest);
        rest = after;
        Some(record)
    })
}

/// Splits before the record that has the middle of the text.
fn split_in_middle(text: &str) -> (&str, &str) {
    let mut end = text.len() / 2;
    loop {
        let start = text.get(..end).and_then(|before| before.rfind('\n'));
        let Some(line_break) = start else { return ("", text) };
        match text.split_at_checked(line_break + 1) {
            Some((_, record)) if record.starts_with(' ') => end = line_break,
            Some(split) => return split,
            None => return ("", text),
        }
    }
}

/// Splits after the first record.
fn split_first(text: &str) -> (&str, &str) {
    let mut length = 0;
    let mut rest = text;
    while let Some(line_break) = rest.find('\n') {
        length += line_break + 1;
        rest = rest.get(line_break + 1..).unwrap_or_default();
        if !rest.starts_with(' ') {
            return text.split_at_checked(length).unwrap_or((text, ""));
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "release 1\n\n[few]\na\n\n[many]\nb 1\n x\n y\nd 2\nf 3\n z\nh 4\n\n[none]\n";

    fn find_by_name<'a>(section: &'a str, name: &str) -> Option<&'a str> {
        find(section, |record| super::name(record).cmp(name))
    }

    #[test]
    fn every_record_of_a_section_is_found_and_no_other() {
        let many = section(TEXT, "many");
        assert_eq!(find_by_name(many, "b"), Some("b 1\n x\n y\n"));
        assert_eq!(find_by_name(many, "d"), Some("d 2\n"));
        assert_eq!(find_by_name(many, "f"), Some("f 3\n z\n"));
        assert_eq!(find_by_name(many, "h"), Some("h 4\n"));
        for absent in ["a", "c", "e", "g", "i", "x", ""] {
            assert_eq!(find_by_name(many, absent), None, "{absent}");
        }
        assert_eq!(all(many).count(), 4);
    }

    #[test]
    fn an_absent_or_empty_section_has_no_records() {
        for name in ["none", "other"] {
            assert_eq!(section(TEXT, name), "", "{name}");
            assert_eq!(find_by_name(section(TEXT, name), "a"), None);
        }
        assert_eq!(all(section(TEXT, "few")).collect::<Vec<_>>(), ["a\n"]);
    }
}
