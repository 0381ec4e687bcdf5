//! Names without a parameter, and parameters without a name.

use syn::Ident;

use super::Body;
use crate::diagnostics::Diagnostics;
use crate::names::{lower_camel_case, nearest, pascal_case, snake_case};
use crate::signature::Parameter;
use crate::template::{Name, Place};

/// What has no counterpart.
pub(super) struct Unbound<'a> {
    names: Vec<(Place, &'a Name)>,
    parameters: Vec<&'a Parameter>,
    /// Whether it is one label and one parameter, which may belong together.
    is_pair: bool,
    can_be_body: bool,
    can_be_member: bool,
}

impl<'a> Unbound<'a> {
    /// `has_body` says whether the request can have a body, and `body` what it is so far.
    pub(super) fn new(
        names: Vec<(Place, &'a Name)>,
        parameters: Vec<&'a Parameter>,
        has_body: bool,
        body: &Body,
    ) -> Self {
        let is_pair = matches!((&*names, &*parameters), ([(Place::Path, _)], [_]));
        let can_be_body = has_body && matches!(body, Body::Empty);
        let can_be_member = has_body && matches!(body, Body::Empty | Body::Members(_));
        Self { names, parameters, is_pair, can_be_body, can_be_member }
    }

    pub(super) fn report(mut self, all: &[Parameter], diagnostics: &mut Diagnostics) {
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
                "the parameter `{}` is bound elsewhere by its attribute: remove one of the two",
                taken.ident
            );
        }
        let wanted = as_identifier(&wanted);
        let names: Vec<String> = self.parameters.iter().map(|free| free.plain_name()).collect();
        let near = nearest(&wanted, names.iter().map(String::as_str));
        if near.is_none()
            && self.is_pair
            && let Some(other) = self.parameters.pop()
        {
            return format!(
                "rename the parameter `{}` to `{wanted}`, or write `#[path(\"{}\")]` on it",
                other.ident, name.text
            );
        }
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
        if parameter.attributes.idempotency_token.is_some() {
            return "say where the token goes: `#[idempotency_token] #[body(\"ClientToken\")]`, or \
                    `#[query(\"…\")]` or `#[header(\"…\")]` beside it"
                .to_owned();
        }
        let name = parameter.plain_name();
        let or_itself = |wire_name: String| {
            if snake_case(&wire_name) == name { wire_name } else { name.clone() }
        };
        let label = or_itself(pascal_case(&name));
        let query = or_itself(lower_camel_case(&name));
        let mut attributes =
            vec![format!("`#[query(\"{query}\")]`"), "`#[header(\"…\")]`".to_owned()];
        if self.can_be_member {
            attributes.push(format!("`#[body(\"{label}\")]`"));
        }
        if self.can_be_body {
            attributes.push("`#[body]`".to_owned());
        }
        let last = attributes.pop().unwrap_or_default();
        format!(
            "name it in the template as a label `/<{label}>` or as a query name `?<{query}>`, or mark \
             it {} or {last}",
            attributes.join(", ")
        )
    }
}

/// The name as a parameter can have it.
fn as_identifier(name: &str) -> String {
    match syn::parse_str::<Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("r#{name}"),
    }
}
