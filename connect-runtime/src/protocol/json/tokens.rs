//! Splits JSON text into tokens without parsing it, for differences that serde cannot see.

/// Returns the tokens of a text with their offsets, without the white space between them.
pub(super) fn tokens(json: &[u8]) -> Tokens<'_> {
    Tokens { json, start: 0 }
}

/// The iterator that [`tokens`] returns.
#[derive(Clone)]
pub(super) struct Tokens<'a> {
    json: &'a [u8],
    start: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, &'a [u8]);

    #[inline]
    fn next(&mut self) -> Option<(usize, &'a [u8])> {
        let mut rest = self.json.get(self.start..)?;
        let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.start += spaces;
        rest = rest.get(spaces..)?;
        let length = match rest.split_first()? {
            (b'"', after) => (string_content_length(after) + 2).min(rest.len()),
            (b'{' | b'}' | b'[' | b']' | b':' | b',', _) => 1,
            _ => scalar_length(rest),
        };
        let token = (self.start, rest.get(..length)?);
        self.start += length;
        Some(token)
    }
}

fn scalar_length(json: &[u8]) -> usize {
    let ends = |byte: &u8| b"{}[]:,\"".contains(byte) || byte.is_ascii_whitespace();
    json.iter().position(ends).unwrap_or(json.len())
}

/// Returns the members of the object `json`: each key as written, and the text from its value on.
///
/// Ends where the object ends or is malformed.
pub(crate) fn members(json: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut tokens = tokens(json);
    let is_object = tokens.next().is_some_and(|(_, token)| token == b"{");
    let (mut depth, mut key) = (usize::from(is_object), None);
    std::iter::from_fn(move || {
        while depth > 0 {
            let (start, token) = tokens.next()?;
            match token {
                b"{" | b"[" => depth += 1,
                b"}" | b"]" => depth -= 1,
                b":" if depth == 1 => return Some((key.take()?, json.get(start + 1..)?)),
                token if depth == 1 => key = Some(token),
                _ => {}
            }
        }
        None
    })
}

/// Returns the length of a string's content, given the text after its opening quote.
///
/// Without a closing quote, the content is the whole text.
pub(crate) fn string_content_length(text: &[u8]) -> usize {
    let mut length = 0;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        match memchr::memchr2(b'"', b'\\', rest) {
            Some(place) if rest.get(place) == Some(&b'"') => return length + place,
            // An escaped character does not close the string.
            Some(place) => length += place + 2,
            None => return text.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_ends_at_its_closing_quote() {
        for (text, length) in [
            (&br#"abc",1"#[..], 3),
            (br#"""#, 0),
            (br#"a\"b" "#, 4),
            (br#"a\\" ""#, 3),
            (br"a\", 2),
            (b"unfinished", 10),
            (b"", 0),
        ] {
            assert_eq!(string_content_length(text), length, "{text:?}");
        }
    }

    #[test]
    fn members_of_nested_objects_are_skipped() {
        for (json, expected) in [
            (r#"{"a":1,"b":{"c":2},"d":[{"e":3}],"f":"g:h"}"#, "a b d f"),
            (r#" { "a" : 1 } {"b":2}"#, "a"),
            (r#"{"a\"b":1}"#, r#"a\"b"#),
            (r#"[{"a":1}]"#, ""),
            ("\"a\":1", ""),
            (r#"{"a":{"b":1"#, "a"),
            (r#"{:1,"a":2}"#, ""),
            ("{}", ""),
            ("", ""),
        ] {
            let keys: Vec<&str> = members(json.as_bytes())
                .map(|(key, _)| str::from_utf8(key).unwrap().trim_matches('"'))
                .collect();
            assert_eq!(keys.join(" "), expected, "{json}");
        }
        let value = members(br#"{"a":[],"b": true}"#).nth(1).unwrap().1;
        assert_eq!(value, b" true}");
    }
}
