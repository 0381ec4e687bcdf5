//! Binds each parameter to its place in the request.

mod body;
mod kind;
mod names;
mod unbound;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, Ident};

pub(crate) use self::body::Body;
pub(crate) use self::kind::{ModelKind, WrittenType};
use crate::attribute::HttpMethod;
use crate::diagnostics::{Diagnostics, Reported, all};
use crate::parameter::ExplicitBinding;
use crate::signature::Parameter;
use crate::template::{QueryPart, Template};

/// The place of each parameter. Every parameter has exactly one.
pub(crate) struct Bindings {
    pub(crate) template: Template<Argument>,
    /// The query names that the template does not have.
    pub(crate) query: Vec<(String, Argument)>,
    /// The structs and maps whose members are query names.
    pub(crate) query_fields: Vec<Argument>,
    /// Headers by their names in lower case.
    pub(crate) headers: Vec<(String, Argument)>,
    /// Maps of headers by their prefixes.
    pub(crate) header_maps: Vec<(String, Argument)>,
    pub(crate) body: Body,
    pub(crate) filled: Filled,
}

/// What the request has although no parameter is bound to it.
#[derive(Default)]
pub(crate) struct Filled {
    /// An idempotency token that is fresh for each call.
    pub(crate) token: Option<FilledToken>,
    /// The body `{}`.
    pub(crate) empty_object: bool,
}

/// The place and name of an idempotency token.
pub(crate) enum FilledToken {
    Query(String),
    /// The name is in lower case.
    Header(String),
    Body(String),
}

impl FilledToken {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Query(name) | Self::Header(name) | Self::Body(name) => name,
        }
    }
}

impl Bindings {
    /// The query names that have a parameter.
    pub(crate) fn bound_query(&self) -> impl Iterator<Item = (&str, &Argument)> {
        let in_template = self.template.query.iter().filter_map(|part| match part {
            QueryPart::Fixed(_) => None,
            QueryPart::Bound { wire_name, value } => Some((wire_name.as_str(), value)),
        });
        in_template.chain(self.query.iter().map(|(name, argument)| (name.as_str(), argument)))
    }

    /// Whether the request has a JSON body, from parameters or filled in.
    pub(crate) fn has_json_body(&self) -> bool {
        let has_token = matches!(self.filled.token, Some(FilledToken::Body(_)));
        matches!(self.body, Body::Json { .. }) || has_token || self.filled.empty_object
    }

    pub(crate) fn has_idempotency_token(&self) -> bool {
        let named = self.headers.iter().chain(self.body.members()).map(|(_, argument)| argument);
        let in_query = self.bound_query().map(|(_, argument)| argument);
        self.filled.token.is_some()
            || in_query.chain(named).any(|argument| argument.is_idempotency_token)
    }
}

/// A parameter that is bound to a place.
pub(crate) struct Argument {
    pub(crate) ident: Ident,
    /// The name for error messages, without `r#`.
    pub(crate) name: String,
    /// The span of its type.
    pub(crate) span: Span,
    /// The span of the name in its attribute, if it has one.
    pub(crate) attribute: Option<Span>,
    pub(crate) cfgs: Vec<Attribute>,
    /// Whether `None` is replaced with a fresh token.
    pub(crate) is_idempotency_token: bool,
    /// The kind of the value in AWS's model, if the model knows it.
    pub(crate) kind: Option<ModelKind>,
    pub(crate) written: WrittenType,
}

impl From<&Parameter> for Argument {
    fn from(parameter: &Parameter) -> Self {
        Self {
            ident: parameter.ident.clone(),
            name: parameter.plain_name(),
            span: parameter.ty.span(),
            attribute: parameter.attributes.binding_span,
            cfgs: parameter.cfgs.clone(),
            is_idempotency_token: parameter.attributes.idempotency_token.is_some(),
            kind: None,
            written: WrittenType::of(&parameter.ty),
        }
    }
}

/// Binds the names of the template and the parameters to each other.
///
/// If the method or the template has a mistake, it still checks what does not depend on them.
pub(crate) fn resolve(
    method: Result<HttpMethod, Reported>,
    template: Result<Template, Reported>,
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
) -> Result<Bindings, Reported> {
    let checked = check_names_differ(parameters, diagnostics)
        .and(check_tokens_have_no_cfg(parameters, diagnostics));
    let body = body::bind(method.ok(), parameters, diagnostics);
    let headers = named(parameters, diagnostics, "header", |binding| match binding {
        ExplicitBinding::Header(name) => Some(name.clone()),
        _ => None,
    });
    let header_maps =
        named(parameters, diagnostics, "prefix of headers", |binding| match binding {
            ExplicitBinding::Headers(prefix) => Some(prefix.clone()),
            _ => None,
        });
    let query = named(parameters, diagnostics, "query name", |binding| match binding {
        ExplicitBinding::Query(name) => Some(name.value()),
        _ => None,
    });
    let is_fields = |parameter: &&Parameter| {
        matches!(parameter.attributes.binding, Some(ExplicitBinding::QueryFields))
    };
    let query_fields = parameters.iter().filter(is_fields).map(Argument::from).collect();
    let can_have_body = method.ok().is_none_or(HttpMethod::takes_body);
    let template = names::bind(template?, parameters, can_have_body, diagnostics)?;
    let mut query = query?;
    query.retain(|(name, _)| !template.has_bound_query_name(name));
    let attributes_read = parameters.iter().map(|parameter| parameter.attributes.all_read);
    checked.and(all(attributes_read).map(drop))?;
    Ok(Bindings {
        template,
        query,
        query_fields,
        headers: headers?,
        header_maps: header_maps?,
        body: body?,
        filled: Filled::default(),
    })
}

/// Collects the parameters that are bound to names of one kind. The names must differ.
fn named(
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
    kind: &str,
    name: impl Fn(&ExplicitBinding) -> Option<String>,
) -> Result<Vec<(String, Argument)>, Reported> {
    let mut result = Ok(());
    let mut named: Vec<(String, Argument)> = Vec::new();
    for parameter in parameters {
        let Some(name) = parameter.attributes.binding.as_ref().and_then(&name) else { continue };
        if let Some((_, earlier)) = named.iter().find(|(other, _)| *other == name) {
            let message = format!("the {kind} `{name}` is bound twice");
            let help = format!("`{}` has it already: remove one of the two", earlier.ident);
            result = Err(diagnostics.error(parameter.ident.span(), message, help));
        }
        named.push((name, parameter.into()));
    }
    result.map(|()| named)
}

/// Checks that no two parameters have one name, which `#[cfg]`s that exclude each other would allow.
fn check_names_differ(
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for (index, parameter) in parameters.iter().enumerate() {
        if parameters.iter().take(index).any(|earlier| earlier.ident == parameter.ident) {
            let message = format!("two parameters are called `{}`", parameter.ident);
            let help = "declare two methods, each under its own `#[cfg(…)]`";
            result = Err(diagnostics.error(parameter.ident.span(), message, help));
        }
    }
    result
}

/// Checks that no token is under a `#[cfg]`, because a token decides whether a call may be retried.
fn check_tokens_have_no_cfg(
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for parameter in parameters.iter().filter(|parameter| !parameter.cfgs.is_empty()) {
        if let Some(span) = parameter.attributes.idempotency_token {
            let message = "an idempotency token is absent under a `#[cfg]`";
            let help = "declare two methods, each under its own `#[cfg(…)]`";
            result = Err(diagnostics.error(span, message, help));
        }
    }
    result
}
