//! What a run over a type has seen: what the type asks for, beside what the model has.

use connect_model::{Kind, Shape, TimestampFormat};

/// What a run has seen.
#[derive(Default)]
pub(super) struct Seen {
    /// The names that a struct asks for and the model does not have.
    pub(super) unknown: Vec<UnknownName>,
    /// The kinds that differ: the path, what the type asks for, and what the model has.
    pub(super) kinds: Vec<(String, Wanted, Kind)>,
    /// The paths of the members that both have, and whether the model requires them.
    pub(super) members: Vec<(String, bool)>,
    /// The strings with values that the model lists.
    pub(super) enums: Vec<(String, Shape<'static>)>,
    pub(super) unions: Vec<(String, Shape<'static>)>,
    /// The paths where the type does not say what it asks for.
    pub(super) hidden: Vec<String>,
    /// The path at which the type refused its sample.
    pub(super) refused: Option<String>,
}

pub(super) struct UnknownName {
    pub(super) path: String,
    pub(super) type_name: &'static str,
    /// All names that the struct asks for, with their aliases.
    pub(super) fields: &'static [&'static str],
    pub(super) shape: Shape<'static>,
}

/// What a type asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Text,
    Number,
    Boolean,
    Bytes,
    List,
    Map,
    Struct,
    Enum,
}

impl Wanted {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Bytes => "bytes",
            Self::List => "a list",
            Self::Map => "a map",
            Self::Struct => "a struct",
            Self::Enum => "an enum",
        }
    }

    /// Whether JSON of this kind may be read as what the type asks for.
    pub(super) fn fits(self, kind: Kind) -> bool {
        match kind {
            Kind::String => matches!(self, Self::Text | Self::Enum | Self::Bytes),
            Kind::Blob => matches!(self, Self::Text | Self::Bytes),
            Kind::Boolean => self == Self::Boolean,
            Kind::Integer
            | Kind::Long
            | Kind::Float
            | Kind::Double
            | Kind::Timestamp(TimestampFormat::EpochSeconds) => self == Self::Number,
            Kind::Timestamp(_) => self == Self::Text,
            Kind::List => self == Self::List,
            Kind::Map | Kind::Structure => matches!(self, Self::Map | Self::Struct),
            Kind::Union => matches!(self, Self::Map | Self::Struct | Self::Enum),
            _ => true,
        }
    }
}
