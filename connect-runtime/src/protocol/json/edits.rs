//! Changes to JSON text that keep all else as written, because parsing and writing a number again might
//! change it.

use std::collections::HashMap;

use super::reading::Reading;
use super::rules::{Place, ROOT, Rules};
use super::walk::{Role, Step, Token, Walk};

/// A set of changes to a text.
#[derive(Clone)]
pub(super) struct Edits {
    pub(super) rules: Rules,
    /// Changes to single values, by their offsets. They override the rules.
    pub(super) single: HashMap<usize, Change>,
    pub(super) removes_all_nulls: bool,
}

#[derive(Clone, PartialEq)]
pub(super) enum Change {
    Keep,
    Remove,
    Read(Reading),
    Write(Vec<u8>),
}

/// A token of the original text that was written.
pub(super) struct Written<'a> {
    pub(super) token: Token<'a>,
    /// The text that stands for the token. A separator has none.
    pub(super) text: Vec<u8>,
    pub(super) walk: Walk<'a>,
}

/// A part of the changed text.
pub(super) struct Part<'t, 'a> {
    pub(super) text: &'t [u8],
    /// `None` for a comma.
    token: Option<Token<'a>>,
    pub(super) walk: &'t Walk<'a>,
}

impl<'a> Part<'_, 'a> {
    pub(super) fn to_written(&self) -> Option<Written<'a>> {
        Some(Written { token: self.token?, text: self.text.to_vec(), walk: self.walk.clone() })
    }
}

impl Edits {
    /// See [`Rules::new`] for `max_places`.
    pub(super) fn new(max_places: usize) -> Self {
        Self { rules: Rules::new(max_places), single: HashMap::new(), removes_all_nulls: false }
    }

    /// Returns the changed text of `json`, which must be well-formed.
    pub(super) fn apply(&self, json: &[u8]) -> Vec<u8> {
        let mut output = Vec::with_capacity(json.len());
        self.write(json, &mut |part| {
            output.extend_from_slice(part.text);
            true
        });
        output
    }

    /// Returns the token of `json` that became the byte before the offset `end` of the changed text.
    pub(super) fn token_before<'a>(&self, json: &'a [u8], end: usize) -> Option<Written<'a>> {
        let (mut length, mut last) = (0, None);
        self.write(json, &mut |part| {
            length += part.text.len();
            if part.token.is_some() && length >= end {
                last = part.to_written();
            }
            last.is_none()
        });
        last
    }

    /// Visits the scalar values that start in `range`, as they are written, until `visit` returns false.
    pub(super) fn visit_scalars<'a>(
        &self,
        json: &'a [u8],
        range: std::ops::Range<usize>,
        visit: &mut dyn FnMut(&Token<'a>, &Part<'_, 'a>) -> bool,
    ) {
        self.write(json, &mut |part| {
            let Some(token) = part.token else { return true };
            let is_visited = token.role == Role::Scalar && range.contains(&token.start);
            (!is_visited || visit(&token, &part)) && token.start < range.end
        });
    }

    /// Passes the changed text to `push` in parts, until it returns false.
    fn write<'a>(&self, json: &'a [u8], push: &mut dyn FnMut(Part<'_, 'a>) -> bool) {
        let mut walk = Walk::new(json);
        let mut places: Vec<Option<Place>> = Vec::new();
        // Whether the next key or item follows another one.
        let mut needs_comma = false;
        while let Some(token) = walk.next() {
            let parent = places.last().copied().flatten();
            let place = match walk.step() {
                Some(step) => self.rules.below(parent, step),
                None => places.is_empty().then_some(ROOT),
            };
            // A comma is written before the next key or item that stays.
            let starts_element = match token.role {
                Role::Key => true,
                Role::Scalar | Role::Open => matches!(walk.step(), Some(Step::Item(_))),
                Role::Close | Role::Separator => false,
            };
            if starts_element {
                if self.skip_removed(&token, place, &mut walk) {
                    continue;
                }
                if needs_comma && !push(Part { text: b",", token: None, walk: &walk }) {
                    return;
                }
            }
            match token.role {
                Role::Open => places.push(place),
                Role::Close => drop(places.pop()),
                _ => {}
            }
            needs_comma = match token.role {
                Role::Scalar | Role::Close => true,
                Role::Open | Role::Key => false,
                Role::Separator => needs_comma,
            };
            let changed = self.changed(&token, place, parent);
            let text = changed.as_deref().unwrap_or(token.text);
            let text = if token.text == b"," { b"" } else { text };
            if !push(Part { text, token: Some(token), walk: &walk }) {
                return;
            }
        }
    }

    /// Skips the member or item that `token` starts, if it is removed.
    fn skip_removed(&self, token: &Token<'_>, place: Option<Place>, walk: &mut Walk<'_>) -> bool {
        let value = if token.role == Role::Key { walk.peek_value() } else { Some(*token) };
        let is_removed = value.is_some_and(|value| self.removes(&value, place));
        match token.role {
            Role::Key if is_removed => walk.skip_value(),
            Role::Open if is_removed => walk.skip_container(),
            _ => {}
        }
        is_removed
    }

    /// Whether a value is removed.
    fn removes(&self, value: &Token<'_>, place: Option<Place>) -> bool {
        match self.single.get(&value.start) {
            Some(change) => *change == Change::Remove,
            None => {
                let rule = self.rules.rule(place);
                value.text == b"null"
                    && (self.removes_all_nulls || rule.is_some_and(|rule| rule.removes_null))
            }
        }
    }

    /// Returns the text of a key or scalar if it is changed. A key is changed by the rule of its object.
    fn changed(
        &self,
        token: &Token<'_>,
        place: Option<Place>,
        parent: Option<Place>,
    ) -> Option<Vec<u8>> {
        match token.role {
            Role::Key => self.rules.rule(parent)?.keys?.read_key(token.text),
            Role::Scalar => match self.single.get(&token.start) {
                Some(Change::Read(reading)) => reading.read(token.text),
                Some(Change::Write(text)) => Some(text.clone()),
                Some(Change::Keep | Change::Remove) => None,
                None => self.rules.rule(place)?.value?.read(token.text),
            },
            Role::Open | Role::Close | Role::Separator => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(edits: &Edits, json: &str) -> String {
        String::from_utf8(edits.apply(json.as_bytes())).unwrap()
    }

    #[test]
    fn rules_change_the_values_at_their_path() {
        let mut edits = Edits::new(4);
        edits.rules.at(&[Step::Key(b"a"), Step::Item(0), Step::Key(b"n")]).value =
            Some(Reading::Integer);
        edits.rules.at(&[Step::Key(b"b")]).removes_null = true;
        edits.rules.at(&[Step::Key(b"m")]).keys = Some(Reading::Integer);
        for (json, changed) in [
            (
                r#"{"a":[{"n":"1"},{"n":2.0,"x":"3"},[{"n":"4"}]]}"#,
                r#"{"a":[{"n":1},{"n":2,"x":"3"},[{"n":"4"}]]}"#,
            ),
            (r#"{ "b" : null , "c" : null }"#, r#"{"c":null}"#),
            (r#"{"c":[],"b":null}"#, r#"{"c":[]}"#),
            (r#"{"m":{"1.0":"1.0"," 2":{}}}"#, r#"{"m":{"1":"1.0","2":{}}}"#),
            (r#"{"a":{"n":"1"},"b":[null]}"#, r#"{"a":{"n":"1"},"b":[null]}"#),
            ("null", "null"),
        ] {
            assert_eq!(apply(&edits, json), changed);
        }
    }

    #[test]
    fn many_places_become_all() {
        let mut edits = Edits::new(2);
        for key in [b"a", b"b", b"c"] {
            let path = [Step::Key(b"m"), Step::Key(key), Step::Key(b"n")];
            edits.rules.at(&path).value = Some(Reading::Boolean);
        }
        for index in 0..3 {
            edits.rules.at(&[Step::Key(b"x"), Step::Item(index)]).value = Some(Reading::Boolean);
        }
        let json = r#"{"m":{"a":{"n":1},"z":{"n":0,"o":1}},"x":[1,0,1,1],"y":1}"#;
        let changed =
            r#"{"m":{"a":{"n":true},"z":{"n":false,"o":1}},"x":[true,false,true,true],"y":1}"#;
        assert_eq!(apply(&edits, json), changed);
    }

    #[test]
    fn a_member_may_differ_from_all_others() {
        let mut edits = Edits::new(2);
        for key in [b"a", b"b", b"c"] {
            edits.rules.at(&[Step::Key(key)]).value = Some(Reading::Integer);
        }
        assert!(edits.rules.own(&[Step::Item(0)]).is_none());
        edits.rules.own(&[Step::Key(b"name")]).unwrap().value = None;
        assert!(edits.rules.own(&[Step::Key(b"name")]).is_none());
        let json = r#"{"a":"1","d":"2","name":"3"}"#;
        assert_eq!(apply(&edits, json), r#"{"a":1,"d":2,"name":"3"}"#);
    }

    #[test]
    fn single_values_are_removed_with_all_they_contain() {
        let json = r#"{"a":{"b":[1,{}]},"c":[[1],[2]],"d":{}}"#;
        for (value, changed) in [
            (r#"{"b""#, r#"{"c":[[1],[2]],"d":{}}"#),
            ("[1]", r#"{"a":{"b":[1,{}]},"c":[[2]],"d":{}}"#),
            ("[2]", r#"{"a":{"b":[1,{}]},"c":[[1]],"d":{}}"#),
            ("{}}", r#"{"a":{"b":[1,{}]},"c":[[1],[2]]}"#),
        ] {
            let mut edits = Edits::new(2);
            let start = json.rfind(value).unwrap();
            edits.single.insert(start, Change::Remove);
            assert_eq!(apply(&edits, json), changed);
        }
    }

    #[test]
    fn a_position_in_the_changed_text_is_found_in_the_original() {
        let mut edits = Edits::new(2);
        edits.removes_all_nulls = true;
        let json = br#"{"a": null, "b": [null, {"c": null}, 7], "d": "e"}"#;
        assert_eq!(edits.apply(json), br#"{"b":[{},7],"d":"e"}"#);
        for (end, token) in
            [(0, "{"), (2, "\"b\""), (8, "}"), (10, "7"), (12, "\"d\""), (19, "\"e\"")]
        {
            let found = edits.token_before(json, end).unwrap().token;
            assert_eq!(str::from_utf8(found.text).unwrap(), token, "{end}");
        }
    }
}
