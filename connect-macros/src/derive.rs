//! The derive macros.

mod attributes;
pub(crate) mod connect_enum;
pub(crate) mod connect_error;
pub(crate) mod connect_union;
mod fallback;
pub(crate) mod to_value;

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Ident, Variant};

use self::attributes::has;
use crate::diagnostics::{Diagnostics, Reported};

/// A derive macro: what it writes, and what stands for that where it cannot.
pub(crate) struct Derive {
    pub(crate) expand: fn(&DeriveInput, &mut Diagnostics) -> Result<TokenStream, Reported>,
    /// Implementations that are never run, so that a mistake costs its own message and no other.
    pub(crate) fallback: fn(&DeriveInput) -> TokenStream,
}

/// Runs a derive macro; what is wrong becomes compile errors.
pub(crate) fn expand(item: TokenStream, derive: &Derive) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    match (derive.expand)(&input, &mut diagnostics) {
        Ok(tokens) => tokens,
        Err(_) => {
            let (errors, fallback) = (diagnostics.into_tokens(), (derive.fallback)(&input));
            quote!(#errors #fallback)
        }
    }
}

/// What an enum that a derive macro takes looks like.
struct Form {
    derive: &'static str,
    /// The whole enum.
    example: &'static str,
    /// The variant for what is not named.
    other: &'static str,
    /// The attribute of the variants that are named.
    attribute: &'static str,
}

/// An enum that names some of what there may be.
struct OpenEnum<'a> {
    named: Vec<&'a Variant>,
    /// The variant for what is not named; an error if it has a mistake.
    other: Result<&'a Ident, Reported>,
}

impl<'a> OpenEnum<'a> {
    /// Reads the enum. It is left to the caller to read the variants of `named`.
    fn read(
        input: &'a DeriveInput,
        form: &Form,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Reported> {
        let Form { derive, example, other, attribute } = form;
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
        let is_other = |variant: &&Variant| has(&variant.attrs, "other");
        let mut others = data.variants.iter().filter(is_other);
        let Some(first) = others.next() else {
            let message = format!("`{}` has no variant for what it does not name", input.ident);
            let help = format!("add `#[other] {other}`");
            return Err(diagnostics.error(input.ident.span(), message, help));
        };
        let mut other_read = Ok(&first.ident);
        if let Some(second) = others.next() {
            let message = "two variants are `#[other]`";
            other_read = Err(diagnostics.error(second.ident.span(), message, "keep one of them"));
        }
        if has(&first.attrs, attribute) {
            let message = format!("`{}` is `#[other]` and has `#[{attribute}]`", first.ident);
            let help = "keep one of them: `#[other]` is for what is not named";
            other_read = Err(diagnostics.error(first.ident.span(), message, help));
        }
        if !is_newtype(first) {
            let message = format!("`{}` does not hold what is not named", first.ident);
            let help = format!("write `#[other] {other}`");
            other_read = Err(diagnostics.error(first.ident.span(), message, help));
        }
        let named = data.variants.iter().filter(|variant| !is_other(variant)).collect();
        Ok(Self { named, other: other_read })
    }
}

/// Whether a variant has one field without a name.
fn is_newtype(variant: &Variant) -> bool {
    matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1)
}

/// What stands on every implementation. A deprecated type is used in its own.
fn derived() -> TokenStream {
    quote!(#[automatically_derived] #[allow(deprecated)])
}
