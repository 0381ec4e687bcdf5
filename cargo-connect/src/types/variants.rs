//! Enums: texts by `ConnectEnum`, members by `ConnectUnion`.

use connect_model::{Kind, snake_case};
use syn::{Attribute, ItemEnum, LitStr, Variant};

use super::known::KnownType;
use super::walk::{Meant, Walk, nearest};
use crate::attributes::{derives, last_name, unraw};

pub(super) fn follow<'a>(walk: &mut Walk<'a>, item: &ItemEnum, known: &'a KnownType, meant: Meant) {
    if derives(&item.attrs, |path| last_name(path) == "ConnectEnum") {
        texts(walk, item, known, meant);
    } else if derives(&item.attrs, |path| last_name(path) == "ConnectUnion")
        && meant.shape.kind() == Kind::Union
    {
        members(walk, item, known, meant);
    }
}

/// Notes the texts that the model does not list. A string without a list may have any.
fn texts(walk: &mut Walk<'_>, item: &ItemEnum, known: &KnownType, meant: Meant) {
    let shape = meant.shape;
    if shape.values().next().is_none() {
        return;
    }
    for variant in named(item) {
        let text = argument(&variant.attrs, "text")
            .unwrap_or_else(|| snake_case(&unraw(&variant.ident)).to_ascii_uppercase());
        if shape.values().any(|value| value == text) {
            continue;
        }
        let help = nearest(&text, shape.values())
            .map_or_else(String::new, |near| format!("\nhelp: write `#[text(\"{near}\")]`"));
        let message = format!(
            "`{}::{}` is `{text}`, which AWS's model of {} does not list for `{}`{help}",
            item.ident,
            variant.ident,
            walk.shapes.release().date,
            shape.name()
        );
        walk.note(&known.file, variant.ident.span(), message);
    }
}

fn members<'a>(walk: &mut Walk<'a>, item: &ItemEnum, known: &'a KnownType, meant: Meant) {
    let shape = meant.shape;
    for variant in named(item) {
        let name = argument(&variant.attrs, "member").unwrap_or_else(|| unraw(&variant.ident));
        let Some(member) = shape.members().find(|member| member.wire_name == name) else {
            let help = nearest(&name, shape.members().map(|member| member.wire_name))
                .map_or_else(String::new, |near| format!("\nhelp: write `#[member(\"{near}\")]`"));
            let message = format!(
                "`{}::{}` is the member `{name}`, which `{}` does not have in AWS's model of {}{help}",
                item.ident,
                variant.ident,
                shape.name(),
                walk.shapes.release().date
            );
            walk.note(&known.file, variant.ident.span(), message);
            continue;
        };
        let value = walk.shapes.shape(member.shape);
        if let (Some(field), Some(shape)) = (variant.fields.iter().next(), value) {
            walk.value(&field.ty, &known.scope, Meant { shape, place: None, ..meant });
        }
    }
}

/// The variants that stand for something of the model.
fn named(item: &ItemEnum) -> impl Iterator<Item = &Variant> {
    let is_other = |variant: &&Variant| variant.attrs.iter().any(|it| it.path().is_ident("other"));
    item.variants.iter().filter(move |variant| !is_other(variant))
}

/// The first string in the parentheses of an attribute.
fn argument(attributes: &[Attribute], name: &str) -> Option<String> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident(name))?;
    attribute.parse_args::<LitStr>().ok().map(|text| text.value())
}
