//! The derive macros.

pub(crate) mod connect_enum;
pub(crate) mod connect_error;
pub(crate) mod connect_union;
pub(crate) mod to_value;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DataEnum, DeriveInput, LitStr, Token, punctuated::Punctuated};

use crate::diagnostics::{Diagnostics, Reported};

/// Runs a derive macro; what is wrong becomes compile errors.
pub(crate) fn expand(
    item: TokenStream,
    derive: fn(&DeriveInput, &mut Diagnostics) -> Result<TokenStream, Reported>,
) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    match derive(&input, &mut diagnostics) {
        Ok(tokens) if diagnostics.is_empty() => tokens,
        _ => diagnostics.into_tokens(),
    }
}

/// The enum without generics that most derive macros want.
fn plain_enum<'a>(
    input: &'a DeriveInput,
    derive: &str,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> Result<&'a DataEnum, Reported> {
    let Data::Enum(data) = &input.data else {
        let message = format!("`{derive}` is derived for `{}`, which is no enum", input.ident);
        return Err(diagnostics.error(input.ident.span(), message, format!("write {example}")));
    };
    if !input.generics.params.is_empty() {
        let message =
            format!("`{}` is generic, for which `{derive}` cannot be derived", input.ident);
        let help = "remove the parameters";
        return Err(diagnostics.error(input.generics.span(), message, help));
    }
    Ok(data)
}

fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|attribute| attribute.path().is_ident(name))
}

/// The strings in the parentheses of `#[name("…")]`; there is at least one.
fn strings(
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

/// Says that no two variants may have the same text.
fn check_differ(texts: &[(LitStr, Span)], what: &str, diagnostics: &mut Diagnostics) {
    for (index, (text, span)) in texts.iter().enumerate() {
        if texts.iter().take(index).any(|(earlier, _)| earlier.value() == text.value()) {
            let message = format!("the {what} `{}` has two variants", text.value());
            diagnostics.error(*span, message, "give it to one of them");
        }
    }
}

/// The one variant with `#[other]`.
fn other_variant<'a>(
    input: &DeriveInput,
    data: &'a DataEnum,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> Result<&'a syn::Variant, Reported> {
    let mut others = data.variants.iter().filter(|variant| find(&variant.attrs, "other").is_some());
    let Some(other) = others.next() else {
        let message = format!("`{}` has no variant for what it does not name", input.ident);
        let help = format!("add `#[other] {example}`");
        return Err(diagnostics.error(input.ident.span(), message, help));
    };
    if let Some(second) = others.next() {
        let message = "two variants are `#[other]`";
        diagnostics.error(second.ident.span(), message, "keep one of them");
    }
    Ok(other)
}

/// Whether a variant has one field without a name.
fn is_newtype(variant: &syn::Variant) -> bool {
    matches!(&variant.fields, syn::Fields::Unnamed(fields) if fields.unnamed.len() == 1)
}

fn automatically_derived() -> TokenStream {
    quote!(#[automatically_derived])
}
