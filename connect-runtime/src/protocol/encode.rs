//! Percent-encodes labels and query values.
//!
//! Every byte except the unreserved characters of RFC 3986 is encoded, a space as `%20`. The rule is
//! in <https://smithy.io/2.0/spec/http-bindings.html#httplabel-serialization-rules>.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');

pub(crate) fn push_encoded(target: &mut String, value: &str) {
    if is_plain(value) {
        return target.push_str(value);
    }
    target.extend(utf8_percent_encode(value, RESERVED));
}

/// Encodes an already encoded path a second time, as the canonical request of a signature requires.
pub(crate) fn push_encoded_path(target: &mut Vec<u8>, path: &str) {
    if path.bytes().all(|byte| byte == b'/' || is_unreserved(byte)) {
        return target.extend_from_slice(path.as_bytes());
    }
    for part in utf8_percent_encode(path, RESERVED_IN_PATH) {
        target.extend_from_slice(part.as_bytes());
    }
}

/// Whether nothing of a value is encoded, as with most identifiers.
fn is_plain(value: &str) -> bool {
    value.bytes().all(is_unreserved)
}

/// Whether a byte is never encoded.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Appends a label, or returns what is wrong with it.
///
/// Empty and dot segments are errors: URL software drops them, so the call would reach another
/// resource. Percent-encoding the dots does not help, because encoded dots are dropped too (WHATWG
/// URL, 4.4). Dots next to an encoded slash are errors because some gateways decode the slash first.
pub(crate) fn push_label(target: &mut String, value: &str) -> Result<(), &'static str> {
    if value.is_empty() {
        return Err("is empty, so the URL would name another resource; pass the identifier");
    }
    // Most labels need no search for slashes, whose cost depends on the alignment of the text.
    if is_plain(value) && !is_dot_segment(value) {
        target.push_str(value);
        return Ok(());
    }
    if value.split('/').any(is_dot_segment) {
        return Err(
            "has a dot segment, which URL software drops, so the URL would name another resource; \
             pass the identifier",
        );
    }
    push_encoded(target, value);
    Ok(())
}

fn is_dot_segment(segment: &str) -> bool {
    matches!(segment, "." | "..")
}

/// Appends a greedy label, in which `/` separates segments.
pub(crate) fn push_greedy_label(target: &mut String, value: &str) -> Result<(), &'static str> {
    for (index, segment) in value.split('/').enumerate() {
        if index > 0 {
            target.push('/');
        }
        push_label(target, segment)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_unreserved_characters_are_encoded() {
        for (value, expected) in [
            ("AZaz09-._~", "AZaz09-._~"),
            ("a b", "a%20b"),
            ("a/b", "a%2Fb"),
            ("100%", "100%25"),
            ("a+b", "a%2Bb"),
            ("é", "%C3%A9"),
            ("🦀", "%F0%9F%A6%80"),
            ("...", "..."),
            ("a..b/.c", "a..b%2F.c"),
            ("a//b", "a%2F%2Fb"),
            ("!*'()", "%21%2A%27%28%29"),
        ] {
            let mut encoded = String::new();
            push_label(&mut encoded, value).unwrap();
            assert_eq!(encoded, expected);
        }
    }

    #[test]
    fn each_character_alone_is_encoded_as_its_set_says() {
        for value in (0..=0xff).map(|code| char::from(code).to_string()) {
            let (mut encoded, mut path) = (String::new(), Vec::new());
            push_encoded(&mut encoded, &value);
            push_encoded_path(&mut path, &value);
            assert_eq!(encoded, utf8_percent_encode(&value, RESERVED).to_string());
            let expected = if value == "/" { value } else { encoded };
            assert_eq!(path, expected.as_bytes());
        }
    }

    #[test]
    fn labels_that_would_change_the_resource_are_refused() {
        for value in ["", ".", "..", "../..", "a/../b", "a/."] {
            assert!(push_label(&mut String::new(), value).is_err(), "{value:?}");
        }
        for value in ["", "/", "a//b", "/a", "a/", "a/../b", "./a"] {
            assert!(push_greedy_label(&mut String::new(), value).is_err(), "{value:?}");
        }
    }

    #[test]
    fn greedy_labels_keep_the_slash() {
        let mut encoded = String::new();
        push_greedy_label(&mut encoded, "a b/c+d").unwrap();
        assert_eq!(encoded, "a%20b/c%2Bd");
    }
}
