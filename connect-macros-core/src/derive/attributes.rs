//! The attributes of variants and fields.

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Token};

use crate::diagnostics::{Diagnostics, Reported, all};

pub(super) fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

/// The attribute of this name, if the item has one. Reports further ones.
pub(super) fn at_most_one<'a>(
    attributes: &'a [Attribute],
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Option<&'a Attribute>, Reported> {
    let mut named = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    let first = named.next();
    all(named.map(|further| {
        let message = format!("`#[{name}]` is given twice");
        Err(diagnostics.error(further.path().span(), message, "keep one of them"))
    }))
    .map(|_: Vec<()>| first)
}

/// Reads the only string in the parentheses of `#[name("…")]`.
pub(super) fn string(
    attribute: &Attribute,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> Result<LitStr, Reported> {
    let mut strings = strings(attribute, example, diagnostics)?;
    match (strings.pop(), strings.is_empty()) {
        (Some(string), true) => Ok(string),
        _ => {
            let name = attribute.path().get_ident().map(ToString::to_string).unwrap_or_default();
            let message = format!("`#[{name}]` takes one string");
            let help = "keep one of them: it is what is sent";
            Err(diagnostics.error(attribute.path().span(), message, help))
        }
    }
}

/// Reads the strings in the parentheses of `#[name("…")]`, at least one.
pub(super) fn strings(
    attribute: &Attribute,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<LitStr>, Reported> {
    let parsed = attribute.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated);
    match parsed {
        Ok(strings) if !strings.is_empty() => Ok(strings.into_iter().collect()),
        _ => {
            let path = attribute.path();
            let name = path.get_ident().map(ToString::to_string).unwrap_or_default();
            let message = format!("`#[{name}]` takes a string in parentheses");
            Err(diagnostics.error(
                path.span(),
                message,
                format!("write `#[{name}(\"{example}\")]`"),
            ))
        }
    }
}

/// Checks that no two variants have the same text.
pub(super) fn check_differ(
    texts: &[(LitStr, Span)],
    what: &str,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for (index, (text, span)) in texts.iter().enumerate() {
        if texts.iter().take(index).any(|(earlier, _)| earlier.value() == text.value()) {
            let message = format!("the {what} `{}` has two variants", text.value());
            result = Err(diagnostics.error(*span, message, "give it to one of them"));
        }
    }
    result
}
