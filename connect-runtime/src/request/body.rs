//! JSON bodies as restJson1 wants them.

use serde::Serialize;

use crate::json::string_content_length;

/// The body of an endpoint: what has a JSON form. It has this name for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the body of an endpoint",
    label = "does not implement `serde::Serialize`",
    note = "derive it: `#[derive(serde::Serialize)]`"
)]
pub trait JsonBody {
    /// The JSON text, `null` members included.
    ///
    /// # Errors
    ///
    /// Where the value has no JSON form.
    fn to_json(&self) -> serde_json::Result<Vec<u8>>;
}

#[diagnostic::do_not_recommend]
impl<B: Serialize + ?Sized> JsonBody for B {
    fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }
}

/// Takes the members that are `null` out of every object of `json`, which is well-formed.
///
/// AWS services take an absent member and refuse a `null` one; serde writes `null` for a `None`.
/// All else is copied as it is: reading numbers and writing them again might change them.
pub(super) fn without_null_members(json: Vec<u8>) -> Vec<u8> {
    if !json.windows(4).any(|window| window == b"null") {
        return json;
    }
    let mut filter = NullFilter { output: Vec::with_capacity(json.len()), containers: Vec::new() };
    let mut rest = json.as_slice();
    while let Some((&byte, after)) = rest.split_first() {
        let length = match byte {
            b'"' => (string_content_length(after) + 2).min(rest.len()),
            b'{' | b'}' | b'[' | b']' | b':' | b',' => 1,
            _ if byte.is_ascii_whitespace() => {
                rest = after;
                continue;
            }
            _ => scalar_length(rest),
        };
        let (token, after) = rest.split_at(length);
        filter.push(token);
        rest = after;
    }
    filter.output
}

struct NullFilter {
    output: Vec<u8>,
    containers: Vec<Container>,
}

enum Container {
    Array,
    Object {
        /// Where in the output the current member starts, its comma included.
        member_start: usize,
        has_members: bool,
        in_value: bool,
    },
}

impl NullFilter {
    fn push(&mut self, token: &[u8]) {
        let start = self.output.len();
        match (token, self.containers.last_mut()) {
            (b"}" | b"]", _) => {
                self.containers.pop();
                self.push_value(token);
            }
            // An object's commas are written with the members that stay.
            (b",", Some(Container::Object { .. })) => {}
            (b":", Some(Container::Object { in_value, .. })) => {
                *in_value = true;
                self.output.push(b':');
            }
            (b"null", Some(Container::Object { member_start, in_value, .. })) => {
                *in_value = false;
                self.output.truncate(*member_start);
            }
            (key, Some(Container::Object { member_start, has_members, in_value: false })) => {
                *member_start = start;
                if *has_members {
                    self.output.push(b',');
                }
                self.output.extend_from_slice(key);
            }
            (b"{", _) => {
                self.output.push(b'{');
                let (has_members, in_value) = (false, false);
                self.containers.push(Container::Object {
                    member_start: start,
                    has_members,
                    in_value,
                });
            }
            (b"[", _) => {
                self.output.push(b'[');
                self.containers.push(Container::Array);
            }
            _ => self.push_value(token),
        }
    }

    /// Writes what ends a value: a scalar or a closing bracket.
    fn push_value(&mut self, token: &[u8]) {
        self.output.extend_from_slice(token);
        if let Some(Container::Object { has_members, in_value, .. }) = self.containers.last_mut() {
            *has_members = true;
            *in_value = false;
        }
    }
}

fn scalar_length(json: &[u8]) -> usize {
    let ends = |byte: &u8| b"{}[]:,\"".contains(byte) || byte.is_ascii_whitespace();
    json.iter().position(ends).unwrap_or(json.len())
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
        ] {
            let bytes = without_null_members(json.into());
            assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{json}");
        }
    }
}
