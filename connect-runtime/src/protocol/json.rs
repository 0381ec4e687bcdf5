//! What several parts need to know of JSON text.

mod members;
mod nulls;
mod path;
mod tokens;
mod tolerant;

use serde::Deserialize;

pub(crate) use self::members::Members;
pub(crate) use self::nulls::{MEANT, without_null_members};
pub(crate) use self::tokens::members;
pub(crate) use self::tolerant::{
    Mismatch, ParseStart, parse_member, parse_start, parse_tolerantly, parse_tolerantly_into,
};

/// Reads an object. A list, which serde takes for a struct too, is none.
pub(crate) fn parse_object<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Option<T> {
    if !json.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(json).ok()
}
