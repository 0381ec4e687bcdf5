//! Union members that the declaration does not name.

use std::fmt;

use crate::protocol::document::Document;

/// A union member that the enum with `#[derive(ConnectUnion)]` does not name.
///
/// The service may add members after the program was built. An unknown member is kept and serialized
/// again unchanged. `Debug` shows only its name.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UnknownMember {
    /// The name of the member.
    pub name: String,
    /// The value of the member.
    pub value: Document,
}

impl UnknownMember {
    /// Creates a member from its name and value.
    pub fn new(name: impl Into<String>, value: impl Into<Document>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

impl fmt::Debug for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMember").field("name", &self.name).finish_non_exhaustive()
    }
}
