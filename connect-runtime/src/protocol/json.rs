//! Reads and edits JSON text.

mod members;
mod nulls;
mod path;
mod tokens;
mod tolerant;

use serde::Deserialize;

pub(crate) use self::members::Members;
pub(crate) use self::nulls::{KEEP_NULL_MARK, without_null_members};
pub(crate) use self::path::shown_key;
pub(crate) use self::tokens::members;
pub(crate) use self::tolerant::{
    Mismatch, ParseStart, parse_member, parse_start, parse_tolerantly, parse_tolerantly_into,
};

/// Parses a JSON object. Returns `None` for a list, which serde would accept for a struct as well.
pub(crate) fn parse_object<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Option<T> {
    if !json.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(json).ok()
}
