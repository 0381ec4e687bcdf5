//! Parses JSON and tolerates what the protocol tolerates.

use serde::de::{DeserializeOwned, Error, IgnoredAny};

use super::members::Members;
use super::mend::mend;
use super::parse::{Mismatch, OutputSlot, ParseStart, ReadOutput, parse_start, parse_whole};
use super::path::path_of_prefix;
use super::repair::parse_with_repairs;
use super::report::Report;

/// Parses JSON by the rules of [`decode_json`](crate::decode_json), and reports the repairs that it took.
pub(crate) fn parse_tolerantly<T: DeserializeOwned>(
    json: &[u8],
    report: &mut Report<'_>,
) -> Result<T, Mismatch> {
    let mut value = None;
    read_tolerantly(json, &mut OutputSlot(&mut value), report)?;
    value.ok_or_else(|| Mismatch {
        error: serde_json::Error::custom("nothing to read"),
        path: String::new(),
        found: None,
    })
}

fn read_tolerantly(
    json: &[u8],
    output: &mut dyn ReadOutput,
    report: &mut Report<'_>,
) -> Result<(), Mismatch> {
    parse_tolerantly_into(json, &mut |text| parse_start(text, output), report)
}

/// Does the same, but lets `parse` store the value.
pub(crate) fn parse_tolerantly_into(
    json: &[u8],
    parse: &mut ParseStart<'_>,
    report: &mut Report<'_>,
) -> Result<(), Mismatch> {
    let text = if json.trim_ascii().is_empty() { b"{}" } else { json };
    match parse_whole(text, parse) {
        Ok(()) => Ok(()),
        Err(error) => parse_again(text, error, parse, report),
    }
}

/// Parses JSON that did not fit as it is.
#[cold]
fn parse_again(
    json: &[u8],
    error: serde_json::Error,
    parse: &mut ParseStart<'_>,
    report: &mut Report<'_>,
) -> Result<(), Mismatch> {
    if other_empty_output(json).is_some_and(|other| parse_whole(other, parse).is_ok()) {
        return Ok(());
    }
    if let Some(mended) = mend(json) {
        // A mended text has no more to mend.
        parse_tolerantly_into(&mended.text, parse, report)?;
        mended.repairs(json).for_each(report);
        return Ok(());
    }
    let is_too_deep = error.to_string().starts_with("recursion limit exceeded");
    if !is_too_deep && serde_json::from_slice::<IgnoredAny>(json).is_ok() {
        return parse_with_repairs(json, parse, report);
    }
    let found = is_utf16(json).then_some("is UTF-16, not UTF-8");
    Err(Mismatch { path: path_of_prefix(consumed(json, &error)), error, found })
}

fn is_utf16(text: &[u8]) -> bool {
    text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff")
}

/// Returns whether `json` is a single value that `parse` reads as it is.
pub(crate) fn fits(json: &[u8], parse: &mut ParseStart<'_>) -> bool {
    parse_whole(json, parse).is_ok()
}

/// Parses the value of the member `name` at the start of `text`.
///
/// Returns whether the value fits, and the rest of the object is well-formed and does not repeat the member.
pub(crate) fn parse_member(text: &[u8], name: &str, parse: &mut ParseStart<'_>) -> bool {
    parse(text).is_ok_and(|length| text.get(length..).is_some_and(|rest| ends_object(rest, name)))
}

/// Whether `rest` completes an object after the value of its last member `name`.
fn ends_object(rest: &[u8], name: &str) -> bool {
    let rest = rest.trim_ascii();
    let is_last = |members: Members<'_>| members.get(name).is_none();
    rest == b"}" || serde_json::from_slice(&[b"{\"\":0", rest].concat()).is_ok_and(is_last)
}

/// Returns `{}` for `null` and `null` for `{}`.
///
/// Both mean an empty output, but most types accept only one of them.
fn other_empty_output(json: &[u8]) -> Option<&'static [u8]> {
    match json.trim_ascii() {
        b"null" => Some(b"{}"),
        b"{}" => Some(b"null"),
        _ => None,
    }
}

/// Returns the bytes that `serde_json` had read when it stopped.
fn consumed<'a>(json: &'a [u8], error: &serde_json::Error) -> &'a [u8] {
    let (line, column) = (error.line(), error.column());
    let line_start: usize = json
        .split_inclusive(|&byte| byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    json.get(..line_start.saturating_add(column)).unwrap_or(json)
}
