//! The derive macros.

mod attributes;
pub(crate) mod connect_enum;
pub(crate) mod connect_error;
pub(crate) mod connect_union;
mod fallback;
pub(crate) mod to_value;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Ident, Meta, Variant};

use self::attributes::has;
use crate::diagnostics::{Diagnostics, Reported};
use crate::lint_level;
use crate::options::{OptionKind, Options};
use crate::runtime::Runtime;
use crate::salvage;

/// A derive macro.
pub(crate) struct Derive {
    /// The options of `#[connect(…)]` on the type.
    pub(crate) options: &'static [OptionKind],
    pub(crate) expand:
        fn(&DeriveInput, &Options, &mut Diagnostics) -> Result<TokenStream, Reported>,
    /// Writes implementations for a type with a mistake, so that the mistake causes no further errors
    /// where the type is used. They never run.
    pub(crate) fallback: fn(&DeriveInput, &Runtime) -> TokenStream,
}

/// Runs a derive macro. Turns mistakes into compile errors.
pub(crate) fn expand(item: TokenStream, derive: &Derive) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let input: DeriveInput = match syn::parse2(item.clone()) {
        Ok(input) => input,
        Err(_) => return expand_salvaged(item, derive),
    };
    let (options, options_read) = read_options(&input.attrs, derive.options, &mut diagnostics);
    let expanded = (derive.expand)(&input, &options, &mut diagnostics);
    match options_read.and(expanded) {
        Ok(tokens) => tokens,
        Err(_) => {
            let (errors, fallback) =
                (diagnostics.into_tokens(), (derive.fallback)(&input, &options.runtime()));
            quote!(#errors #fallback)
        }
    }
}

/// Expands a type that cannot be parsed. The compiler has reported why.
fn expand_salvaged(item: TokenStream, derive: &Derive) -> TokenStream {
    let salvaged = salvage::read_type_name(item);
    let fallback = salvaged.map(|input| (derive.fallback)(&input, &Runtime::default()));
    let unread = salvage::unread();
    quote!(#fallback const _: () = { #unread };)
}

/// Reads the options of `#[connect(…)]` on the type.
fn read_options(
    attributes: &[Attribute],
    allowed: &[OptionKind],
    diagnostics: &mut Diagnostics,
) -> (Options, Result<(), Reported>) {
    let mut options = Options::default();
    let mut result = Ok(());
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("connect")) {
        let parser = |input: ParseStream<'_>| Ok(options.read(input, allowed, diagnostics));
        let read = match &attribute.meta {
            Meta::List(list) => list.parse_args_with(parser).ok(),
            _ => None,
        };
        let read = read.unwrap_or_else(|| {
            let message = "`#[connect]` takes an option in parentheses";
            let help = "write `#[connect(crate = company::connect_runtime)]`";
            Err(diagnostics.error(attribute.path().span(), message, help))
        });
        result = result.and(read);
    }
    (options, result)
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

/// The attributes of every implementation. It allows what the type allows, because it repeats the types
/// of the fields.
fn impl_attributes(input: &DeriveInput) -> TokenStream {
    let of_variants: Vec<&Variant> = match &input.data {
        Data::Enum(data) => data.variants.iter().collect(),
        Data::Struct(_) | Data::Union(_) => Vec::new(),
    };
    let fields = match &input.data {
        Data::Struct(data) => data.fields.iter().collect(),
        Data::Enum(_) => of_variants.iter().flat_map(|variant| &variant.fields).collect(),
        Data::Union(_) => Vec::new(),
    };
    let fields = fields.into_iter().flat_map(|field: &Field| &field.attrs);
    let variants = of_variants.into_iter().flat_map(|variant| &variant.attrs);
    let allowed = lint_level::allowed(input.attrs.iter().chain(variants).chain(fields));
    quote!(#[automatically_derived] #allowed)
}

/// The identifier as a part of the derive's own code, in which the compiler reports no use of a
/// deprecated item. The implementations need no `#[allow(deprecated)]`, which `#![forbid(deprecated)]`
/// would reject.
fn own(ident: &Ident) -> Ident {
    let mut own = ident.clone();
    own.set_span(ident.span().resolved_at(Span::call_site()));
    own
}
