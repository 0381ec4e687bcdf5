//! The kind of a value in AWS's model, and what a written type says about its own.

use syn::{GenericArgument, Ident, PathArguments, Type};

/// The kind of a value in AWS's model. A document has none, because any JSON is right.
#[derive(Clone, Copy)]
pub(crate) enum ModelKind {
    String,
    /// Text, of a member whose name ends in `Arn`.
    Arn,
    Blob,
    Boolean,
    /// An integer of any size, or a float.
    Number,
    /// A timestamp, in seconds.
    Timestamp,
    /// A timestamp in the format `iso8601`.
    TimestampText,
    List,
    /// A list, of a member whose name ends in `Arns`.
    ArnList,
    Map,
    Structure,
    Union,
}

/// What a type says by its text. The macro leaves out a check that would find nothing.
///
/// The text never decides that a type is wrong, because a name may be an alias or a type of the user.
pub(crate) enum WrittenType {
    /// The name behind references, smart pointers and `Option`s, with the last type in its angle brackets.
    Name(Ident, Option<Box<Self>>),
    /// A slice or array of a type.
    Slice(Box<Self>),
    /// Any other type, such as `impl Trait` or a tuple.
    Other,
}

const POINTERS: [&str; 5] = ["Arc", "Box", "Cow", "Option", "Rc"];
const TEXTS: [&str; 2] = ["str", "String"];
const NUMBERS: [&str; 14] = [
    "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
    "usize",
];
const LISTS: [&str; 3] = ["Vec", "BTreeSet", "HashSet"];
const OTHERS: [&str; 5] = ["bool", "Blob", "DateTime", "Timestamp", INSTANCE_ID];
const INSTANCE_ID: &str = "InstanceId";
const MAPS: [&str; 2] = ["BTreeMap", "HashMap"];

impl WrittenType {
    pub(crate) fn of(mut ty: &Type) -> Self {
        loop {
            ty = match ty {
                Type::Group(group) => &group.elem,
                Type::Paren(paren) => &paren.elem,
                Type::Reference(reference) => &reference.elem,
                Type::Slice(slice) => return Self::Slice(Box::new(Self::of(&slice.elem))),
                Type::Array(array) => return Self::Slice(Box::new(Self::of(&array.elem))),
                Type::Path(path) => {
                    let Some(last) = path.path.segments.last() else { return Self::Other };
                    match content(&last.arguments) {
                        Some(content) if is_one_of(&last.ident, &POINTERS) => content,
                        content => {
                            let content = content.map(|content| Box::new(Self::of(content)));
                            return Self::Name(last.ident.clone(), content);
                        }
                    }
                }
                _ => return Self::Other,
            };
        }
    }

    /// Whether the type is as usual for a value of this kind in a JSON body, or tells no kind at all.
    pub(crate) fn is_usual_for(&self, kind: ModelKind) -> bool {
        match (self, kind) {
            _ if !self.tells_kind() => true,
            (Self::Slice(_), ModelKind::List | ModelKind::ArnList) => true,
            (Self::Name(name, _), ModelKind::String | ModelKind::Arn) => {
                is_one_of(name, &TEXTS) || name == INSTANCE_ID
            }
            (Self::Name(name, _), ModelKind::Blob) => name == "Blob",
            (Self::Name(name, _), ModelKind::Boolean) => name == "bool",
            (Self::Name(name, _), ModelKind::Number) => is_one_of(name, &NUMBERS),
            (Self::Name(name, _), ModelKind::Timestamp) => name == "Timestamp",
            (Self::Name(name, _), ModelKind::TimestampText) => name == "DateTime",
            (Self::Name(name, _), ModelKind::List | ModelKind::ArnList) => is_one_of(name, &LISTS),
            (Self::Name(name, _), ModelKind::Map) => is_one_of(name, &MAPS),
            _ => false,
        }
    }

    /// Whether the type is as usual for one value in a query, or tells no kind at all.
    pub(crate) fn is_usual_scalar(&self) -> bool {
        match self {
            Self::Name(name, _) => !is_one_of(name, &LISTS),
            Self::Slice(_) => false,
            Self::Other => true,
        }
    }

    /// Whether the type may be the runtime's `InstanceId`, which is no ARN.
    pub(crate) fn may_be_instance_id(&self) -> bool {
        matches!(self, Self::Name(name, _) if name == INSTANCE_ID)
    }

    /// Whether the type may be a list of the runtime's `InstanceId`.
    pub(crate) fn may_be_instance_ids(&self) -> bool {
        match self {
            Self::Slice(item) => item.may_be_instance_id(),
            Self::Name(name, Some(item)) => is_one_of(name, &LISTS) && item.may_be_instance_id(),
            Self::Name(_, None) | Self::Other => false,
        }
    }

    /// Whether the type has a name that usually tells its kind. The compiler spends about 0.1 ms on a check, so
    /// the types of users, which pass anyway, have none.
    fn tells_kind(&self) -> bool {
        let known = [&TEXTS[..], &NUMBERS, &LISTS, &MAPS, &OTHERS];
        match self {
            Self::Slice(_) => true,
            Self::Name(name, _) => known.iter().any(|names| is_one_of(name, names)),
            Self::Other => false,
        }
    }
}

/// The last type in the angle brackets.
fn content(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return None };
    arguments.args.iter().rev().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn is_one_of(name: &Ident, names: &[&str]) -> bool {
    names.iter().any(|other| name == other)
}
