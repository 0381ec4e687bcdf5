//! Values that must not be printed by accident.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value whose `Debug` does not show it, for the members that Connect's model calls sensitive,
/// such as tokens.
///
/// In JSON it is the value itself. It has no `Display`: [`expose`](Self::expose) is the one way to
/// the value, so that each use can be searched for.
///
/// ```
/// use connect_runtime::Sensitive;
///
/// let token: Sensitive<String> = serde_json::from_str(r#""abc""#)?;
/// assert_eq!(format!("{token:?}"), "** redacted **");
/// assert_eq!(token.expose(), "abc");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, to be used and not printed.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Takes the value out.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("** redacted **")
    }
}
