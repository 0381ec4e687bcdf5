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

/// A derive macro.
pub(crate) struct Derive {
    pub(crate) expand: fn(&DeriveInput, &mut Diagnostics) -> Result<TokenStream, Reported>,
    /// Writes implementations for a type with a mistake, so that the mistake causes no further errors
    /// where the type is used. They never run.
    pub(crate) fallback: fn(&DeriveInput) -> TokenStream,
}

/// Runs a derive macro. Turns mistakes into compile errors.
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

/// What a derive macro for open enums expects, for its messages.
struct OpenEnumShape {
    derive: &'static str,
    /// An example of the whole enum.
    example: &'static str,
    /// An example of the variant for unknown values.
    other: &'static str,
    /// The attribute of the other variants.
    attribute: &'static str,
}

/// An enum with variants for known values and one for all others.
struct OpenEnum<'a> {
    named: Vec<&'a Variant>,
    /// The variant for unknown values, or an error if it has a mistake.
    other: Result<&'a Ident, Reported>,
}

impl<'a> OpenEnum<'a> {
    /// Reads the enum. The caller reads the variants of `named`.
    fn read(
        input: &'a DeriveInput,
        shape: &OpenEnumShape,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Reported> {
        let OpenEnumShape { derive, example, other, attribute } = shape;
        let Data::Enum(data) = &input.data else {
            let message =
                format!("`{derive}` is derived for `{}`, which is not an enum", input.ident);
            let help = format!("write `{example}`");
            return Err(diagnostics.error(input.ident.span(), message, help));
        };
        if !input.generics.params.is_empty() {
            let message =
                format!("`{derive}` cannot be derived for `{}`, which is generic", input.ident);
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

/// The attributes of every implementation, which uses its type even if that is deprecated.
fn impl_attributes() -> TokenStream {
    quote!(#[automatically_derived] #[allow(deprecated)])
}
