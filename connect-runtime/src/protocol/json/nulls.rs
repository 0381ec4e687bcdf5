//! Takes `null` out of JSON text.
//!
//! All else is copied as it is: reading numbers and writing them again might change them.

use super::tokens::tokens;

/// What stands before a `null` that is meant; no JSON writer has such white space.
pub(crate) const MEANT: &[u8] = b"\r\t ";

/// Takes the members that are `null` out of every object of `json`, which is well-formed, but not
/// those that are meant, as in a [`Document`](crate::Document).
pub(crate) fn without_null_members(json: Vec<u8>) -> Vec<u8> {
    if !has_null(&json) {
        return json;
    }
    filter(&json, &|null| null.is_member && !null.is_meant, &|_| false).0
}

pub(crate) fn has_null(json: &[u8]) -> bool {
    memchr::memmem::find(json, b"null").is_some()
}

/// JSON text with some of its `null`s taken out one after the other.
pub(crate) struct NullRemoval<'a> {
    original: &'a [u8],
    /// Their numbers in the original, in order.
    removed: Vec<usize>,
}

impl<'a> NullRemoval<'a> {
    pub(crate) fn new(json: &'a [u8]) -> Self {
        Self { original: json, removed: Vec::new() }
    }

    /// The text as it is now.
    pub(crate) fn text(&self) -> Vec<u8> {
        filter(self.original, &|null| self.is_removed(null.number), &|_| false).0
    }

    /// The text without any.
    pub(crate) fn text_without_all(&self) -> Vec<u8> {
        filter(self.original, &|_| true, &|_| false).0
    }

    /// Takes out the `null` at the end of `prefix`, a beginning of the text as it is now; whether
    /// there is one.
    pub(crate) fn remove_last_of(&mut self, prefix: &[u8]) -> bool {
        let nulls = tokens(prefix).filter(|(_, token)| *token == b"null").count();
        let mut left = (0..).filter(|number| !self.is_removed(*number));
        match nulls.checked_sub(1).and_then(|last| left.nth(last)) {
            Some(number) if prefix.ends_with(b"null") => {
                let place = self.removed.partition_point(|before| *before < number);
                self.removed.insert(place, number);
                true
            }
            _ => false,
        }
    }

    fn is_removed(&self, number: usize) -> bool {
        self.removed.binary_search(&number).is_ok()
    }

    /// The beginning of the original that corresponds to the first `length` bytes of the text as it
    /// is now.
    pub(crate) fn original_prefix(&self, length: usize) -> &'a [u8] {
        let is_there = |written: usize| written >= length;
        let removes = |null: &Null| self.is_removed(null.number);
        let (_, read) = filter(self.original, &removes, &is_there);
        self.original.get(..read).unwrap_or(self.original)
    }
}

/// A `null` in a text.
struct Null {
    /// How many are before it.
    number: usize,
    /// Whether it is the value of a member rather than an item.
    is_member: bool,
    is_meant: bool,
}

/// Copies the text without the members and items that are `removed`, until `is_done` says so of the
/// length that is written; what was written, and how much was read for that.
fn filter(
    json: &[u8],
    removed: &dyn Fn(&Null) -> bool,
    is_done: &dyn Fn(usize) -> bool,
) -> (Vec<u8>, usize) {
    let mut copy = Copy { output: Vec::with_capacity(json.len()), containers: Vec::new() };
    let mut nulls = 0..;
    for (start, token) in tokens(json) {
        let is_removed = token == b"null"
            && copy.containers.last().is_some_and(|container| {
                let is_member = matches!(container, Container::Object { .. });
                let is_meant = json.get(..start).is_some_and(|before| before.ends_with(MEANT));
                removed(&Null { number: nulls.next().unwrap_or_default(), is_member, is_meant })
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
        /// Where in the output the current member starts, its comma included.
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
            // Commas are written before what stays.
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

    /// Takes back the member whose value is left out; an item was not written yet.
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
    fn null_members_go_and_all_else_stays() {
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
    fn a_null_that_is_meant_stays() {
        for (json, expected) in [
            ("{\"a\":\r\t null,\"b\":null}", r#"{"a":null}"#),
            ("{\"a\": null,\"b\":\t null,\"c\":\n\r\t null}", r#"{"c":null}"#),
        ] {
            let bytes = without_null_members(json.into());
            assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{json}");
        }
    }

    #[test]
    fn single_nulls_are_removed_and_found_again() {
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
    fn text_that_is_no_json_is_survived() {
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
