//! Enums: texts by `ConnectEnum`, members by `ConnectUnion`.

use std::path::Path;

use connect_model::{Kind, Shape, is_same_folded, slips, snake_case};
use syn::{Attribute, ItemEnum, LitStr, Variant};

use super::Direction;
use super::known::derives;
use super::walk::{Walk, nearest};

pub(super) fn follow(
    walk: &mut Walk<'_>,
    item: &ItemEnum,
    file: &Path,
    shape: &Shape<'static>,
    direction: Direction,
) {
    if derives(&item.attrs, "ConnectEnum") {
        texts(walk, item, file, shape);
    } else if derives(&item.attrs, "ConnectUnion") && shape.kind() == Kind::Union {
        members(walk, item, file, shape, direction);
    }
}

/// Notes the texts that the model does not list. A string without a list may have any.
fn texts(walk: &mut Walk<'_>, item: &ItemEnum, file: &Path, shape: &Shape<'static>) {
    if shape.values().next().is_none() {
        return;
    }
    for variant in named(item) {
        let plain = variant.ident.to_string().trim_start_matches("r#").to_owned();
        let text = argument(&variant.attrs, "text")
            .unwrap_or_else(|| snake_case(&plain).to_ascii_uppercase());
        if shape.values().any(|value| value == text) {
            continue;
        }
        let near = || shape.values().filter_map(|value| Some((slips(value, &text)?, value))).min();
        let near = shape
            .values()
            .find(|value| is_same_folded(value, &text))
            .or_else(|| near().map(|(_, value)| value));
        let help =
            near.map_or_else(String::new, |near| format!("\nhelp: write `#[text(\"{near}\")]`"));
        let message = format!(
            "`{}::{}` is `{text}`, which AWS's model of {} does not list for `{}`{help}",
            item.ident,
            variant.ident,
            walk.shapes.release().date,
            shape.name()
        );
        walk.note(file, variant.ident.span(), message);
    }
}

fn members(
    walk: &mut Walk<'_>,
    item: &ItemEnum,
    file: &Path,
    shape: &Shape<'static>,
    direction: Direction,
) {
    for variant in named(item) {
        let plain = variant.ident.to_string().trim_start_matches("r#").to_owned();
        let name = argument(&variant.attrs, "member").unwrap_or(plain);
        let Some(member) = shape.members().find(|member| member.wire_name == name) else {
            let help = nearest(&name, shape)
                .map_or_else(String::new, |near| format!("\nhelp: write `#[member(\"{near}\")]`"));
            let message = format!(
                "`{}::{}` is the member `{name}`, which `{}` does not have in AWS's model of {}{help}",
                item.ident,
                variant.ident,
                shape.name(),
                walk.shapes.release().date
            );
            walk.note(file, variant.ident.span(), message);
            continue;
        };
        let value = walk.shapes.shape(member.shape);
        if let (Some(field), Some(value)) = (variant.fields.iter().next(), value) {
            walk.value(&field.ty, file, &value, direction);
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
