//! Which parameter is sent where.

use syn::{Attribute, Ident, Type};

use crate::attribute::HttpMethod;
use crate::diagnostics::Diagnostics;
use crate::names::{lower_camel_case, nearest, pascal_case, snake_case};
use crate::signature::{ExplicitBinding, Parameter};
use crate::template::{Name, Place, Template};

/// Where each parameter goes; every one is in exactly one place.
pub(crate) struct Bindings {
    pub(crate) template: Template<Argument>,
    pub(crate) body: Body,
}

/// What the request's body is made of.
pub(crate) enum Body {
    Empty,
    /// The parameter is the whole JSON document.
    Whole(Box<Argument>),
}

/// A parameter in the place that it is bound to.
pub(crate) struct Argument {
    pub(crate) ident: Ident,
    /// The name in errors, without `r#`.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) cfgs: Vec<Attribute>,
}

impl From<&Parameter> for Argument {
    fn from(parameter: &Parameter) -> Self {
        Self {
            ident: parameter.ident.clone(),
            name: parameter.plain_name(),
            ty: parameter.ty.clone(),
            cfgs: parameter.cfgs.clone(),
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
    let body = bind_body(method, parameters, diagnostics);
    let template = template?;
    let mut uses = vec![0_usize; parameters.len()];
    let mut unbound = Vec::new();
    for (place, name) in template.names() {
        match by_name(parameters, name) {
            Some(index) => {
                check_label_is_always_there(place, name, parameters.get(index)?, diagnostics);
                *uses.get_mut(index)? += 1;
            }
            None => unbound.push((place, name)),
        }
    }
    let free = parameters
        .iter()
        .zip(&uses)
        .filter(|(parameter, uses)| **uses == 0 && parameter.binding.is_none())
        .map(|(parameter, _)| parameter)
        .filter(|parameter| !is_used(parameters, &uses, &parameter.ident))
        .collect();
    let can_be_body = method.is_none_or(HttpMethod::takes_body) && matches!(body, Body::Empty);
    Unbound { names: unbound, parameters: free, can_be_body }.report(parameters, diagnostics);
    for (parameter, uses) in parameters.iter().zip(uses).filter(|(_, uses)| *uses > 1) {
        let message = format!("the parameter `{}` is bound {uses} times", parameter.ident);
        let help = "give each name of the template a parameter of its own";
        diagnostics.error(parameter.ident.span(), message, help);
    }
    let argument = |name: Name| Some(parameters.get(by_name(parameters, &name)?)?.into());
    Some(Bindings { template: template.bind(argument)?, body })
}

/// The parameter that is bound to `name` by having its snake case.
fn by_name(parameters: &[Parameter], name: &Name) -> Option<usize> {
    let wanted = snake_case(&name.text);
    parameters
        .iter()
        .position(|parameter| parameter.binding.is_none() && parameter.plain_name() == wanted)
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

fn check_label_is_always_there(
    place: Place,
    name: &Name,
    parameter: &Parameter,
    diagnostics: &mut Diagnostics,
) {
    if place == Place::Path && !parameter.cfgs.is_empty() {
        let message = format!("the label `<{}>` is absent under a `#[cfg]`", name.text);
        let help = "declare two methods, each with its own template and `#[cfg(…)]`";
        diagnostics.error(parameter.ident.span(), message, help);
    }
}

fn bind_body(
    method: Option<HttpMethod>,
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
) -> Body {
    let mut body = Body::Empty;
    for parameter in parameters {
        let Some(ExplicitBinding::Body) = parameter.binding else { continue };
        let span = parameter.ident.span();
        if let Some(method) = method.filter(|method| !method.takes_body()) {
            diagnostics.error(
                span,
                format!("a {} request has no body", method.as_str()),
                format!("bind `{}` in the template, or check the HTTP method", parameter.ident),
            );
        } else if matches!(body, Body::Whole(_)) {
            diagnostics.error(span, "the endpoint has two bodies", "put both in one struct");
        }
        body = Body::Whole(Box::new(parameter.into()));
    }
    body
}

/// What has no counterpart.
struct Unbound<'a> {
    names: Vec<(Place, &'a Name)>,
    parameters: Vec<&'a Parameter>,
    can_be_body: bool,
}

impl Unbound<'_> {
    fn report(mut self, all: &[Parameter], diagnostics: &mut Diagnostics) {
        for (place, name) in std::mem::take(&mut self.names) {
            let kind = match place {
                Place::Path => "label",
                Place::Query => "query name",
            };
            let message = format!("the {kind} `<{}>` has no parameter", name.text);
            let help = self.help_for_name(place, name, all);
            diagnostics.error(name.span, message, help);
        }
        for parameter in &self.parameters {
            let message =
                format!("the parameter `{}` is not bound to the request", parameter.ident);
            diagnostics.error(parameter.ident.span(), message, self.help_for_parameter(parameter));
        }
    }

    fn help_for_name(&mut self, place: Place, name: &Name, all: &[Parameter]) -> String {
        let wanted = snake_case(&name.text);
        if let Some(taken) = all.iter().find(|parameter| parameter.plain_name() == wanted) {
            return format!(
                "the parameter `{}` is the body already: remove one of the two",
                taken.ident
            );
        }
        let wanted = as_identifier(&wanted);
        let names: Vec<String> = self.parameters.iter().map(|free| free.plain_name()).collect();
        let near = nearest(&wanted, names.iter().map(String::as_str));
        let Some(index) = near.and_then(|near| names.iter().position(|name| name == near)) else {
            let example = match place {
                Place::Path => "&str",
                Place::Query => "Option<&str>",
            };
            return format!("add `{wanted}: {example}` to the parameters");
        };
        // It is spoken for, so it needs no message of its own.
        let proposed = self.parameters.remove(index);
        format!("did you mean the parameter `{}`? rename it to `{wanted}`", proposed.ident)
    }

    fn help_for_parameter(&self, parameter: &Parameter) -> String {
        let name = parameter.plain_name();
        let or_itself = |wire_name: String| {
            if snake_case(&wire_name) == name { wire_name } else { name.clone() }
        };
        let label = or_itself(pascal_case(&name));
        let query = or_itself(lower_camel_case(&name));
        let places = format!("a label `/<{label}>`, as a query name `?<{query}>`");
        if self.can_be_body {
            format!("name it in the template as {places}, or mark it `#[body]`")
        } else {
            format!("name it in the template as {}", places.replace(", as", " or as"))
        }
    }
}

/// The name as a parameter can have it.
fn as_identifier(name: &str) -> String {
    match syn::parse_str::<Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("r#{name}"),
    }
}
