//! The fields of an error that are bound to a header of the response.

use syn::spanned::Spanned;
use syn::{Attribute, Field, Fields, Ident, Type, Variant};

use super::is_serde;
use crate::derive::attributes::{at_most_one, has, strings};
use crate::diagnostics::{Diagnostics, Reported};
use crate::header_name;

const EXAMPLE: &str = "Retry-After";

/// A field with `#[header("…")]`.
pub(super) struct HeaderField<'a> {
    pub(super) ident: &'a Ident,
    pub(super) ty: &'a Type,
    /// The name of the header, in lower case.
    pub(super) name: String,
}

impl<'a> HeaderField<'a> {
    /// Reads a field. Returns `None` if it has no `#[header]`.
    pub(super) fn read(
        field: &'a Field,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<Self>, Reported> {
        let attribute = at_most_one(&field.attrs, "header", diagnostics)?;
        let (Some(attribute), Some(ident)) = (attribute, &field.ident) else { return Ok(None) };
        let name = name(attribute, diagnostics);
        let alone = check_alone(field, attribute, diagnostics);
        alone.and(name).map(|name| Some(Self { ident, ty: &field.ty, name }))
    }
}

/// Checks that the attribute is on no other place of a variant than a named field.
pub(super) fn check_place(
    variant: &Variant,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let of_fields = match &variant.fields {
        Fields::Unnamed(fields) => fields.unnamed.iter().flat_map(|field| &field.attrs).collect(),
        Fields::Named(_) | Fields::Unit => Vec::new(),
    };
    let mut attributes = variant.attrs.iter().chain(of_fields);
    let Some(attribute) = attributes.find(|attribute| attribute.path().is_ident("header")) else {
        return Ok(());
    };
    let message = format!("`#[header]` on `{}` is not on a field with a name", variant.ident);
    let help = format!(
        "write `{} {{ #[header(\"{EXAMPLE}\")] retry_after: Option<u32> }}`",
        variant.ident
    );
    Err(diagnostics.error(attribute.path().span(), message, help))
}

fn name(attribute: &Attribute, diagnostics: &mut Diagnostics) -> Result<String, Reported> {
    let names = strings(attribute, EXAMPLE, diagnostics)?;
    let [name] = &names[..] else {
        let message = "`#[header]` takes one string";
        let help = "keep the name of the header";
        return Err(diagnostics.error(attribute.path().span(), message, help));
    };
    header_name::check_received(&name.value(), EXAMPLE)
        .map_err(|mistake| diagnostics.error(name.span(), mistake.message, mistake.help))
}

/// Checks that no other attribute says where the field comes from.
fn check_alone(
    field: &Field,
    header: &Attribute,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if has(&field.attrs, "api_error") {
        let message = "a field is `#[api_error]` or `#[header]`, not both";
        return Err(diagnostics.error(header.path().span(), message, "keep one of them"));
    }
    let Some(serde) = field.attrs.iter().find(|attribute| is_serde(attribute)) else {
        return Ok(());
    };
    let message = "a field with `#[header]` is no member of the body, so serde does not read it";
    let help = "remove `#[serde(…)]`, or `#[header]` if the member is in the body";
    Err(diagnostics.error(serde.path().span(), message, help))
}
