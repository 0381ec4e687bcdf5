//! Values that must not be printed by accident.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value that `Debug` does not show, for members that Connect's model marks as sensitive.
///
/// In JSON it is the plain value. It has no `Display`. Code reads the value only through
/// [`expose`](Self::expose) and [`into_inner`](Self::into_inner), so every use is easy to find.
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

    /// Returns a reference to the value.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Returns the value.
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
