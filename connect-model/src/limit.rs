//! The limits of a shape.

use std::fmt;

/// A limit of the length of a value or of its number, as the model writes it.
///
/// Limits of floats may be whole too, so compare a float with [`Self::as_f64`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Limit {
    /// A number without a point. Limits of lengths have none.
    Integer(i64),
    /// A number with a point or an exponent, such as `0.01` or `5.0`.
    Float(f64),
}

impl Limit {
    pub(crate) fn read(text: &str) -> Option<Self> {
        // The text of a float has a point or an exponent, `5.0` too.
        let integer = text.parse().ok().map(Self::Integer);
        integer.or_else(|| text.parse().ok().map(Self::Float))
    }

    /// Returns the limit if it is written without a point.
    pub const fn as_i64(self) -> Option<i64> {
        match self {
            Self::Integer(limit) => Some(limit),
            Self::Float(_) => None,
        }
    }

    /// Returns the limit as a float. It is rounded if it is over 2⁵³.
    #[expect(clippy::cast_precision_loss, reason = "the documentation says so")]
    pub const fn as_f64(self) -> f64 {
        match self {
            Self::Integer(limit) => limit as f64,
            Self::Float(limit) => limit,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(limit) => limit.fmt(f),
            Self::Float(limit) => limit.fmt(f),
        }
    }
}
