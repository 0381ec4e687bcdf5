//! What a new member is, in a few words.

use super::model::{MemberFacts, Model, ShapeFacts};
use crate::range::range_of;

const DEPTH: usize = 4;

/// Returns the kind and the limits, such as `string, 1 to 100 characters`.
pub(super) fn member(model: &Model, member: &MemberFacts, place: &str) -> String {
    let Some(shape) = model.shapes.get(&member.shape) else { return "value".to_owned() };
    let mut facts = vec![kind(model, shape, place, DEPTH)];
    facts.extend(range_of(&shape.kind, shape.min, shape.max));
    if shape.is_sensitive {
        facts.push("sensitive".to_owned());
    }
    if member.is_deprecated || shape.is_deprecated {
        facts.push("deprecated".to_owned());
    }
    facts.join(", ")
}

/// Returns what a value is, down to this depth: a list may have itself as an element.
fn kind(model: &Model, shape: &ShapeFacts, place: &str, depth: usize) -> String {
    let named = |name: &Option<String>| {
        let shape = name.as_ref().filter(|_| depth > 0).and_then(|name| model.shapes.get(name));
        shape.map_or_else(|| "value".to_owned(), |shape| kind(model, shape, "body", depth - 1))
    };
    match shape.kind.as_str() {
        "string" if !shape.values.is_empty() => "enum".to_owned(),
        "list" => format!("list of {}", named(&shape.element)),
        "map" => format!("map of {}", named(&shape.value)),
        "structure" | "union" => shape.title.clone(),
        _ => shape.kind_in(place).to_owned(),
    }
}
