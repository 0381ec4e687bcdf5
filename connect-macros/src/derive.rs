//! The derive macros.

pub(crate) mod connect_enum;
pub(crate) mod connect_error;
pub(crate) mod connect_union;
pub(crate) mod to_value;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Token, Variant};

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

/// What an enum that a derive macro takes looks like.
struct Form {
    derive: &'static str,
    /// The whole enum.
    example: &'static str,
    /// The variant for what is not named.
    other: &'static str,
}

/// An enum that names some of what there may be.
struct OpenEnum<'a> {
    named: Vec<&'a Variant>,
    other: &'a Ident,
}

impl<'a> OpenEnum<'a> {
    /// Reads the enum; what is wrong with its variants is left to the reader of `named`.
    fn read(
        input: &'a DeriveInput,
        form: &Form,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Reported> {
        let Form { derive, example, other } = form;
        let Data::Enum(data) = &input.data else {
            let message = format!("`{derive}` is derived for `{}`, which is no enum", input.ident);
            let help = format!("write `{example}`");
            return Err(diagnostics.error(input.ident.span(), message, help));
        };
        if !input.generics.params.is_empty() {
            let message =
                format!("`{}` is generic, for which `{derive}` cannot be derived", input.ident);
            return Err(diagnostics.error(input.generics.span(), message, "remove the parameters"));
        }
        let is_other = |variant: &&Variant| find(&variant.attrs, "other").is_some();
        let mut others = data.variants.iter().filter(is_other);
        let Some(first) = others.next() else {
            let message = format!("`{}` has no variant for what it does not name", input.ident);
            let help = format!("add `#[other] {other}`");
            return Err(diagnostics.error(input.ident.span(), message, help));
        };
        if let Some(second) = others.next() {
            let message = "two variants are `#[other]`";
            diagnostics.error(second.ident.span(), message, "keep one of them");
        }
        if !is_newtype(first) {
            let message = format!("`{}` does not hold what is not named", first.ident);
            let help = format!("write `#[other] {other}`");
            diagnostics.error(first.ident.span(), message, help);
        }
        let named = data.variants.iter().filter(|variant| !is_other(variant)).collect();
        Ok(Self { named, other: &first.ident })
    }
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

/// Whether a variant has one field without a name.
fn is_newtype(variant: &Variant) -> bool {
    matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1)
}

fn automatically_derived() -> TokenStream {
    quote!(#[automatically_derived])
}
