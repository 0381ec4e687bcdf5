//! The Rust types for shapes of the model.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Kind, Place, Service, Shape, ShapeMember, Shapes, TimestampFormat};

use super::facts;
use super::only::Only;
use super::reach::Reach;
use super::{fields, variants};
use crate::names::pascal;

/// A type with its text, which rustfmt still has to format.
#[derive(Debug, Clone, Default)]
pub(crate) struct TypeDefinition {
    pub(crate) name: String,
    pub(crate) text: String,
    /// The names that the text needs from other crates.
    pub(crate) imports: BTreeSet<&'static str>,
    /// The shape of the model, if the type is for one.
    pub(crate) shape: Option<&'static str>,
    /// The operation that needed it first.
    pub(crate) operation: &'static str,
}

/// Writes types for one service.
pub(crate) struct Types {
    pub(super) service: Service,
    pub(super) shapes: Shapes<'static>,
    pub(super) reach: Reach,
    pub(super) has_deprecated: bool,
    pub(super) only: Only,
    /// Types whose name another type of the file has.
    pub(super) renamed: BTreeMap<&'static str, String>,
}

/// The type of a value, and what it needs.
#[derive(Debug, Clone, Default)]
pub(super) struct RustType {
    pub(super) text: String,
    pub(super) imports: BTreeSet<&'static str>,
    /// Whether the type has a `Default`.
    pub(super) has_default: bool,
}

impl RustType {
    fn new(text: &str, import: Option<&'static str>, has_default: bool) -> Self {
        Self { text: text.to_owned(), imports: import.into_iter().collect(), has_default }
    }

    pub(super) fn wrapped(mut self, in_type: &str, has_default: bool) -> Self {
        self.text = format!("{in_type}<{}>", self.text);
        self.has_default = has_default;
        self
    }
}

/// Names that Rust, or what the generated code imports, has already.
const TAKEN: [&str; 24] = [
    "ApiError",
    "BTreeMap",
    "Blob",
    "Box",
    "Call",
    "Client",
    "DateTime",
    "Document",
    "Err",
    "Error",
    "HttpDate",
    "None",
    "Ok",
    "Option",
    "Pages",
    "Result",
    "Sensitive",
    "Some",
    "String",
    "Timestamp",
    "UnknownMember",
    "Vec",
    "Float",
    "Value",
];

impl Types {
    /// Returns the name of a shape's type.
    pub(super) fn name(&self, shape: &Shape<'static>) -> String {
        if let Some(name) = self.renamed.get(shape.name()) {
            return name.clone();
        }
        let name = pascal(shape.name());
        if TAKEN.contains(&name.as_str()) { format!("{name}Shape") } else { name }
    }

    /// Returns the type of a value.
    pub(super) fn of(&self, shape: &Shape<'static>, place: Place) -> RustType {
        let text = match shape.kind_in(place) {
            Kind::String if shape.values().next().is_some() => {
                return RustType::new(&self.name(shape), None, false);
            }
            Kind::String => RustType::new("String", None, true),
            Kind::Blob => RustType::new("Blob", Some("connect_runtime::Blob"), true),
            Kind::Boolean => RustType::new("bool", None, true),
            Kind::Integer => RustType::new("i32", None, true),
            Kind::Long => RustType::new("i64", None, true),
            Kind::Float | Kind::Double => RustType::new("f64", None, true),
            Kind::Timestamp(format) => timestamp(format, place),
            Kind::List => self.inner(shape.element()).wrapped("Vec", true),
            Kind::Map => {
                let mut map = self.inner(shape.value());
                map.text = format!("BTreeMap<String, {}>", map.text);
                map.imports.insert("std::collections::BTreeMap");
                map.has_default = true;
                return map;
            }
            Kind::Structure => {
                RustType::new(&self.name(shape), None, fields::has_default(self, shape))
            }
            Kind::Union => RustType::new(&self.name(shape), None, false),
            _ => RustType::new("Document", Some("connect_runtime::Document"), true),
        };
        if shape.is_sensitive() && !matches!(shape.kind(), Kind::Structure | Kind::Union) {
            let has_default = text.has_default;
            let mut sensitive = text.wrapped("Sensitive", has_default);
            sensitive.imports.insert("connect_runtime::Sensitive");
            return sensitive;
        }
        text
    }

    fn inner(&self, shape: Option<&'static str>) -> RustType {
        let shape = shape.and_then(|name| self.shapes.shape(name));
        shape.map_or_else(
            || RustType::new("Document", Some("connect_runtime::Document"), true),
            |shape| self.of(&shape, Place::Body),
        )
    }

    /// Returns the members that are declared.
    pub(super) fn members(&self, shape: &Shape<'static>) -> Vec<ShapeMember<'static>> {
        let shape_name = shape.name();
        let members = shape.members().filter(|member| {
            let shape = self.shapes.shape(member.shape);
            let is_deprecated =
                member.is_deprecated || shape.is_some_and(|shape| shape.is_deprecated());
            (self.has_deprecated || !is_deprecated || member.is_required)
                && self.only.keeps(shape_name, member.wire_name)
        });
        members.collect()
    }

    /// Returns the types that a shape needs, itself included, each once and in the order of need.
    pub(super) fn needed(&self, shape: &Shape<'static>, seen: &mut Vec<&'static str>) {
        if seen.contains(&shape.name()) {
            return;
        }
        let is_type = match shape.kind() {
            Kind::Structure | Kind::Union => true,
            _ => shape.values().next().is_some(),
        };
        if is_type {
            seen.push(shape.name());
        }
        let members = self.members(shape).into_iter().map(|member| member.shape);
        for name in members.chain(shape.element()).chain(shape.value()) {
            if let Some(shape) = self.shapes.shape(name) {
                self.needed(&shape, seen);
            }
        }
    }

    /// Writes the type of a shape.
    pub(super) fn define(&self, shape: &Shape<'static>) -> TypeDefinition {
        match shape.kind() {
            Kind::Structure => fields::define(self, shape),
            Kind::Union => variants::define_union(self, shape),
            _ => variants::define_enum(self, shape),
        }
    }

    pub(super) fn facts(&self, member: &ShapeMember<'static>) -> Option<String> {
        facts::of_member(member, self.shapes)
    }
}

/// A timestamp of the default format of its place is the plain type.
fn timestamp(format: TimestampFormat, place: Place) -> RustType {
    if format == TimestampFormat::default_in(place) {
        return RustType::new("Timestamp", Some("connect_runtime::Timestamp"), false);
    }
    match format {
        TimestampFormat::DateTime => {
            RustType::new("DateTime", Some("connect_runtime::DateTime"), false)
        }
        TimestampFormat::HttpDate => {
            RustType::new("HttpDate", Some("connect_runtime::HttpDate"), false)
        }
        _ => RustType::new("EpochSeconds", Some("connect_runtime::EpochSeconds"), false),
    }
}
