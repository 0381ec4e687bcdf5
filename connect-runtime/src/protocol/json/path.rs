//! Finds the JSON path of a position in the text.
//!
//! Decoding keeps no path, since that would cost time in every successful call and code in every output
//! type. The path is computed from the position when decoding fails.

use std::fmt::Write;

use super::tokens::string_content_length;

enum Container<'a> {
    Object { key: Option<&'a [u8]> },
    Array { index: usize },
}

/// Returns the path of the value at the end of `prefix`, a prefix of a JSON text.
pub(super) fn path_of_prefix(prefix: &[u8]) -> String {
    let mut containers: Vec<Container<'_>> = Vec::new();
    let mut rest = prefix;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            b'{' => containers.push(Container::Object { key: None }),
            b'[' => containers.push(Container::Array { index: 0 }),
            b'}' | b']' => {
                containers.pop();
            }
            b',' => match containers.last_mut() {
                Some(Container::Object { key }) => *key = None,
                Some(Container::Array { index }) => *index += 1,
                None => {}
            },
            b'"' => {
                let (text, after) = tail.split_at(string_content_length(tail));
                rest = after.get(1..).unwrap_or_default();
                if let Some(Container::Object { key: key @ None }) = containers.last_mut() {
                    *key = Some(text);
                }
            }
            _ => {}
        }
    }
    write_path(&containers)
}

/// Returns the key if it looks like a member name, else `*`, because keys of maps may be user data.
pub(crate) fn shown_key(key: &[u8]) -> &str {
    let is_name = |text: &&str| {
        text.len() <= 64
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    str::from_utf8(key).ok().filter(is_name).unwrap_or("*")
}

fn write_path(containers: &[Container<'_>]) -> String {
    let mut path = String::new();
    for container in containers {
        match container {
            Container::Object { key: None } => {}
            Container::Object { key: Some(key) } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(shown_key(key));
            }
            Container::Array { index } => {
                // Writing to a `String` does not fail.
                let _ = write!(path, "[{index}]");
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_has_the_path_of_its_last_value() {
        for (prefix, path) in [
            ("", ""),
            (r#"{"a":"#, "a"),
            (r#"{"a":{"b":1"#, "a.b"),
            (r#"{"a":{"b":1}"#, "a"),
            (r#"{"a":{"b":1}}"#, ""),
            (r#"{"a":1,"b":[1,[2,3],{"c":"x,y]}"#, "b[2].c"),
            (r#"{"a\"}":["#, "*[0]"),
            (r#"{"jane@example.com":{"b":1"#, "*.b"),
            (r#"{"a":"\\","b":"#, "b"),
            (r#"{"a":"unfinished"#, "a"),
            ("]]}},,", ""),
        ] {
            assert_eq!(path_of_prefix(prefix.as_bytes()), path, "{prefix}");
        }
    }
}
