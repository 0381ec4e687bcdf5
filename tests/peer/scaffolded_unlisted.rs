//! What a variant `#[other]` holds in the comparison with boto3. It has a mark, which shows in JSON that no other
//! variant has the value.

use connect_runtime::{Document, UnknownMember};

const MARK: &str = "not listed: ";

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value(String);

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self(format!("{MARK}{text}"))
    }
}

impl AsRef<str> for Value {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A member of a union.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) value: Document,
}

impl From<UnknownMember> for Member {
    fn from(member: UnknownMember) -> Self {
        Self { name: format!("{MARK}{}", member.name), value: member.value }
    }
}
