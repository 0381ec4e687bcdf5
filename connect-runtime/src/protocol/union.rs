//! Members of a union that the declaration does not name.

use std::fmt;

use crate::protocol::document::Document;

/// A member that an enum with `#[derive(ConnectUnion)]` does not name: the service may know more
/// members than the program.
///
/// It is kept and sent back as it is. `Debug` shows the name alone.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UnknownMember {
    /// The name of the member.
    pub name: String,
    /// Its value.
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
