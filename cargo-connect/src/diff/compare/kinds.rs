//! What another kind of a value means.

use crate::diff::finding::Direction;
use crate::diff::finding::Weight::{self, Addition, Breaking, ToLookAt};

/// Returns what it means that a value is of another kind.
///
/// A request of today fits a wider number. A response fits a narrower one, which its reader may not need
/// any more.
pub(super) fn weight(direction: Direction, old: &str, new: &str) -> Weight {
    match (width(old), width(new)) {
        (Some(old), Some(new)) if new > old => direction.weigh(Addition, Breaking),
        (Some(_), Some(_)) => direction.weigh(Breaking, ToLookAt),
        _ => other_weight(direction, old, new),
    }
}

/// A union is a structure with one member. JSON of any form has all others in it.
fn other_weight(direction: Direction, old: &str, new: &str) -> Weight {
    match (old, new) {
        ("structure", "union") | ("document", _) => direction.weigh(Breaking, ToLookAt),
        ("union", "structure") | (_, "document") => direction.weigh(ToLookAt, Breaking),
        _ => Breaking,
    }
}

/// Returns how wide a number is among the kinds of numbers.
fn width(kind: &str) -> Option<usize> {
    ["integer", "long", "float", "double"].iter().position(|known| *known == kind)
}

/// Whether limits and members of the two kinds can be compared.
pub(super) fn have_same_parts(old: &str, new: &str) -> bool {
    let is_structure = |kind| matches!(kind, "structure" | "union");
    width(old).is_some() && width(new).is_some() || is_structure(old) && is_structure(new)
}
