//! Removes `null`s from JSON text.
//!
//! Everything else is copied as text, because parsing and writing a number again might change it.

use super::tokens::tokens;

/// The white space that marks a `null` to keep. No JSON writer produces it.
pub(crate) const KEEP_NULL_MARK: &[u8] = b"\r\t ";

/// Removes the `null` members of every object in `json`, which must be well-formed.
///
/// A marked `null` is kept, as in a [`Document`](crate::Document).
pub(crate) fn without_null_members(json: Vec<u8>) -> Vec<u8> {
    if !has_null(&json) {
        return json;
    }
    filter(&json, &|null| null.is_member && !null.is_marked, &|_| false).0
}

pub(crate) fn has_null(json: &[u8]) -> bool {
    memchr::memmem::find(json, b"null").is_some()
}

/// JSON text from which `null`s are removed one at a time.
pub(crate) struct NullRemoval<'a> {
    original: &'a [u8],
    /// The sorted indices of the removed `null`s among those of the original.
    removed: Vec<usize>,
}

impl<'a> NullRemoval<'a> {
    pub(crate) fn new(json: &'a [u8]) -> Self {
        Self { original: json, removed: Vec::new() }
    }

    /// Returns the text without the removed `null`s.
    pub(crate) fn text(&self) -> Vec<u8> {
        filter(self.original, &|null| self.is_removed(null.index), &|_| false).0
    }

    /// Returns the text without any `null` member or item.
    pub(crate) fn text_without_all(&self) -> Vec<u8> {
        filter(self.original, &|_| true, &|_| false).0
    }

    /// Removes the `null` at the end of `prefix`, which is a prefix of the current text.
    ///
    /// Returns whether there is one.
    pub(crate) fn remove_last_of(&mut self, prefix: &[u8]) -> bool {
        let nulls = tokens(prefix).filter(|(_, token)| *token == b"null").count();
        let mut left = (0..).filter(|index| !self.is_removed(*index));
        match nulls.checked_sub(1).and_then(|last| left.nth(last)) {
            Some(index) if prefix.ends_with(b"null") => {
                let place = self.removed.partition_point(|before| *before < index);
                self.removed.insert(place, index);
                true
            }
            _ => false,
        }
    }

    fn is_removed(&self, index: usize) -> bool {
        self.removed.binary_search(&index).is_ok()
    }

    /// Returns the prefix of the original for the first `length` bytes of the current text.
    pub(crate) fn original_prefix(&self, length: usize) -> &'a [u8] {
        let is_done = |written: usize| written >= length;
        let is_removed = |null: &Null| self.is_removed(null.index);
        let (_, read) = filter(self.original, &is_removed, &is_done);
        self.original.get(..read).unwrap_or(self.original)
    }
}

/// A `null` member or item.
struct Null {
    /// How many such `null`s come before it.
    index: usize,
    /// Whether it is the value of a member, not an item of a list.
    is_member: bool,
    is_marked: bool,
}

/// Copies `json` without the `null`s that `removed` selects.
///
/// Stops once `is_done` returns true for the length written so far. Returns the copy and the number
/// of bytes read.
fn filter(
    json: &[u8],
    removed: &dyn Fn(&Null) -> bool,
    is_done: &dyn Fn(usize) -> bool,
) -> (Vec<u8>, usize) {
    let mut copy = Copy { output: Vec::with_capacity(json.len()), containers: Vec::new() };
    let mut indices = 0..;
    for (start, token) in tokens(json) {
        let is_removed = token == b"null"
            && copy.containers.last().is_some_and(|container| {
                let is_member = matches!(container, Container::Object { .. });
                let is_marked =
                    json.get(..start).is_some_and(|before| before.ends_with(KEEP_NULL_MARK));
                removed(&Null { index: indices.next().unwrap_or_default(), is_member, is_marked })
            });
        if is_removed {
            copy.remove();
        } else {
            copy.push(token);
        }
        if is_done(copy.output.len()) {
            return (copy.output, start + token.len());
        }
    }
    (copy.output, json.len())
}

struct Copy {
    output: Vec<u8>,
    containers: Vec<Container>,
}

enum Container {
    Array {
        has_items: bool,
    },
    Object {
        /// The offset of the current member in the output, including its comma.
        member_start: usize,
        has_members: bool,
        in_value: bool,
    },
}

impl Copy {
    fn push(&mut self, token: &[u8]) {
        let start = self.output.len();
        match (token, self.containers.last_mut()) {
            (b"}" | b"]", _) => {
                self.containers.pop();
                self.output.extend_from_slice(token);
                self.end_value();
            }
            // A comma is written before the next value that stays.
            (b",", Some(_)) => {}
            (b":", Some(Container::Object { in_value, .. })) => {
                *in_value = true;
                self.output.push(b':');
            }
            (key, Some(Container::Object { member_start, has_members, in_value: false })) => {
                *member_start = start;
                if *has_members {
                    self.output.push(b',');
                }
                self.output.extend_from_slice(key);
            }
            _ => self.start_value(token),
        }
    }

    /// Drops the key of a member whose value is removed. For an item, nothing has been written yet.
    fn remove(&mut self) {
        if let Some(Container::Object { member_start, in_value, .. }) = self.containers.last_mut() {
            *in_value = false;
            self.output.truncate(*member_start);
        }
    }

    fn start_value(&mut self, token: &[u8]) {
        if let Some(Container::Array { has_items }) = self.containers.last_mut()
            && std::mem::replace(has_items, true)
        {
            self.output.push(b',');
        }
        let member_start = self.output.len();
        self.output.extend_from_slice(token);
        match token {
            b"{" => self.containers.push(Container::Object {
                member_start,
                has_members: false,
                in_value: false,
            }),
            b"[" => self.containers.push(Container::Array { has_items: false }),
            _ => self.end_value(),
        }
    }

    fn end_value(&mut self) {
        if let Some(Container::Object { has_members, in_value, .. }) = self.containers.last_mut() {
            *has_members = true;
            *in_value = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_members_are_removed() {
        for (json, expected) in [
            (r#"{"a":1}"#, r#"{"a":1}"#),
            (r#"{"a":null}"#, "{}"),
            (r#"{"a":null,"b":null}"#, "{}"),
            (r#"{"a":null,"b":1,"c":null,"d":2}"#, r#"{"b":1,"d":2}"#),
            (r#"{"a":{"b":null,"c":[{"d":null},null]},"e":0}"#, r#"{"a":{"c":[{},null]},"e":0}"#),
            (r#"[null,{"a":null},[],{}]"#, "[null,{},[],{}]"),
            (r#"{"a":":null","null":"n\"u\\","x":null}"#, r#"{"a":":null","null":"n\"u\\"}"#),
            (r#"{ "a" : null , "b" : "x y" }"#, r#"{"b":"x y"}"#),
            // Numbers that would not survive being read as `f64`.
            (
                r#"{"a":94.52706955539223,"b":340282366920938463463374607431768211455,"c":null}"#,
                r#"{"a":94.52706955539223,"b":340282366920938463463374607431768211455}"#,
            ),
            (r#"{"a":true,"b":false,"c":-1.5e-7,"d":null}"#, r#"{"a":true,"b":false,"c":-1.5e-7}"#),
            ("null", "null"),
            ("[[null],[1,null,2]]", "[[null],[1,null,2]]"),
        ] {
            let bytes = without_null_members(json.into());
            assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{json}");
        }
    }

    #[test]
    fn a_marked_null_is_kept() {
        for (json, expected) in [
            ("{\"a\":\r\t null,\"b\":null}", r#"{"a":null}"#),
            ("{\"a\": null,\"b\":\t null,\"c\":\n\r\t null}", r#"{"c":null}"#),
        ] {
            let bytes = without_null_members(json.into());
            assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{json}");
        }
    }

    #[test]
    fn nulls_are_removed_one_at_a_time() {
        let json = br#"{"a": null, "b": [null, {"c": null}, null], "d": "null"}"#;
        let mut removal = NullRemoval::new(json);
        let text = |removal: &NullRemoval<'_>| String::from_utf8(removal.text()).unwrap();
        assert_eq!(text(&removal), r#"{"a":null,"b":[null,{"c":null},null],"d":"null"}"#);
        assert!(removal.remove_last_of(br#"{"a":null,"b":[null"#));
        assert_eq!(text(&removal), r#"{"a":null,"b":[{"c":null},null],"d":"null"}"#);
        assert!(removal.remove_last_of(br#"{"a":null,"b":[{"c":null"#));
        assert_eq!(text(&removal), r#"{"a":null,"b":[{},null],"d":"null"}"#);
        assert!(removal.remove_last_of(br#"{"a":null"#));
        assert_eq!(text(&removal), r#"{"b":[{},null],"d":"null"}"#);
        assert!(!removal.remove_last_of(br#"{"b":[{}"#));
        let prefix = removal.original_prefix(br#"{"b":[{},null"#.len());
        assert_eq!(prefix, br#"{"a": null, "b": [null, {"c": null}, null"#);
        let none = String::from_utf8(removal.text_without_all()).unwrap();
        assert_eq!(none, r#"{"b":[{}],"d":"null"}"#);
    }

    #[test]
    fn malformed_json_does_not_panic() {
        for json in [
            "null",
            "{null",
            "]null}",
            "[,null",
            "{\"a\":null",
            "\"null",
            "{:null,}",
            "nullnull[}",
            "",
        ] {
            let mut removal = NullRemoval::new(json.as_bytes());
            removal.remove_last_of(json.as_bytes());
            let _ = (removal.text(), removal.text_without_all(), removal.original_prefix(3));
        }
    }
}
