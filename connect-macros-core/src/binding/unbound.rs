//! Reports names of the template without a parameter, and parameters without a place.

use connect_model::snake_case;
use syn::Ident;

use crate::diagnostics::{Diagnostics, Reported, all};
use crate::names::{lower_camel_case, nearest, pascal_case};
use crate::parameter::ExplicitBinding;
use crate::signature::Parameter;
use crate::template::{Name, Place};

/// The parameters without a place. The help for a name may propose one of them, which then needs no
/// message of its own.
pub(super) struct Unbound<'a> {
    all: &'a [Parameter],
    free: Vec<&'a Parameter>,
    /// Whether only one label and one parameter are left, which then belong together.
    is_pair: bool,
    can_be_body: bool,
    can_be_member: bool,
}

impl<'a> Unbound<'a> {
    /// `has_body` says whether the request can have a body, and `is_one_label` whether a label is the
    /// only name of the template without a parameter.
    pub(super) fn new(
        all: &'a [Parameter],
        free: Vec<&'a Parameter>,
        has_body: bool,
        is_one_label: bool,
    ) -> Self {
        let is_bound = |is_kind: fn(&ExplicitBinding) -> bool| {
            all.iter().filter_map(|other| other.attributes.binding.as_ref()).any(is_kind)
        };
        let can_be_member =
            has_body && !is_bound(|binding| matches!(binding, ExplicitBinding::Payload(_)));
        // A whole body may stand beside members, but what is left over is more likely another member.
        let can_be_body = can_be_member
            && !is_bound(|binding| {
                matches!(binding, ExplicitBinding::Body | ExplicitBinding::BodyMember(_))
            });
        let is_pair = is_one_label && free.len() == 1;
        Self { all, free, is_pair, can_be_body, can_be_member }
    }

    /// Reports a name of the template without a parameter.
    pub(super) fn report_name(
        &mut self,
        place: Place,
        name: &Name,
        diagnostics: &mut Diagnostics,
    ) -> Reported {
        let kind = match place {
            Place::Path => "label",
            Place::Query => "query name",
        };
        let message = format!("the {kind} `<{}>` has no parameter", name.text);
        let help = self.help_for_name(place, name);
        diagnostics.error(name.span, message, help)
    }

    /// Reports the parameters that the help for no name has proposed.
    pub(super) fn report_parameters(&self, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
        let report = |parameter: &&Parameter| {
            let message =
                format!("the parameter `{}` is not bound to the request", parameter.ident);
            let help = self.help_for_parameter(parameter);
            Err(diagnostics.error(parameter.ident.span(), message, help))
        };
        all(self.free.iter().map(report)).map(|_: Vec<()>| ())
    }

    fn help_for_name(&mut self, place: Place, name: &Name) -> String {
        let wanted = snake_case(&name.text);
        if let Some(taken) = self.all.iter().find(|parameter| parameter.plain_name() == wanted) {
            return format!(
                "the parameter `{}` is bound elsewhere by its attribute: remove one of the two",
                taken.ident
            );
        }
        let wanted = as_identifier(&wanted);
        let names: Vec<String> = self.free.iter().map(|free| free.plain_name()).collect();
        let near = nearest(&wanted, names.iter().map(String::as_str));
        if near.is_none()
            && self.is_pair
            && let Some(other) = self.free.pop()
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
        let proposed = self.free.remove(index);
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

/// Turns a name into an identifier, with `r#` if it is a keyword.
fn as_identifier(name: &str) -> String {
    match syn::parse_str::<Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("r#{name}"),
    }
}
