//! Rust enums for enums and unions of the model.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use connect_model::{Place, Shape, snake_case};

use super::types::{TypeDefinition, Types};
use crate::names::pascal;

/// Writes an open enum: a value that AWS adds later is kept.
pub(super) fn define_enum(types: &Types, shape: &Shape<'static>) -> TypeDefinition {
    let name = types.name(shape);
    let values: Vec<&str> = shape.values().collect();
    let idents = unique(values.iter().map(|value| pascal(value)));
    let mut variants = String::new();
    for (value, ident) in values.iter().zip(&idents) {
        // What `ConnectEnum` derives from the variant.
        if snake_case(ident).to_uppercase() != **value {
            let _ = writeln!(variants, "#[text({value:?})]");
        }
        let _ = writeln!(variants, "{ident},");
    }
    let other = other(&idents);
    let similar = similar_names(&idents);
    let text = format!(
        "{similar}#[derive(Debug, Clone, PartialEq, Eq, ConnectEnum)]\npub enum {name} {{\n{variants}\
         /// A value that AWS's model does not have.\n#[other]\n{other}(String),\n}}\n"
    );
    TypeDefinition {
        name,
        text,
        imports: BTreeSet::from(["connect_runtime::ConnectEnum"]),
        ..TypeDefinition::default()
    }
}

/// Writes an enum with a variant for each member of a union.
pub(super) fn define_union(types: &Types, shape: &Shape<'static>) -> TypeDefinition {
    let name = types.name(shape);
    let is_output = types.reach.is_in_outputs(shape.name());
    let members = types.members(shape);
    let idents = unique(members.iter().map(|member| pascal(member.wire_name)));
    let mut imports = BTreeSet::new();
    let mut variants = String::new();
    for (member, ident) in members.iter().zip(&idents) {
        let Some(inner) = types.shapes.shape(member.shape) else { continue };
        let mut value = types.of(&inner, Place::Body);
        if types.reach.is_inside_itself(shape, member.shape) {
            value = value.wrapped("Box", false);
        }
        imports.extend(value.imports.iter());
        if ident != member.wire_name {
            let attribute = if is_output {
                format!("#[member(\"{}\")]", member.wire_name)
            } else {
                format!("#[serde(rename = \"{}\")]", member.wire_name)
            };
            let _ = writeln!(variants, "{attribute}");
        }
        let _ = writeln!(variants, "{ident}({}),", value.text);
    }
    let derive = if is_output {
        imports.extend(["connect_runtime::ConnectUnion", "connect_runtime::UnknownMember"]);
        let other = other(&idents);
        let _ = writeln!(
            variants,
            "/// A member that AWS's model does not have.\n#[other]\n{other}(UnknownMember),"
        );
        "ConnectUnion"
    } else {
        imports.insert("serde::Serialize");
        "Serialize"
    };
    let similar = similar_names(&idents);
    let text = format!(
        "{similar}#[allow(clippy::large_enum_variant, reason = \"a union has one of them\")]\n\
         #[derive(Debug, Clone, PartialEq, {derive})]\npub enum {name} {{\n{variants}}}\n"
    );
    TypeDefinition { name, text, imports, ..TypeDefinition::default() }
}

/// Returns the variant for what the model does not have.
fn other(idents: &[String]) -> &'static str {
    let candidates = ["Other", "Unknown", "Unlisted"];
    let is_free = |name: &&str| !idents.iter().any(|ident| ident == name);
    candidates.into_iter().find(is_free).unwrap_or("NotInModel")
}

/// Adds a number to a name that is there already.
fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for name in names {
        let mut free = name.clone();
        let mut number = 1;
        while unique.contains(&free) {
            number += 1;
            free = format!("{name}{number}");
        }
        unique.push(free);
    }
    unique
}

/// Returns the attribute for variants that all start or end with one word.
fn similar_names(idents: &[String]) -> &'static str {
    let words: Vec<Vec<String>> = idents.iter().map(|ident| crate::names::words(ident)).collect();
    let Some(first) = words.first().filter(|_| words.len() > 2) else { return "" };
    let is_similar = words.iter().all(|it| it.first() == first.first())
        || words.iter().all(|it| it.last() == first.last());
    if is_similar { "#[allow(clippy::enum_variant_names, reason = \"AWS's names\")]\n" } else { "" }
}
