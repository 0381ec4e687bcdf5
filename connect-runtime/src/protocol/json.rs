//! Reads and edits JSON text.

mod edits;
mod members;
mod mend;
mod nulls;
mod parse;
mod path;
mod reading;
mod repair;
mod repeated;
mod report;
mod rules;
mod search;
mod stop;
mod tokens;
mod tolerant;
mod walk;
mod writing;

use serde::Deserialize;

pub(crate) use self::members::Members;
pub(crate) use self::mend::{BYTE_ORDER_MARK, Mended, mend};
pub(crate) use self::nulls::KEEP_NULL_MARK;
pub(crate) use self::parse::{Mismatch, OutputSlot, ParseStart, ReadOutput, parse_start};
pub(crate) use self::path::shown_key;
pub(crate) use self::report::{in_operation, report_in_operation, report_once};
pub(crate) use self::stop::message_of;
pub(crate) use self::tokens::members;
pub(crate) use self::tolerant::{fits, parse_member, parse_tolerantly, parse_tolerantly_into};
pub(crate) use self::writing::to_json_without_null_members;

/// Parses a JSON object. Returns `None` for a list, which serde would accept for a struct as well.
pub(crate) fn parse_object<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Option<T> {
    if !json.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(json).ok()
}
