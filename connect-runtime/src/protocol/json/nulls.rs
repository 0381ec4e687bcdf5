//! Removes `null` members from the JSON text of a request.
//!
//! Only a body with parts that were JSON before needs it, see `writing.rs`. Everything else is copied as text,
//! because parsing and writing a number again might change it.

use super::tokens::tokens;

/// The white space that marks a `null` to keep. No JSON writer produces it.
pub(crate) const KEEP_NULL_MARK: &[u8] = b"\r\t ";

pub(super) fn has_null(json: &[u8]) -> bool {
    memchr::memmem::find(json, b"null").is_some()
}

/// Copies `json`, which must be well-formed, without the `null` members of every object.
///
/// A marked `null` is kept, as in a [`Document`](crate::Document).
pub(super) fn without_null_members(json: &[u8]) -> Vec<u8> {
    let mut copy = Copy { output: Vec::with_capacity(json.len()), containers: Vec::new() };
    for (start, token) in tokens(json) {
        let is_removed = token == b"null"
            && matches!(copy.containers.last(), Some(Container::Object { .. }))
            && !json.get(..start).is_some_and(|before| before.ends_with(KEEP_NULL_MARK));
        if is_removed {
            copy.remove();
        } else {
            copy.push(token);
        }
    }
    copy.output
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

    /// Drops the key of a member whose value is removed.
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
            let bytes = without_null_members(json.as_bytes());
            assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{json}");
        }
    }

    #[test]
    fn a_marked_null_is_kept() {
        for (json, expected) in [
            ("{\"a\":\r\t null,\"b\":null}", r#"{"a":null}"#),
            ("{\"a\": null,\"b\":\t null,\"c\":\n\r\t null}", r#"{"c":null}"#),
        ] {
            let bytes = without_null_members(json.as_bytes());
            assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{json}");
        }
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
            let _ = without_null_members(json.as_bytes());
        }
    }
}
