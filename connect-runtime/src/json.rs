//! What several parts need to know of JSON text.

mod members;
mod nulls;

use serde::Deserialize;

pub(crate) use self::members::Members;
pub(crate) use self::nulls::{MEANT, NullRemoval, has_null, without_null_members};

/// Reads an object. A list, which serde takes for a struct too, is none.
pub(crate) fn parse_object<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Option<T> {
    if !json.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(json).ok()
}

/// The length of a string's content, given the text behind its opening quote; all of the text where
/// the closing quote is missing.
pub(crate) fn string_content_length(text: &[u8]) -> usize {
    let mut escaped = false;
    text.iter()
        .position(|&byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        })
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_ends_at_its_own_quote() {
        for (text, length) in [
            (&br#"abc",1"#[..], 3),
            (br#"""#, 0),
            (br#"a\"b" "#, 4),
            (br#"a\\" ""#, 3),
            (b"unfinished", 10),
            (b"", 0),
        ] {
            assert_eq!(string_content_length(text), length, "{text:?}");
        }
    }
}
