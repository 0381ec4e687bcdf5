//! Facts of the model for comments in the code.

use connect_model::{ShapeMember, Shapes};

use crate::range::range;

/// Returns what a reader of a member should know: limits, whether the service needs it.
pub(super) fn of_member(member: &ShapeMember<'static>, shapes: Shapes<'static>) -> Option<String> {
    let shape = shapes.shape(member.shape)?;
    let mut facts = Vec::new();
    if member.is_required {
        facts.push("Required".to_owned());
    }
    facts.extend(range(&shape).map(|range| capitalized(&range, facts.is_empty())));
    if member.is_deprecated || shape.is_deprecated() {
        facts.push("deprecated by AWS".to_owned());
    }
    let text = facts.join(", ");
    (!text.is_empty()).then(|| capitalized(&text, true) + ".")
}

fn capitalized(text: &str, is_first: bool) -> String {
    let (first, rest) = text.split_at_checked(1).unwrap_or_default();
    if is_first { first.to_ascii_uppercase() + rest } else { text.to_owned() }
}
