//! The attributes that bind a parameter.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, Meta, PatType, Token};

use crate::carried::conditional;
use crate::diagnostics::{Diagnostics, Reported};
use crate::header_name;
use crate::names::nearest;

/// A binding by an attribute on the parameter.
#[derive(Clone)]
pub(crate) enum ExplicitBinding {
    /// The label of this name.
    Path(LitStr),
    /// The query name.
    Query(LitStr),
    /// The members of a struct or map are query names.
    QueryFields,
    /// The header of this name, in lower case.
    Header(String),
    /// Headers under this prefix, in lower case.
    Headers(String),
    /// The whole JSON body.
    Body,
    /// A member of the JSON body.
    BodyMember(LitStr),
    /// A body of this content type.
    Payload(String),
}

/// The binding attributes of a parameter.
#[derive(Clone)]
pub(crate) struct BindingAttributes {
    /// The first binding without a mistake. `None` binds the parameter by its name.
    pub(crate) binding: Option<ExplicitBinding>,
    /// The span of what the binding names, else of its attribute.
    pub(crate) binding_span: Option<Span>,
    pub(crate) idempotency_token: Option<Span>,
    /// An error if one of the attributes has a mistake. The parameter may then look unbound, which
    /// needs no second message.
    pub(crate) all_read: Result<(), Reported>,
}

const BINDING_ATTRIBUTES: [&str; 7] =
    ["body", "header", "headers", "idempotency_token", "path", "payload", "query"];
/// The attributes that the compiler allows on a parameter, and `doc`, which the compiler reports.
const BUILT_IN_ATTRIBUTES: [&str; 7] = ["allow", "cfg", "deny", "doc", "expect", "forbid", "warn"];
const DEFAULT_CONTENT_TYPE: &str = "application/octet-stream";

/// Whether the attribute is one of the compiler. A conditional `cfg` is not: the macro could not evaluate it.
pub(crate) fn is_built_in(attribute: &Attribute) -> bool {
    let is_built_in =
        |meta: &Meta| BUILT_IN_ATTRIBUTES.iter().any(|name| meta.path().is_ident(name));
    match conditional(&attribute.meta) {
        Some((_, metas)) => {
            metas.iter().all(|meta| is_built_in(meta) && !meta.path().is_ident("cfg"))
        }
        None => is_built_in(&attribute.meta),
    }
}

impl BindingAttributes {
    /// Reads the attributes and reports unknown and contradictory ones.
    pub(crate) fn read(parameter: &PatType, diagnostics: &mut Diagnostics) -> Self {
        let mut attributes =
            Self { binding: None, binding_span: None, idempotency_token: None, all_read: Ok(()) };
        for attribute in parameter.attrs.iter().filter(|attribute| !is_built_in(attribute)) {
            let added = attributes.add(attribute, diagnostics);
            attributes.all_read = attributes.all_read.and(added);
        }
        attributes
    }

    fn add(
        &mut self,
        attribute: &Attribute,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Reported> {
        let span = attribute.path().span();
        let name = attribute.path().get_ident().map(Ident::to_string).unwrap_or_default();
        if name == "idempotency_token" {
            self.idempotency_token = Some(span);
            return no_arguments(attribute, diagnostics);
        }
        let binding = match name.as_str() {
            "path" => ExplicitBinding::Path(text(attribute, "InstanceId", diagnostics)?),
            "query" if is_bare(attribute) => ExplicitBinding::QueryFields,
            "query" => ExplicitBinding::Query(wire_name(attribute, "maxResults", diagnostics)?),
            "header" => header(attribute, diagnostics)?,
            "headers" => headers(attribute, diagnostics)?,
            "body" if is_bare(attribute) => ExplicitBinding::Body,
            "body" => ExplicitBinding::BodyMember(wire_name(attribute, "Name", diagnostics)?),
            "payload" => payload(attribute, diagnostics)?,
            _ => return Err(unknown(attribute, &name, diagnostics)),
        };
        if self.binding.is_some() {
            let help = "keep one of its attributes: a value is sent in one place";
            return Err(diagnostics.error(span, "the parameter is bound twice", help));
        }
        self.binding = Some(binding);
        self.binding_span = Some(argument_span(attribute).unwrap_or(span));
        Ok(())
    }
}

/// The span of the string in the parentheses.
fn argument_span(attribute: &Attribute) -> Option<Span> {
    let list = attribute.meta.require_list().ok()?;
    list.tokens.clone().into_iter().next().map(|token| token.span())
}

fn is_bare(attribute: &Attribute) -> bool {
    matches!(attribute.meta, Meta::Path(_))
}

fn no_arguments(attribute: &Attribute, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    if is_bare(attribute) {
        return Ok(());
    }
    let message = "`#[idempotency_token]` takes no arguments";
    let help = "write it beside the binding: `#[idempotency_token] #[body(\"ClientToken\")]`";
    Err(diagnostics.error(attribute.path().span(), message, help))
}

/// Reads the only string in the parentheses.
fn text(
    attribute: &Attribute,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> Result<LitStr, Reported> {
    let parsed = match &attribute.meta {
        Meta::List(list) => list
            .parse_args_with(|input: syn::parse::ParseStream<'_>| {
                let text: LitStr = input.parse()?;
                input.parse::<Option<Token![,]>>()?;
                Ok(text)
            })
            .ok(),
        _ => None,
    };
    parsed.ok_or_else(|| {
        let name = attribute.path().get_ident().map(Ident::to_string).unwrap_or_default();
        let message = format!("`#[{name}]` takes one string in parentheses");
        let help = format!("write `#[{name}(\"{example}\")]`");
        diagnostics.error(attribute.path().span(), message, help)
    })
}

/// Reads a name that is sent as it is written.
fn wire_name(
    attribute: &Attribute,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> Result<LitStr, Reported> {
    let name = text(attribute, example, diagnostics)?;
    let value = name.value();
    if value.is_empty() {
        let help = "write the name that the operation's reference page gives";
        return Err(diagnostics.error(name.span(), "the name on the wire is empty", help));
    }
    let legal = |c: char| c.is_ascii_alphanumeric() || "-_.~:$@".contains(c);
    if let Some(illegal) = value.chars().find(|c| !legal(*c)) {
        let message = format!(
            "`{value}` has the character {illegal:?}, which a name on the wire cannot contain"
        );
        let help = "use letters, digits, `-`, `_`, `.`, `:`, `$` and `@`";
        return Err(diagnostics.error(name.span(), message, help));
    }
    Ok(name)
}

fn header(
    attribute: &Attribute,
    diagnostics: &mut Diagnostics,
) -> Result<ExplicitBinding, Reported> {
    let name = text(attribute, "X-Amz-Bearer", diagnostics)?;
    header_name::check_name(&name.value())
        .map(ExplicitBinding::Header)
        .map_err(|mistake| diagnostics.error(name.span(), mistake.message, mistake.help))
}

fn headers(
    attribute: &Attribute,
    diagnostics: &mut Diagnostics,
) -> Result<ExplicitBinding, Reported> {
    let prefix = text(attribute, "X-Amz-Meta-", diagnostics)?;
    header_name::check_prefix(&prefix.value())
        .map(ExplicitBinding::Headers)
        .map_err(|mistake| diagnostics.error(prefix.span(), mistake.message, mistake.help))
}

fn payload(
    attribute: &Attribute,
    diagnostics: &mut Diagnostics,
) -> Result<ExplicitBinding, Reported> {
    if is_bare(attribute) {
        return Ok(ExplicitBinding::Payload(DEFAULT_CONTENT_TYPE.to_owned()));
    }
    let content_type = text(attribute, "text/plain", diagnostics)?;
    let value = content_type.value();
    let is_legal = value.split('/').count() >= 2
        && value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
        && value.trim() == value;
    if is_legal {
        return Ok(ExplicitBinding::Payload(value));
    }
    let message = format!("`{value}` is not a content type");
    let help = "write one such as `#[payload(\"text/plain\")]`";
    Err(diagnostics.error(content_type.span(), message, help))
}

fn unknown(attribute: &Attribute, name: &str, diagnostics: &mut Diagnostics) -> Reported {
    let span = attribute.path().span();
    if name == "cfg_attr" {
        let message = "`#[cfg_attr]` on the parameter of an endpoint";
        let help = "write `#[cfg(…)]`, or two methods under a `#[cfg(…)]` each";
        return diagnostics.error(span, message, help);
    }
    let path: Vec<String> =
        attribute.path().segments.iter().map(|segment| segment.ident.to_string()).collect();
    let message =
        format!("unknown attribute `#[{}]` on the parameter of an endpoint", path.join("::"));
    let help = match nearest(name, BINDING_ATTRIBUTES) {
        Some(known) => format!("did you mean `#[{known}]`?"),
        None => "the attributes that bind a parameter are `#[path(\"…\")]`, `#[query(\"…\")]`, \
                 `#[query]`, `#[header(\"…\")]`, `#[headers(\"…\")]`, `#[body]`, `#[body(\"…\")]` and \
                 `#[payload]`"
            .to_owned(),
    };
    diagnostics.error(span, message, help)
}
