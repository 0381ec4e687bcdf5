//! Shows the path of a value in JSON text.
//!
//! Decoding keeps no path, since that would cost time in every successful call and code in every output
//! type. The path is computed from the position when decoding fails.

use std::fmt::Write;

use super::walk::{Step, Walk};

/// Returns the path of the value at the end of `prefix`, a prefix of a JSON text.
pub(super) fn path_of_prefix(prefix: &[u8]) -> String {
    show_path(&steps_to_end(prefix))
}

/// Returns the same path without its indices.
pub(super) fn member_of_prefix(prefix: &[u8]) -> String {
    show_member(&steps_to_end(prefix))
}

fn steps_to_end(prefix: &[u8]) -> Vec<Step<'_>> {
    let mut walk = Walk::new(prefix);
    walk.by_ref().for_each(drop);
    walk.next_path()
}

/// Returns the key if it looks like a member name, else `*`, because keys of maps may be user data.
pub(crate) fn shown_key(key: &[u8]) -> &str {
    let is_name = |text: &&str| {
        text.len() <= 64
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    str::from_utf8(key).ok().filter(is_name).unwrap_or("*")
}

/// Writes a path with its indices, such as `Items[3].Count`.
pub(super) fn show_path(steps: &[Step<'_>]) -> String {
    show(steps, |path, index| {
        // Writing to a `String` does not fail.
        let _ = write!(path, "[{index}]");
    })
}

/// Writes the path that all items of a list share, such as `Items[].Count`.
pub(super) fn show_member(steps: &[Step<'_>]) -> String {
    show(steps, |path, _| path.push_str("[]"))
}

fn show(steps: &[Step<'_>], push_index: impl Fn(&mut String, usize)) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(shown_key(key));
            }
            Step::Item(index) => push_index(&mut path, *index),
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
        let steps = [Step::Key(b"Items"), Step::Item(3), Step::Key(b"a b")];
        assert_eq!(show_member(&steps), "Items[].*");
    }
}
