//! Structs for structures of the model.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use connect_model::{Kind, Place, Shape, ShapeMember};

use super::types::{RustType, TypeDefinition, Types};
use crate::names::{snake, words};

/// Writes the struct of a structure.
pub(super) fn define(types: &Types, shape: &Shape<'static>) -> TypeDefinition {
    let members = types.members(shape);
    let members = members.iter().filter(|member| member.place == Place::Body);
    define_of(types, shape, &types.name(shape), &members.copied().collect::<Vec<_>>())
}

/// Writes a struct with these members of a structure.
pub(super) fn define_of(
    types: &Types,
    shape: &Shape<'static>,
    name: &str,
    members: &[ShapeMember<'static>],
) -> TypeDefinition {
    let case = Case::of(members);
    let is_output = types.reach.is_in_outputs(shape.name());
    let mut imports = BTreeSet::from(["serde::Serialize"]);
    let mut fields = String::new();
    for member in members {
        let field = field_type(types, shape, member);
        imports.extend(field.imports.iter());
        if let Some(facts) = types.facts(member) {
            let _ = writeln!(fields, "/// {facts}");
        }
        let ident = snake(member.wire_name);
        let mut marks = Vec::new();
        if case.apply(&ident) != member.wire_name {
            marks.push(format!("rename = \"{}\"", member.wire_name));
        }
        if is_output && (field.text.starts_with("Vec<") || field.text.starts_with("BTreeMap<")) {
            marks.push("default".to_owned());
        }
        if !marks.is_empty() {
            let _ = writeln!(fields, "#[serde({})]", marks.join(", "));
        }
        let _ = writeln!(fields, "pub {ident}: {},", field.text);
    }
    let mut derives = vec!["Debug", "Clone", "PartialEq"];
    if has_default(types, shape) {
        derives.push("Default");
    }
    derives.push("Serialize");
    if is_output {
        derives.push("Deserialize");
        imports.insert("serde::Deserialize");
    }
    let mut text = String::new();
    if has_similar_names(name, members) {
        text.push_str("#[allow(clippy::struct_field_names, reason = \"AWS's names\")]\n");
    }
    let _ = writeln!(text, "#[derive({})]", derives.join(", "));
    if !members.is_empty() {
        let _ = writeln!(text, "#[serde(rename_all = \"{}\")]", case.name());
    }
    let _ = writeln!(text, "pub struct {name} {{\n{fields}}}");
    TypeDefinition { name: name.to_owned(), text, imports, ..TypeDefinition::default() }
}

/// Whether the struct of a shape has a `Default`: no field insists on a value that has none.
pub(super) fn has_default(types: &Types, shape: &Shape<'static>) -> bool {
    // A shape inside itself is an option, so the walk ends there.
    types.members(shape).iter().all(|member| {
        !is_plain(types, shape, member)
            || types.reach.is_inside_itself(shape, member.shape)
            || types.shapes.shape(member.shape).is_none_or(|it| {
                it.kind() != Kind::Structure && types.of(&it, Place::Body).has_default
                    || it.kind() == Kind::Structure && has_default(types, &it)
            })
    })
}

/// Whether a field has its value without an option: what a request needs. Responses may lack anything.
fn is_plain(types: &Types, shape: &Shape<'static>, member: &ShapeMember<'static>) -> bool {
    member.is_required && !types.reach.is_in_outputs(shape.name())
}

fn field_type(types: &Types, shape: &Shape<'static>, member: &ShapeMember<'static>) -> RustType {
    let Some(of) = types.shapes.shape(member.shape) else { return RustType::default() };
    let mut field = types.of(&of, member.place);
    if types.reach.is_inside_itself(shape, member.shape) {
        field = field.wrapped("Box", false);
    }
    let is_collection = field.text.starts_with("Vec<") || field.text.starts_with("BTreeMap<");
    let is_only_output =
        types.reach.is_in_outputs(shape.name()) && !types.reach.is_in_inputs(shape.name());
    if is_plain(types, shape, member) || is_collection && is_only_output {
        return field;
    }
    field.wrapped("Option", true)
}

/// The case of most names on the wire.
#[derive(Clone, Copy)]
enum Case {
    Pascal,
    Camel,
}

impl Case {
    fn of(members: &[ShapeMember<'static>]) -> Self {
        let is_small = |member: &&ShapeMember<'static>| {
            member.wire_name.starts_with(|it: char| it.is_ascii_lowercase())
        };
        let small = members.iter().filter(is_small).count();
        if small * 2 > members.len() { Self::Camel } else { Self::Pascal }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Pascal => "PascalCase",
            Self::Camel => "camelCase",
        }
    }

    /// Writes a field's name as serde does for this case.
    fn apply(self, ident: &str) -> String {
        let mut text = String::new();
        for part in ident.trim_start_matches("r#").split('_') {
            let (first, rest) = part.split_at_checked(1).unwrap_or_default();
            let is_first = text.is_empty() && matches!(self, Self::Camel);
            text.push_str(&if is_first { first.to_owned() } else { first.to_ascii_uppercase() });
            text.push_str(rest);
        }
        text
    }
}

/// Whether clippy would have other names: all fields share a word, or have the struct's name.
fn has_similar_names(name: &str, members: &[ShapeMember<'static>]) -> bool {
    let fields: Vec<Vec<String>> = members.iter().map(|member| words(member.wire_name)).collect();
    let (Some(first), true) = (fields.first(), fields.len() > 2) else { return false };
    let shares_start = fields.iter().all(|field| field.first() == first.first());
    let shares_end = fields.iter().all(|field| field.last() == first.last());
    let of_struct = words(name);
    let has_name = |field: &Vec<String>| {
        field.len() > of_struct.len()
            && (field.starts_with(&of_struct) || field.ends_with(&of_struct))
    };
    shares_start || shares_end || fields.iter().any(has_name)
}
