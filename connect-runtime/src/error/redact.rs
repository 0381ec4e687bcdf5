//! Removes secrets from text of the service.
//!
//! When a signature does not match, the service quotes the signed headers with the session token. A proxy
//! may quote them in any format.

use http::{HeaderMap, HeaderValue};

const REDACTED: &str = "** redacted **";

/// Returns `text` without `secret`, or `None` if it does not contain `secret`.
///
/// Recognizes the characters of the secret in the escaped forms of JSON, URLs and HTML.
pub(super) fn redacted(text: &str, secret: &str) -> Option<String> {
    let mut parts = Vec::new();
    let (mut kept, mut start) = (0, 0);
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        match length_of(secret, rest) {
            Some(length) => {
                parts.extend([text.get(kept..start)?, REDACTED]);
                start += length;
                kept = start;
            }
            None => start += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    parts.push(text.get(kept..)?);
    (parts.len() > 1).then(|| parts.concat())
}

/// Returns `text` without signatures, or `None` if it has none.
pub(super) fn without_signatures(text: &str) -> Option<String> {
    const START: &str = "Signature=";
    const LENGTH: usize = 64;
    let mut parts = text.split(START);
    let mut redacted = parts.next()?.to_owned();
    let mut has_signature = false;
    for part in parts {
        redacted.push_str(START);
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        let rest = if digits < LENGTH {
            part
        } else {
            has_signature = true;
            redacted.push_str(REDACTED);
            part.get(digits..)?
        };
        redacted.push_str(rest);
    }
    has_signature.then_some(redacted)
}

/// Redacts the values of headers. Unlike a body, they are not escaped.
pub(super) fn redact_headers(headers: &mut HeaderMap, secret: &str) {
    for value in headers.values_mut() {
        if memchr::memmem::find(value.as_bytes(), secret.as_bytes()).is_some() {
            *value = HeaderValue::from_static(REDACTED);
        }
    }
}

/// Returns the length of `secret` at the start of `text`, where its characters may be escaped.
fn length_of(secret: &str, text: &str) -> Option<usize> {
    let mut rest = text;
    for character in secret.chars() {
        rest = match rest.strip_prefix(character) {
            Some(rest) => rest,
            None => without_escaped(character, rest)?,
        };
    }
    // An empty secret stands everywhere.
    Some(text.len() - rest.len()).filter(|length| *length > 0)
}

/// Returns the text after an escaped character.
fn without_escaped(character: char, text: &str) -> Option<&str> {
    if !text.starts_with(['\\', '%', '&']) {
        return None;
    }
    let code = u32::from(character);
    [
        format!("\\{character}"),
        format!("\\u{code:04x}"),
        format!("%{code:02x}"),
        format!("&#{code};"),
        format!("&#x{code:x};"),
    ]
    .iter()
    .find_map(|escaped| {
        let (start, rest) = text.split_at_checked(escaped.len())?;
        start.eq_ignore_ascii_case(escaped).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_removed() {
        let signature = "0123456789abcdef".repeat(4);
        let text = format!("a, Signature={signature}, X-Amz-Signature={signature}&b");
        let expected = "a, Signature=** redacted **, X-Amz-Signature=** redacted **&b";
        assert_eq!(without_signatures(&text).as_deref(), Some(expected));
        for text in ["", "Signature=", "Signature=abc", &signature] {
            assert_eq!(without_signatures(text), None, "{text}");
        }
    }

    #[test]
    fn a_secret_is_removed_in_every_form() {
        let secret = "a/b+c=";
        for (text, expected) in [
            ("a/b+c=", "** redacted **"),
            ("1 a/b+c= 2 a/b+c=a/b+c=", "1 ** redacted ** 2 ** redacted **** redacted **"),
            (r"x a\/b+c\u003d y", "x ** redacted ** y"),
            (r"x a\u002Fb\u002bc\u003D y", "x ** redacted ** y"),
            ("é a%2Fb%2bc%3D y", "é ** redacted ** y"),
            ("a&#47;b&#43;c&#61;", "** redacted **"),
            ("a&#x2F;b&#x2b;c&#x3d;", "** redacted **"),
            ("aa/b+c=", "a** redacted **"),
        ] {
            assert_eq!(redacted(text, secret).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "a/b+c", "A/b+c=", r"a\é", "a%2", "a&", "a/b+c&#x3d"] {
            assert_eq!(redacted(text, secret), None, "{text}");
        }
        assert_eq!(redacted("text", ""), None);
    }
}
