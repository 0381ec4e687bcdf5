//! `#[derive(ConnectError)]`: the error codes of an operation as variants.

mod expand;

use proc_macro2::Span;
use proc_macro2::TokenStream;
use syn::{Attribute, DeriveInput, Field, Fields, Ident, LitStr, Variant};

use super::{Form, OpenEnum, check_differ, find, is_newtype, strings};
use crate::diagnostics::{Diagnostics, Reported};

const FORM: Form = Form {
    derive: "ConnectError",
    example: "enum MyError { #[code(\"UserNotFoundException\")] NotFound(ApiError), #[other] Other(Error) }",
    other: "Other(connect_runtime::Error)",
};

struct Model<'a> {
    coded: Vec<Coded<'a>>,
    other: &'a Ident,
}

/// A variant with codes.
struct Coded<'a> {
    ident: &'a Ident,
    codes: Vec<LitStr>,
    content: Content<'a>,
}

enum Content<'a> {
    Nothing,
    /// The `ApiError`.
    ApiError,
    Members {
        /// The attributes of serde on the variant.
        attributes: Vec<&'a Attribute>,
        fields: Vec<&'a Field>,
        /// The field with `#[api_error]`.
        api_error: Option<&'a Ident>,
    },
}

pub(crate) fn derive(
    input: &DeriveInput,
    diagnostics: &mut Diagnostics,
) -> Result<TokenStream, Reported> {
    let model = Model::read(input, diagnostics)?;
    Ok(expand::expand(&input.ident, &model))
}

impl<'a> Model<'a> {
    fn read(input: &'a DeriveInput, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        let OpenEnum { named, other } = OpenEnum::read(input, &FORM, diagnostics)?;
        let mut coded = Vec::new();
        for variant in named {
            if let Ok(variant) = Coded::read(variant, diagnostics) {
                coded.push(variant);
            }
        }
        let all_codes = coded.iter().flat_map(|variant| &variant.codes);
        let with_spans: Vec<(LitStr, Span)> =
            all_codes.map(|code| (code.clone(), code.span())).collect();
        check_differ(&with_spans, "code", diagnostics);
        Ok(Self { coded, other })
    }
}

impl<'a> Coded<'a> {
    fn read(variant: &'a Variant, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        let Some(attribute) = find(&variant.attrs, "code") else {
            let message = format!("the variant `{}` has no code", variant.ident);
            let help = "write `#[code(\"UserNotFoundException\")]` on it";
            return Err(diagnostics.error(variant.ident.span(), message, help));
        };
        let codes = strings(attribute, "UserNotFoundException", diagnostics)?;
        let content = match &variant.fields {
            Fields::Unit => Content::Nothing,
            Fields::Unnamed(_) if is_newtype(variant) => Content::ApiError,
            Fields::Unnamed(_) => {
                let message = format!("the variant `{}` has more than one field", variant.ident);
                let help = format!(
                    "write `{0}(ApiError)`, or name the members of the error: `{0} {{ resource_type: \
                     Option<String> }}`",
                    variant.ident
                );
                return Err(diagnostics.error(variant.ident.span(), message, help));
            }
            Fields::Named(fields) => {
                let is_api_error = |field: &&Field| find(&field.attrs, "api_error").is_some();
                let mut api_errors = fields.named.iter().filter(is_api_error);
                let api_error = api_errors.next().and_then(|field| field.ident.as_ref());
                if let Some(second) = api_errors.next().and_then(|field| field.ident.as_ref()) {
                    let message = "two fields are `#[api_error]`";
                    diagnostics.error(second.span(), message, "keep one of them");
                }
                let is_serde = |attribute: &&Attribute| attribute.path().is_ident("serde");
                Content::Members {
                    attributes: variant.attrs.iter().filter(is_serde).collect(),
                    fields: fields.named.iter().filter(|field| !is_api_error(field)).collect(),
                    api_error,
                }
            }
        };
        Ok(Self { ident: &variant.ident, codes, content })
    }
}
