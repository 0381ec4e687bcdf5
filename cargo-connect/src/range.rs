//! The limits of a shape in words.

use connect_model::{Kind, Limit, Shape};

/// Returns the limits, such as `1 to 100 characters`.
pub(crate) fn range(shape: &Shape<'static>) -> Option<String> {
    let unit = match shape.kind() {
        Kind::String => " characters",
        Kind::List => " elements",
        Kind::Map => " entries",
        Kind::Blob => " bytes",
        _ => "",
    };
    match (shape.min(), shape.max()) {
        (Some(min), Some(max)) if min == max => Some(format!("{min}{unit}")),
        (Some(min), Some(max)) => Some(format!("{min} to {max}{unit}")),
        (Some(min), None) if min != Limit::Integer(0) => Some(format!("at least {min}{unit}")),
        (None, Some(max)) => Some(format!("at most {max}{unit}")),
        _ => None,
    }
}
