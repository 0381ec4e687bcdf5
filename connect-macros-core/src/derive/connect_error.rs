//! `#[derive(ConnectError)]`: the error codes of an operation as variants.

mod expand;
mod header;
mod serde_names;

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Field, Fields, Ident, LitStr, Variant};

use self::header::HeaderField;
use super::attributes::{at_most_one, check_differ, has, strings};
use super::{Derive, OpenEnum, OpenEnumShape, is_newtype, read_options};
use crate::diagnostics::{Diagnostics, Reported, all, split};
use crate::options::{OptionKind, Options};
use crate::referee;

const SHAPE: OpenEnumShape = OpenEnumShape {
    derive: "ConnectError",
    example: "enum MyError { #[code(\"UserNotFoundException\")] NotFound(ApiError), #[other] Other(Error) }",
    other: "Other(connect_runtime::Error)",
    attribute: "code",
};

pub(crate) const DERIVE: Derive = Derive {
    options: &[OptionKind::Unchecked, OptionKind::Crate],
    expand: derive,
    fallback: expand::fallback,
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
    /// The `ApiError`, and the span of its type.
    ApiError(Span),
    Members {
        /// The attributes of serde on the variant.
        attributes: Vec<&'a Attribute>,
        /// The fields that are members of the body.
        fields: Vec<&'a Field>,
        headers: Vec<HeaderField<'a>>,
        /// The field with `#[api_error]`.
        api_error: Option<&'a Ident>,
    },
}

fn derive(
    input: &DeriveInput,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<TokenStream, Reported> {
    let model = Model::read(input, diagnostics)?;
    model.check(options, diagnostics)?;
    Ok(expand::expand(input, &model, &options.runtime()))
}

/// Checks an enum without an expansion. Returns its codes, if it has no mistake.
pub(crate) fn inspect(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Vec<LitStr> {
    let (options, options_read) = read_options(&input.attrs, DERIVE.options, diagnostics);
    let read = Model::read(input, diagnostics);
    let checked = read.and_then(|model| model.check(&options, diagnostics).map(|()| model));
    match options_read.and(checked) {
        Ok(model) => model.coded.into_iter().flat_map(|variant| variant.codes).collect(),
        Err(_) => Vec::new(),
    }
}

impl<'a> Model<'a> {
    /// Holds the codes against AWS's model.
    fn check(&self, options: &Options, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
        if options.is_unchecked {
            return Ok(());
        }
        let codes = self.coded.iter().flat_map(|variant| &variant.codes);
        all(codes.map(|code| referee::check_code(code, diagnostics))).map(drop)
    }

    fn read(input: &'a DeriveInput, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        let OpenEnum { named, other } = OpenEnum::read(input, &SHAPE, diagnostics)?;
        let read = |variant| Coded::read(variant, diagnostics);
        let (coded, all_read) = split(named.into_iter().map(read));
        let all_codes = coded.iter().flat_map(|variant| &variant.codes);
        let with_spans: Vec<(LitStr, Span)> =
            all_codes.map(|code| (code.clone(), code.span())).collect();
        let differ = check_differ(&with_spans, "code", diagnostics);
        all_read.and(differ)?;
        Ok(Self { coded, other: other? })
    }
}

impl<'a> Coded<'a> {
    fn read(variant: &'a Variant, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        let Some(attribute) = at_most_one(&variant.attrs, "code", diagnostics)? else {
            let message = format!("the variant `{}` has no code", variant.ident);
            let help = "write `#[code(\"UserNotFoundException\")]` on it";
            return Err(diagnostics.error(variant.ident.span(), message, help));
        };
        let codes = strings(attribute, "UserNotFoundException", diagnostics)?;
        let serde = check_serde(variant, diagnostics);
        let header = header::check_place(variant, diagnostics);
        let content = Content::read(variant, diagnostics);
        serde.and(header).and(content).map(|content| Self { ident: &variant.ident, codes, content })
    }
}

fn is_serde(attribute: &Attribute) -> bool {
    attribute.path().is_ident("serde")
}

/// Checks that only a variant with named members has attributes of serde.
fn check_serde(variant: &Variant, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    if matches!(variant.fields, Fields::Named(_)) {
        return Ok(());
    }
    let Some(attribute) = variant.attrs.iter().find(|attribute| is_serde(attribute)) else {
        return Ok(());
    };
    let message = format!("the variant `{}` has no members for serde", variant.ident);
    let help = "remove the attribute, or name the members of the error";
    Err(diagnostics.error(attribute.path().span(), message, help))
}

impl<'a> Content<'a> {
    fn read(variant: &'a Variant, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        let fields = match &variant.fields {
            Fields::Unit => return Ok(Self::Nothing),
            Fields::Unnamed(fields) if is_newtype(variant) => {
                return Ok(Self::ApiError(fields.span()));
            }
            Fields::Unnamed(_) => {
                let message = format!("the variant `{}` has more than one field", variant.ident);
                let help = format!(
                    "write `{0}(ApiError)`, or name the members of the error: `{0} {{ resource_type: \
                     Option<String> }}`",
                    variant.ident
                );
                return Err(diagnostics.error(variant.ident.span(), message, help));
            }
            Fields::Named(fields) => &fields.named,
        };
        let is_api_error = |field: &&Field| has(&field.attrs, "api_error");
        let mut api_errors = fields.iter().filter(is_api_error);
        let api_error = api_errors.next().and_then(|field| field.ident.as_ref());
        if let Some(second) = api_errors.next().and_then(|field| field.ident.as_ref()) {
            let message = "two fields are `#[api_error]`";
            return Err(diagnostics.error(second.span(), message, "keep one of them"));
        }
        let read = |field| HeaderField::read(field, diagnostics);
        let headers: Vec<Option<HeaderField<'_>>> = all(fields.iter().map(read))?;
        let is_in_body = |field: &&Field| !is_api_error(field) && !has(&field.attrs, "header");
        Ok(Self::Members {
            attributes: variant.attrs.iter().filter(|attribute| is_serde(attribute)).collect(),
            fields: fields.iter().filter(is_in_body).collect(),
            headers: headers.into_iter().flatten().collect(),
            api_error,
        })
    }
}
