//! Which parameter is sent where.

use syn::ext::IdentExt;

use crate::attribute::Method as HttpMethod;
use crate::diagnostics::Diagnostics;
use crate::names::{nearest, snake_case};
use crate::signature::{ExplicitBinding, Parameter};
use crate::template::{Name, Place, Template};

/// Where each parameter goes; every one is in exactly one place.
pub(crate) struct Bindings {
    pub(crate) template: Template<Parameter>,
    pub(crate) body: Body,
}

/// What the request's body is made of.
pub(crate) enum Body {
    Empty,
    /// The parameter is the whole JSON document.
    Whole(Box<Parameter>),
}

impl Bindings {
    /// Binds the names of the template and the parameters to each other; none where something is
    /// wrong, which is reported.
    pub(crate) fn resolve(
        method: HttpMethod,
        template: Template,
        parameters: &[Parameter],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut resolver =
            Resolver { parameters, uses: vec![0; parameters.len()], diagnostics, failed: false };
        let body = resolver.body(method);
        resolver.check_names(&template);
        resolver.check_unused(&template);
        if resolver.failed {
            return None;
        }
        let template = template.bind(|name| by_name(parameters, &name).cloned())?;
        Some(Self { template, body })
    }
}

/// The parameter that is bound to `name` by having its snake case.
fn by_name<'p>(parameters: &'p [Parameter], name: &Name) -> Option<&'p Parameter> {
    let wanted = snake_case(&name.text);
    parameters
        .iter()
        .filter(|parameter| parameter.binding.is_none())
        .find(|parameter| parameter.plain_name() == wanted)
}

impl Parameter {
    /// The name without `r#`.
    pub(crate) fn plain_name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

struct Resolver<'a> {
    parameters: &'a [Parameter],
    /// How often each parameter is bound.
    uses: Vec<usize>,
    diagnostics: &'a mut Diagnostics,
    failed: bool,
}

impl Resolver<'_> {
    fn error(&mut self, span: proc_macro2::Span, message: String, help: String) {
        self.failed = true;
        self.diagnostics.error(span, message, help);
    }

    fn body(&mut self, method: HttpMethod) -> Body {
        let mut body = Body::Empty;
        for (parameter, uses) in self.parameters.iter().zip(&mut self.uses) {
            if parameter.binding != Some(ExplicitBinding::Body) {
                continue;
            }
            *uses += 1;
            let problem = if !method.takes_body() {
                let method = method.as_str();
                Some((
                    format!("a {method} request has no body"),
                    format!(
                        "bind `{}` in the template, or check the operation's method",
                        parameter.ident
                    ),
                ))
            } else if matches!(body, Body::Whole(_)) {
                Some((
                    "the endpoint has two bodies".to_owned(),
                    "put both in one struct".to_owned(),
                ))
            } else {
                None
            };
            match problem {
                Some((message, help)) => {
                    self.failed = true;
                    self.diagnostics.error(parameter.ident.span(), message, help);
                }
                None => body = Body::Whole(Box::new(parameter.clone())),
            }
        }
        body
    }

    fn check_names(&mut self, template: &Template) {
        for (place, name) in template.names() {
            let bound = by_name(self.parameters, name).map(|parameter| parameter.ident.clone());
            match bound {
                Some(ident) => {
                    for (parameter, uses) in self.parameters.iter().zip(&mut self.uses) {
                        *uses += usize::from(parameter.ident == ident);
                    }
                }
                None => self.report_unbound(place, name),
            }
        }
        for (parameter, uses) in self.parameters.iter().zip(self.uses.clone()) {
            if uses > 1 {
                self.error(
                    parameter.ident.span(),
                    format!("the parameter `{}` is bound {uses} times", parameter.ident),
                    "give each name of the template a parameter of its own".to_owned(),
                );
            }
        }
    }

    fn report_unbound(&mut self, place: Place, name: &Name) {
        let wanted = snake_case(&name.text);
        let (kind, example) = match place {
            Place::Label => ("label", "&str"),
            Place::Query => ("query name", "Option<&str>"),
        };
        let free: Vec<String> = self
            .parameters
            .iter()
            .zip(&self.uses)
            .filter(|(parameter, uses)| **uses == 0 && parameter.binding.is_none())
            .map(|(parameter, _)| parameter.plain_name())
            .collect();
        let help = match nearest(&wanted, free.iter().map(String::as_str)) {
            Some(near) => format!("did you mean the parameter `{near}`? rename it to `{wanted}`"),
            None => format!("add `{wanted}: {example}` to the parameters"),
        };
        self.error(name.span, format!("the {kind} `<{}>` has no parameter", name.text), help);
    }

    fn check_unused(&mut self, template: &Template) {
        let unbound_names: Vec<String> = template
            .names()
            .filter(|(_, name)| by_name(self.parameters, name).is_none())
            .map(|(_, name)| snake_case(&name.text))
            .collect();
        for (parameter, uses) in self.parameters.iter().zip(self.uses.clone()) {
            let plain_name = parameter.plain_name();
            let is_near_miss =
                unbound_names.iter().any(|name| nearest(name, [plain_name.as_str()]).is_some());
            // The message on the name proposes to rename this parameter: one is enough.
            if uses > 0 || is_near_miss {
                continue;
            }
            self.error(
                parameter.ident.span(),
                format!("the parameter `{}` is not bound to the request", parameter.ident),
                format!(
                    "bind it in the template as a label `/<{label}>` or a query name `?<{query}>`, \
                     or mark it `#[body]`",
                    label = crate::names::pascal_case(&plain_name),
                    query = lower_camel_case(&plain_name),
                ),
            );
        }
    }
}

fn lower_camel_case(snake: &str) -> String {
    let pascal = crate::names::pascal_case(snake);
    let mut characters = pascal.chars();
    characters.next().into_iter().flat_map(char::to_lowercase).chain(characters).collect()
}
