//! What a request breaks, for the text of the refusal.

use connect_model::{Place, ShapeMember};
use serde_json::Value;

/// The most characters of a value that a message quotes.
const QUOTED: usize = 60;

/// A member of a request that the service refuses: which one, its value and the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::testing) struct Violation(String);

impl Violation {
    /// `problem` continues the name of the member, such as `is required and missing`.
    pub(super) fn new(member: &str, problem: &str) -> Self {
        Self(format!("`{member}` {problem}"))
    }

    pub(super) fn of_body(problem: impl AsRef<str>) -> Self {
        Self(format!("the body {}", problem.as_ref()))
    }

    /// `rule` continues the value, such as `has 3 characters, and the maximum is 2`.
    pub(super) fn of_value(member: &str, value: &Value, rule: &str) -> Self {
        Self(format!("`{member}`: the value {} {rule}", quoted(value)))
    }

    /// As [`Self::of_value`], for a value that must not be shown.
    pub(super) fn of_hidden(member: &str, rule: &str) -> Self {
        Self(format!("`{member}`: the value (not shown here) {rule}"))
    }

    pub(super) fn misplaced(sent: &str, place: Place, member: &ShapeMember<'_>) -> Self {
        let (sent_in, belongs_in) = (place_text(place), place_text(member.place));
        let (name, wire_name) = (member.name, member.wire_name);
        Self(format!(
            "`{name}`: the {sent_in} has `{sent}`, and the service reads `{wire_name}` from the {belongs_in}"
        ))
    }

    pub(in crate::testing) fn message(&self) -> &str {
        &self.0
    }
}

const fn place_text(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        _ => "body",
    }
}

/// Returns the JSON of a value, cut if it is long.
fn quoted(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let shown: String = text.chars().take(QUOTED).collect();
    if shown.len() < text.len() { format!("'{shown}…'") } else { format!("'{shown}'") }
}
