//! Which parameter is sent where.

mod body;
mod unbound;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr};

pub(crate) use self::body::Body;
use self::unbound::Unbound;
use crate::attribute::HttpMethod;
use crate::diagnostics::Diagnostics;
use crate::names::{nearest, snake_case};
use crate::parameter::ExplicitBinding;
use crate::signature::Parameter;
use crate::template::{Name, Place, QueryPart, Template};

/// Where each parameter goes; every one is in exactly one place.
pub(crate) struct Bindings {
    pub(crate) template: Template<Argument>,
    /// Query names beside those of the template.
    pub(crate) query: Vec<(String, Argument)>,
    /// Structs and maps whose members are query names.
    pub(crate) query_fields: Vec<Argument>,
    /// Headers by their names in lower case.
    pub(crate) headers: Vec<(String, Argument)>,
    /// Maps of headers by their prefixes.
    pub(crate) header_maps: Vec<(String, Argument)>,
    pub(crate) body: Body,
}

impl Bindings {
    /// The query names that are bound, with their parameters.
    pub(crate) fn bound_query(&self) -> impl Iterator<Item = (&str, &Argument)> {
        let in_template = self.template.query.iter().filter_map(|part| match part {
            QueryPart::Fixed(_) => None,
            QueryPart::Bound { wire_name, value } => Some((wire_name.as_str(), value)),
        });
        in_template.chain(self.query.iter().map(|(name, argument)| (name.as_str(), argument)))
    }

    pub(crate) fn has_idempotency_token(&self) -> bool {
        let named = self.headers.iter().chain(self.body.members()).map(|(_, argument)| argument);
        let in_query = self.bound_query().map(|(_, argument)| argument);
        in_query.chain(named).any(|argument| argument.is_idempotency_token)
    }
}

/// A parameter in the place that it is bound to.
pub(crate) struct Argument {
    pub(crate) ident: Ident,
    /// The name in errors, without `r#`.
    pub(crate) name: String,
    /// Where its type was written.
    pub(crate) span: Span,
    pub(crate) cfgs: Vec<Attribute>,
    /// Whether `None` is filled with a fresh token.
    pub(crate) is_idempotency_token: bool,
}

impl From<&Parameter> for Argument {
    fn from(parameter: &Parameter) -> Self {
        Self {
            ident: parameter.ident.clone(),
            name: parameter.plain_name(),
            span: parameter.ty.span(),
            cfgs: parameter.cfgs.clone(),
            is_idempotency_token: parameter.attributes.idempotency_token.is_some(),
        }
    }
}

/// Binds the names of the template and the parameters to each other.
///
/// What is wrong is reported, also where a part is absent because it was wrong itself; the result
/// is none then.
pub(crate) fn resolve(
    method: Option<HttpMethod>,
    template: Option<Template>,
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
) -> Option<Bindings> {
    check_names_differ(parameters, diagnostics);
    check_tokens_are_always_there(parameters, diagnostics);
    let body = body::bind(method, parameters, diagnostics);
    let headers = named(parameters, diagnostics, "header", |binding| match binding {
        ExplicitBinding::Header(name) => Some(name.clone()),
        _ => None,
    });
    let header_maps =
        named(parameters, diagnostics, "prefix of headers", |binding| match binding {
            ExplicitBinding::Headers(prefix) => Some(prefix.clone()),
            _ => None,
        });
    let mut query = named(parameters, diagnostics, "query name", |binding| match binding {
        ExplicitBinding::Query(name) => Some(name.value()),
        _ => None,
    });
    let fields = |parameter: &&Parameter| {
        matches!(parameter.attributes.binding, Some(ExplicitBinding::QueryFields))
    };
    let query_fields = parameters.iter().filter(fields).map(Argument::from).collect();
    let template = bind_template(method, template?, parameters, &body, diagnostics)?;
    query.retain(|(name, _)| !template.has_bound_query_name(name));
    Some(Bindings { template, query, query_fields, headers, header_maps, body })
}

/// The parameters that are bound to names of one kind, which must differ.
fn named(
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
    kind: &str,
    name: impl Fn(&ExplicitBinding) -> Option<String>,
) -> Vec<(String, Argument)> {
    let mut named: Vec<(String, Argument)> = Vec::new();
    for parameter in parameters {
        let Some(name) = parameter.attributes.binding.as_ref().and_then(&name) else { continue };
        if let Some((_, earlier)) = named.iter().find(|(other, _)| *other == name) {
            let message = format!("the {kind} `{name}` is bound twice");
            let help = format!("`{}` has it already: remove one of the two", earlier.ident);
            diagnostics.error(parameter.ident.span(), message, help);
        }
        named.push((name, parameter.into()));
    }
    named
}

fn bind_template(
    method: Option<HttpMethod>,
    template: Template,
    parameters: &[Parameter],
    body: &Body,
    diagnostics: &mut Diagnostics,
) -> Option<Template<Argument>> {
    let mut uses = vec![0_usize; parameters.len()];
    let mut unbound = Vec::new();
    for (place, name) in template.names() {
        match find(parameters, place, name) {
            Some(index) => {
                let parameter = parameters.get(index)?;
                if place == Place::Path {
                    check_label(name, parameter, diagnostics);
                }
                *uses.get_mut(index)? += 1;
            }
            None => unbound.push((place, name)),
        }
    }
    for (parameter, uses) in parameters.iter().zip(&uses) {
        // A label that a misspelt one may mean needs no message of its own.
        let meant = check_explicit(parameter, *uses, &template, diagnostics);
        unbound.retain(|(_, name)| Some(&name.text) != meant.as_ref());
    }
    let free = parameters
        .iter()
        .zip(&uses)
        .filter(|(parameter, uses)| **uses == 0 && is_by_name(parameter))
        .map(|(parameter, _)| parameter)
        .filter(|parameter| !parameter.attributes.has_mistake)
        .filter(|parameter| !is_used(parameters, &uses, &parameter.ident))
        .collect();
    let has_body = method.is_none_or(HttpMethod::takes_body);
    Unbound::new(unbound, free, has_body, body).report(parameters, diagnostics);
    for (parameter, uses) in parameters.iter().zip(uses).filter(|(_, uses)| *uses > 1) {
        let message = format!("the parameter `{}` is bound {uses} times", parameter.ident);
        let help = "give each name of the template a parameter of its own";
        diagnostics.error(parameter.ident.span(), message, help);
    }
    template.bind(|place, name| Some(parameters.get(find(parameters, place, &name)?)?.into()))
}

/// The parameter for a name of the template: the one that says so, else the one of that name.
fn find(parameters: &[Parameter], place: Place, name: &Name) -> Option<usize> {
    let says_so = |parameter: &Parameter| match (&parameter.attributes.binding, place) {
        (Some(ExplicitBinding::Path(label)), Place::Path) => label.value() == name.text,
        (Some(ExplicitBinding::Query(query)), Place::Query) => query.value() == name.text,
        _ => false,
    };
    let wanted = snake_case(&name.text);
    let has_name =
        |parameter: &Parameter| is_by_name(parameter) && parameter.plain_name() == wanted;
    parameters.iter().position(says_so).or_else(|| parameters.iter().position(has_name))
}

/// Whether a parameter is bound by its name alone.
fn is_by_name(parameter: &Parameter) -> bool {
    parameter.attributes.binding.is_none()
}

/// Whether a parameter of this name is bound; another one of that name has its own message.
fn is_used(parameters: &[Parameter], uses: &[usize], ident: &Ident) -> bool {
    parameters.iter().zip(uses).any(|(parameter, uses)| parameter.ident == *ident && *uses > 0)
}

/// Parameters of one name are possible under `#[cfg]`s that exclude each other.
fn check_names_differ(parameters: &[Parameter], diagnostics: &mut Diagnostics) {
    for (index, parameter) in parameters.iter().enumerate() {
        if parameters.iter().take(index).any(|earlier| earlier.ident == parameter.ident) {
            let message = format!("two parameters are called `{}`", parameter.ident);
            let help = "declare two methods, each under its own `#[cfg(…)]`";
            diagnostics.error(parameter.ident.span(), message, help);
        }
    }
}

/// An operation with a token may be sent again, which must not hang on a `#[cfg]`.
fn check_tokens_are_always_there(parameters: &[Parameter], diagnostics: &mut Diagnostics) {
    for parameter in parameters.iter().filter(|parameter| !parameter.cfgs.is_empty()) {
        if let Some(span) = parameter.attributes.idempotency_token {
            let message = "an idempotency token is absent under a `#[cfg]`";
            let help = "declare two methods, each under its own `#[cfg(…)]`";
            diagnostics.error(span, message, help);
        }
    }
}

fn check_label(name: &Name, parameter: &Parameter, diagnostics: &mut Diagnostics) {
    if !parameter.cfgs.is_empty() {
        let message = format!("the label `<{}>` is absent under a `#[cfg]`", name.text);
        let help = "declare two methods, each with its own template and `#[cfg(…)]`";
        diagnostics.error(parameter.ident.span(), message, help);
    }
    if let Some(span) = parameter.attributes.idempotency_token {
        let message = "an idempotency token is never a label";
        let help = "bind it as `#[body(\"ClientToken\")]`, `#[query(\"…\")]` or `#[header(\"…\")]`";
        diagnostics.error(span, message, help);
    }
}

/// Checks what an attribute says against the template; the result is the label that it may mean.
fn check_explicit(
    parameter: &Parameter,
    uses: usize,
    template: &Template,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    match &parameter.attributes.binding {
        Some(ExplicitBinding::Path(label)) if uses == 0 => {
            return no_label(label, template, diagnostics);
        }
        Some(ExplicitBinding::Query(name)) if template.has_fixed_query_name(&name.value()) => {
            let message = format!("the query name `{}` is fixed in the template", name.value());
            diagnostics.error(name.span(), message, "remove it there, or the parameter");
        }
        Some(
            ExplicitBinding::QueryFields
            | ExplicitBinding::Headers(_)
            | ExplicitBinding::Body
            | ExplicitBinding::Payload(_),
        ) => {
            if let Some(span) = parameter.attributes.idempotency_token {
                let message = "`#[idempotency_token]` is beside a binding of more than one value";
                let help = "bind the token alone: `#[idempotency_token] #[body(\"ClientToken\")]`";
                diagnostics.error(span, message, help);
            }
        }
        _ => {}
    }
    None
}

fn no_label(label: &LitStr, template: &Template, diagnostics: &mut Diagnostics) -> Option<String> {
    let wanted = label.value();
    let labels: Vec<&str> = template
        .names()
        .filter(|(place, _)| *place == Place::Path)
        .map(|(_, name)| name.text.as_str())
        .collect();
    if labels.contains(&wanted.as_str()) {
        let message = format!("the label `<{wanted}>` is bound twice");
        diagnostics.error(label.span(), message, "give each label one parameter");
        return None;
    }
    let near = nearest(&wanted, labels.iter().copied());
    if template.has_bound_query_name(&wanted) {
        let message = format!("`<{wanted}>` is a query name of the template, and no label");
        diagnostics.error(label.span(), message, format!("write `#[query(\"{wanted}\")]`"));
        return Some(wanted);
    }
    let help = match near {
        Some(near) => format!("did you mean `#[path(\"{near}\")]`?"),
        None => format!("write `/<{wanted}>` in the template, or bind the parameter otherwise"),
    };
    diagnostics.error(label.span(), format!("the template has no label `<{wanted}>`"), help);
    near.map(str::to_owned)
}
