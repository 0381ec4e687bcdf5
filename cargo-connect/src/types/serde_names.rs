//! The names that serde gives to fields.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, LitStr, Token};

use super::Direction;
use crate::attributes::nested;

/// What a struct or field stands for.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Named,
    /// A field whose members are those of its struct.
    Flat,
    Skipped,
    /// A struct that is its only field.
    Transparent,
}

/// What the attributes of a struct or field say.
#[derive(Default)]
pub(super) struct SerdeNames {
    /// The value of `rename` or `rename_all`.
    pub(super) rename: Option<String>,
    pub(super) rename_all: Option<String>,
    pub(super) aliases: Vec<String>,
    /// Whether a condition decides about the name.
    pub(super) is_unsure: bool,
    pub(super) role: Role,
    /// Whether other code reads or writes the value.
    pub(super) is_custom: bool,
}

impl SerdeNames {
    /// Reads `#[serde(…)]`.
    pub(super) fn read(attributes: &[Attribute], direction: Direction) -> Self {
        let mut names = Self::default();
        for attribute in attributes {
            let is_conditional = attribute.path().is_ident("cfg_attr");
            for meta in nested(&attribute.meta) {
                let Ok(list) = meta.require_list() else { continue };
                if !list.path.is_ident("serde") {
                    continue;
                }
                // Which name it is, or whether other code reads the value, depends on the build.
                names.is_unsure |= is_conditional;
                names.is_custom |= is_conditional;
                if list.parse_nested_meta(|item| names.add(&item, direction)).is_err() {
                    names.is_custom = true;
                }
            }
        }
        names
    }

    fn add(&mut self, item: &ParseNestedMeta<'_>, direction: Direction) -> syn::Result<()> {
        let name = item.path.get_ident().map(ToString::to_string).unwrap_or_default();
        let (own, skip, with) = match direction {
            Direction::Request => ("serialize", "skip_serializing", "serialize_with"),
            Direction::Response => ("deserialize", "skip_deserializing", "deserialize_with"),
        };
        match name.as_str() {
            "rename" => self.rename = renamed(item, own)?.or(self.rename.take()),
            "rename_all" => self.rename_all = renamed(item, own)?.or(self.rename_all.take()),
            "alias" => self.aliases.extend(text(item)?),
            "flatten" => self.role = Role::Flat,
            "skip" => self.role = Role::Skipped,
            "transparent" => self.role = Role::Transparent,
            other if other == skip => self.role = Role::Skipped,
            "with" | "from" | "try_from" | "into" | "remote" | "tag" | "untagged" => {
                self.is_custom = true;
                skip_value(item)?;
            }
            other if other == with => {
                self.is_custom = true;
                skip_value(item)?;
            }
            _ => skip_value(item)?,
        }
        Ok(())
    }
}

/// Reads `rename = "…"` or `rename(deserialize = "…")`.
fn renamed(item: &ParseNestedMeta<'_>, own: &str) -> syn::Result<Option<String>> {
    if item.input.peek(Token![=]) {
        return text(item);
    }
    let mut found = None;
    item.parse_nested_meta(|direction| {
        let value = text(&direction)?;
        if direction.path.is_ident(own) {
            found = value;
        }
        Ok(())
    })?;
    Ok(found)
}

fn text(item: &ParseNestedMeta<'_>) -> syn::Result<Option<String>> {
    Ok(Some(item.value()?.parse::<LitStr>()?.value()))
}

fn skip_value(item: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if item.input.peek(Token![=]) {
        item.value()?.parse::<Expr>()?;
    } else if item.input.peek(syn::token::Paren) {
        let inner;
        syn::parenthesized!(inner in item.input);
        inner.parse::<proc_macro2::TokenStream>()?;
    }
    Ok(())
}

/// Writes a field's name as serde does by a rule of `rename_all`. `None` for a rule that serde does not have.
pub(super) fn in_case(field: &str, rule: Option<&str>) -> Option<String> {
    let pascal = || {
        field.split('_').map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|it| it.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
    };
    Some(match rule {
        None | Some("lowercase" | "snake_case") => field.to_owned(),
        Some("UPPERCASE" | "SCREAMING_SNAKE_CASE") => field.to_ascii_uppercase(),
        Some("kebab-case") => field.replace('_', "-"),
        Some("SCREAMING-KEBAB-CASE") => field.to_ascii_uppercase().replace('_', "-"),
        Some("PascalCase") => pascal().collect(),
        Some("camelCase") => {
            let name: String = pascal().collect();
            let mut letters = name.chars();
            let first = letters.next().map(|it| it.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
        Some(_) => return None,
    })
}
