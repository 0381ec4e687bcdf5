//! Members of a union that the declaration does not name.

use std::fmt;

use crate::protocol::document::Document;

/// A member that an enum with `#[derive(ConnectUnion)]` does not name: the service may know more
/// members than the program.
///
/// It is kept and sent back as it is. `Debug` shows the name alone.
#[derive(Clone, PartialEq)]
pub struct UnknownMember {
    /// The name of the member.
    pub name: String,
    /// Its value.
    pub value: Document,
}

impl UnknownMember {
    #[doc(hidden)]
    pub fn is_null(&self) -> bool {
        self.value.0.is_null()
    }
}

impl fmt::Debug for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMember").field("name", &self.name).finish_non_exhaustive()
    }
}
