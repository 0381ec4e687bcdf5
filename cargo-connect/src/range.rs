//! The limits of a shape in words.

use connect_model::{Limit, Shape};

/// Returns the limits, such as `1 to 100 characters`.
pub(crate) fn range(shape: &Shape<'static>) -> Option<String> {
    range_of(shape.kind().name(), shape.min(), shape.max())
}

/// Returns the limits of a value of this kind.
pub(crate) fn range_of(kind: &str, min: Option<Limit>, max: Option<Limit>) -> Option<String> {
    let is_length = matches!(kind, "string" | "list" | "map" | "blob");
    // No length is less than 0.
    let min = min.filter(|min| !is_length || *min != Limit::Integer(0));
    match (min, max) {
        (Some(min), Some(max)) if min == max => Some(counted(min, kind)),
        (Some(min), Some(max)) => Some(format!("{min} to {}", counted(max, kind))),
        (Some(min), None) if min != Limit::Integer(0) => {
            Some(format!("at least {}", counted(min, kind)))
        }
        (None, Some(max)) => Some(format!("at most {}", counted(max, kind))),
        _ => None,
    }
}

/// Returns a limit with what it counts, such as `1 character`. The limit of a number counts nothing.
pub(crate) fn counted(limit: Limit, kind: &str) -> String {
    let (one, several) = match kind {
        "string" => (" character", " characters"),
        "list" => (" element", " elements"),
        "map" => (" entry", " entries"),
        "blob" => (" byte", " bytes"),
        _ => ("", ""),
    };
    let unit = if limit == Limit::Integer(1) { one } else { several };
    format!("{limit}{unit}")
}
