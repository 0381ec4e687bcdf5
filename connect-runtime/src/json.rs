//! What several parts need to know of JSON text.

mod members;
mod nulls;
mod tokens;

use serde::Deserialize;

pub(crate) use self::members::Members;
pub(crate) use self::nulls::{MEANT, NullRemoval, has_null, without_null_members};
pub(crate) use self::tokens::{members, string_content_length};

/// Reads an object. A list, which serde takes for a struct too, is none.
pub(crate) fn parse_object<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Option<T> {
    if !json.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(json).ok()
}
