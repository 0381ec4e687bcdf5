//! The limits of a shape in words.

use connect_model::{Limit, Shape};

/// Returns the limits, such as `1 to 100 characters`.
pub(crate) fn range(shape: &Shape<'static>) -> Option<String> {
    range_of(shape.kind().name(), shape.min(), shape.max())
}

/// Returns the limits of a value of this kind.
pub(crate) fn range_of(kind: &str, min: Option<Limit>, max: Option<Limit>) -> Option<String> {
    let unit = unit(kind);
    match (min, max) {
        (Some(min), Some(max)) if min == max => Some(format!("{min}{unit}")),
        (Some(min), Some(max)) => Some(format!("{min} to {max}{unit}")),
        (Some(min), None) if min != Limit::Integer(0) => Some(format!("at least {min}{unit}")),
        (None, Some(max)) => Some(format!("at most {max}{unit}")),
        _ => None,
    }
}

/// Returns what a limit counts, with a space before it. The limit of a number counts nothing.
pub(crate) fn unit(kind: &str) -> &'static str {
    match kind {
        "string" => " characters",
        "list" => " elements",
        "map" => " entries",
        "blob" => " bytes",
        _ => "",
    }
}
