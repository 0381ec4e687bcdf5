//! Takes `null` out of JSON text.
//!
//! All else is copied as it is: reading numbers and writing them again might change them.

use super::string_content_length;

/// Takes the members that are `null` out of every object of `json`, which is well-formed, but not
/// those with white space before the `null`, which a [`Document`](crate::Document) has.
pub(crate) fn without_null_members(json: Vec<u8>) -> Vec<u8> {
    if has_null(&json) { filter(&json, true) } else { json }
}

/// Takes the members and the list items that are `null` out of `json`; none where there are none.
pub(crate) fn without_nulls(json: &[u8]) -> Option<Vec<u8>> {
    has_null(json).then(|| filter(json, false))
}

fn has_null(json: &[u8]) -> bool {
    json.windows(4).any(|window| window == b"null")
}

fn filter(json: &[u8], is_request: bool) -> Vec<u8> {
    let output = Vec::with_capacity(json.len());
    let mut filter = NullFilter { output, containers: Vec::new(), is_request };
    let mut rest = json;
    let mut is_after_space = false;
    while let Some((&byte, after)) = rest.split_first() {
        let length = match byte {
            b'"' => (string_content_length(after) + 2).min(rest.len()),
            b'{' | b'}' | b'[' | b']' | b':' | b',' => 1,
            _ if byte.is_ascii_whitespace() => {
                is_after_space = true;
                rest = after;
                continue;
            }
            _ => scalar_length(rest),
        };
        let (token, after) = rest.split_at(length);
        filter.push(token, is_after_space && is_request);
        is_after_space = false;
        rest = after;
    }
    filter.output
}

struct NullFilter {
    output: Vec<u8>,
    containers: Vec<Container>,
    /// In a request, an item that is `null` stays, and so does a `null` that is meant.
    is_request: bool,
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

impl NullFilter {
    fn push(&mut self, token: &[u8], keeps_null: bool) {
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
            (b"null", Some(Container::Object { member_start, in_value, .. })) if !keeps_null => {
                *in_value = false;
                self.output.truncate(*member_start);
            }
            (b"null", Some(Container::Array { .. })) if !self.is_request => {}
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
            (r#"{ "a" :null , "b" : "x y" }"#, r#"{"b":"x y"}"#),
            (r#"{"a": null,"b":null,"c":[ null]}"#, r#"{"a":null,"c":[null]}"#),
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
    fn null_items_go_too_where_they_are_not_wanted() {
        for (json, expected) in [
            ("[null]", "[]"),
            ("[null,1, null ,2,null]", "[1,2]"),
            (r#"[{"a":[null,"null"]},null,[]]"#, r#"[{"a":["null"]},[]]"#),
            (r#"{"a":null,"b":[null,{"c":null}]}"#, r#"{"b":[{}]}"#),
        ] {
            let bytes = without_nulls(json.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{json}");
        }
        assert_eq!(without_nulls(b"[1]"), None);
    }

    #[test]
    fn text_that_is_no_json_is_survived() {
        for json in
            ["null", "{null", "]null}", "[,null", "{\"a\":null", "\"null", "{:null,}", "nullnull[}"]
        {
            let _ = without_nulls(json.as_bytes());
        }
    }
}
