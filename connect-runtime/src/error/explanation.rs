//! The modelled members that explain an error, beside its message.
//!
//! A refused flow lists its problems, mostly without a message. A resource that is in use has an id, and a refused file
//! has a reason. An error that leaves them out sends people to a debugger.

use std::fmt;

use serde_json::value::RawValue;

use super::items::visit_items;
use super::one_line::OneLine;
use crate::protocol::json::{Members, mend, parse_object};

/// The label of each member, and its names in the services.
const MEMBERS: [(&str, &[&str]); 7] = [
    ("problems", &["problems", "Problems"]),
    ("properties", &["PropertyList"]),
    ("reason", &["Reason", "reason"]),
    ("resource type", &["ResourceType", "resourceType"]),
    ("resource id", &["ResourceId", "resourceId"]),
    ("resource name", &["resourceName"]),
    ("state", &["state"]),
];

/// The number of texts that are shown of a list. The service sends up to 50 problems.
const MAX_TEXTS: usize = 10;

/// The members of an error that explain it.
pub(super) struct Explanation(Vec<Explained>);

struct Explained {
    label: &'static str,
    names: &'static [&'static str],
    texts: Vec<String>,
    /// The number of texts that are left out, because there are too many.
    left_out: usize,
}

impl Explanation {
    /// Reads the members in the body of an error. A member without a text is left out.
    pub(super) fn of(body: &[u8]) -> Self {
        let mended = mend(body);
        let json = mended.as_ref().map_or(body, |mended| &mended.text);
        let members: Members<'_> = parse_object(json).unwrap_or_default();
        let explained = MEMBERS.iter().filter_map(|(label, names)| {
            let mut values = names.iter().filter_map(|name| members.get(name));
            values.find_map(|value| Explained::read(label, names, value))
        });
        Self(explained.collect())
    }

    /// Whether the member is one of those that are written.
    pub(super) fn has(&self, member: &str) -> bool {
        self.0.iter().any(|explained| explained.names.contains(&member))
    }

    /// Removes a member that says the same as `message`.
    pub(super) fn without_message(mut self, message: &str) -> Self {
        self.0.retain(|explained| explained.texts != [message]);
        self
    }

    /// Writes the members after `start`, which is written only if there are any.
    pub(super) fn write(&self, start: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, explained) in self.0.iter().enumerate() {
            write!(f, "{}{explained}", if index == 0 { start } else { "; " })?;
        }
        Ok(())
    }
}

impl Explained {
    fn read(label: &'static str, names: &'static [&'static str], value: &RawValue) -> Option<Self> {
        let mut explained = Self { label, names, texts: Vec::new(), left_out: 0 };
        if !visit_items(value.get(), |item| explained.add(item)) {
            explained.add(value);
        }
        (!explained.texts.is_empty()).then_some(explained)
    }

    /// Adds the text of a value, or counts it.
    fn add(&mut self, value: &RawValue) {
        match text(value) {
            Some(text) if self.texts.len() < MAX_TEXTS => self.texts.push(text),
            Some(_) => self.left_out += 1,
            None => {}
        }
    }
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.label)?;
        for (index, text) in self.texts.iter().enumerate() {
            write!(f, "{}{}", if index == 0 { "" } else { "; " }, OneLine(text))?;
        }
        match self.left_out {
            0 => Ok(()),
            left_out => write!(f, "; and {left_out} more"),
        }
    }
}

/// Returns the text of a string, of a structure with a message, or of a union.
fn text(value: &RawValue) -> Option<String> {
    let json = value.get().as_bytes();
    let text = match parse_object::<Members<'_>>(json) {
        Some(members) => text_of_members(&members)?,
        None => serde_json::from_slice(json).ok()?,
    };
    (!text.trim().is_empty()).then_some(text)
}

fn text_of_members(members: &Members<'_>) -> Option<String> {
    let first = |names: &[&str]| names.iter().find_map(|name| members.string(name));
    let message = first(&["message", "Message", "Reason"]);
    match (first(&["PropertyPath"]), message) {
        (Some(path), Some(message)) => Some(format!("{path}: {message}")),
        (None, Some(message)) => Some(message),
        // A union has one member.
        (_, None) => members.iter().find_map(|(name, _)| members.string(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_that_are_not_shown_are_not_kept() {
        let body = format!(r#"{{"problems": ["a"{}]}}"#, r#", "a", 7"#.repeat(100_000));
        let explanation = Explanation::of(body.as_bytes());
        let problems = &explanation.0[0];
        assert_eq!((problems.texts.len(), problems.left_out), (MAX_TEXTS, 99_991));
        assert!(problems.texts.capacity() < 100, "{}", problems.texts.capacity());
    }
}
