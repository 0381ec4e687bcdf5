//! Binds each name of the template to its parameter.

use connect_model::{snake_case, snake_case_without_plurals};
use syn::{Ident, LitStr};

use super::Argument;
use super::unbound::Unbound;
use crate::diagnostics::{Diagnostics, Reported};
use crate::names::nearest;
use crate::parameter::ExplicitBinding;
use crate::signature::Parameter;
use crate::template::{Name, Place, Template};

/// A name of the template, with the index of its parameter if it has one.
struct Found {
    name: Name,
    parameter: Option<usize>,
}

/// A mistake in an attribute that names a label.
struct WrongName {
    reported: Reported,
    /// The name of the template that the attribute may mean. That name needs no message of its own.
    meant: Option<String>,
}

pub(super) fn bind(
    template: Template,
    parameters: &[Parameter],
    can_have_body: bool,
    diagnostics: &mut Diagnostics,
) -> Result<Template<Argument>, Reported> {
    let template = template.replace(|place, name| {
        let parameter = find(parameters, place, &name);
        Ok(Found { name, parameter })
    })?;
    let labels = check_labels(&template, parameters, diagnostics);
    let uses = count_uses(&template, parameters);
    let (meant, explicit) = check_attributes(&template, parameters, &uses, diagnostics);
    let reported_by_attribute =
        |name: &Name| meant.iter().find(|(meant, _)| *meant == name.text).map(|(_, found)| *found);
    let missing: Vec<Place> = template
        .names()
        .filter(|(_, found)| found.parameter.is_none())
        .filter(|(_, found)| reported_by_attribute(&found.name).is_none())
        .map(|(place, _)| place)
        .collect();
    let unbound = unbound_parameters(parameters, &uses);
    let is_one_label = matches!(*missing, [Place::Path]);
    let mut unbound = Unbound::new(parameters, unbound, can_have_body, is_one_label);
    let template = template.replace(|place, Found { name, parameter }| {
        match parameter.and_then(|index| parameters.get(index)) {
            Some(parameter) => Ok(parameter.into()),
            None => Err(reported_by_attribute(&name)
                .unwrap_or_else(|| unbound.report_name(place, &name, diagnostics))),
        }
    });
    let all_bound = unbound.report_parameters(diagnostics);
    let bound_once = check_bound_once(parameters, &uses, diagnostics);
    labels.and(explicit).and(all_bound).and(bound_once)?;
    template
}

/// Finds the parameter of a name: the one whose attribute names it, else the one with that name.
fn find(parameters: &[Parameter], place: Place, name: &Name) -> Option<usize> {
    let has_attribute = |parameter: &Parameter| match (&parameter.attributes.binding, place) {
        (Some(ExplicitBinding::Path(label)), Place::Path) => label.value() == name.text,
        (Some(ExplicitBinding::Query(query)), Place::Query) => query.value() == name.text,
        _ => false,
    };
    let with_name = |wanted: String| {
        let has_name =
            |parameter: &Parameter| is_by_name(parameter) && parameter.plain_name() == wanted;
        parameters.iter().position(has_name)
    };
    let with_attribute = parameters.iter().position(has_attribute);
    let with_either_name = || {
        with_name(snake_case(&name.text))
            .or_else(|| with_name(snake_case_without_plurals(&name.text)))
    };
    with_attribute.or_else(with_either_name)
}

/// Whether a parameter is bound by its name rather than by an attribute.
fn is_by_name(parameter: &Parameter) -> bool {
    parameter.attributes.binding.is_none()
}

/// Counts the names of the template that each parameter is bound to.
fn count_uses(template: &Template<Found>, parameters: &[Parameter]) -> Vec<usize> {
    let found = || template.names().filter_map(|(_, found)| found.parameter);
    (0..parameters.len()).map(|index| found().filter(|found| *found == index).count()).collect()
}

/// The parameters that are bound by their name, but whose name the template does not have.
fn unbound_parameters<'a>(parameters: &'a [Parameter], uses: &[usize]) -> Vec<&'a Parameter> {
    let is_used = |ident: &Ident| {
        parameters.iter().zip(uses).any(|(other, uses)| other.ident == *ident && *uses > 0)
    };
    let unused = parameters.iter().zip(uses).filter(|(_, uses)| **uses == 0);
    unused
        .map(|(parameter, _)| parameter)
        .filter(|parameter| is_by_name(parameter) && parameter.attributes.all_read.is_ok())
        // Of two parameters of one name, the second has its own message.
        .filter(|parameter| !is_used(&parameter.ident))
        .collect()
}

fn check_labels(
    template: &Template<Found>,
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for (_, found) in template.names().filter(|(place, _)| *place == Place::Path) {
        if let Some(parameter) = found.parameter.and_then(|index| parameters.get(index)) {
            result = result.and(check_label(&found.name, parameter, diagnostics));
        }
    }
    result
}

fn check_label(
    name: &Name,
    parameter: &Parameter,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let mut result = Ok(());
    if !parameter.cfgs.is_empty() {
        let message = format!("the label `<{}>` is absent under a `#[cfg]`", name.text);
        let help = "declare two methods, each with its own template and `#[cfg(…)]`";
        result = Err(diagnostics.error(parameter.ident.span(), message, help));
    }
    if let Some(span) = parameter.attributes.idempotency_token {
        let message = "an idempotency token cannot be a label";
        let help = "bind it as `#[body(\"ClientToken\")]`, `#[query(\"…\")]` or `#[header(\"…\")]`";
        result = Err(diagnostics.error(span, message, help));
    }
    result
}

fn check_bound_once(
    parameters: &[Parameter],
    uses: &[usize],
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for (parameter, uses) in parameters.iter().zip(uses).filter(|(_, uses)| **uses > 1) {
        let message = format!("the parameter `{}` is bound {uses} times", parameter.ident);
        let help = "give each name of the template a parameter of its own";
        result = Err(diagnostics.error(parameter.ident.span(), message, help));
    }
    result
}

/// Checks the attributes against the template. Also returns the names of the template that wrong
/// attributes may mean: their message is the one about the attribute.
fn check_attributes(
    template: &Template<Found>,
    parameters: &[Parameter],
    uses: &[usize],
    diagnostics: &mut Diagnostics,
) -> (Vec<(String, Reported)>, Result<(), Reported>) {
    let mut meant = Vec::new();
    let mut result = Ok(());
    for (parameter, uses) in parameters.iter().zip(uses) {
        match &parameter.attributes.binding {
            Some(ExplicitBinding::Path(label)) if *uses == 0 => {
                let WrongName { reported, meant: name } =
                    report_no_label(label, template, diagnostics);
                meant.extend(name.map(|name| (name, reported)));
                result = Err(reported);
            }
            Some(binding) => {
                result = result.and(check_attribute(binding, parameter, template, diagnostics));
            }
            None => {}
        }
    }
    (meant, result)
}

fn check_attribute(
    binding: &ExplicitBinding,
    parameter: &Parameter,
    template: &Template<Found>,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    match (binding, parameter.attributes.idempotency_token) {
        (ExplicitBinding::Query(name), _) if template.has_fixed_query_name(&name.value()) => {
            let message = format!("the query name `{}` is fixed in the template", name.value());
            Err(diagnostics.error(name.span(), message, "remove it there, or the parameter"))
        }
        (
            ExplicitBinding::QueryFields
            | ExplicitBinding::Headers(_)
            | ExplicitBinding::Body
            | ExplicitBinding::Payload(_),
            Some(span),
        ) => {
            let message = "`#[idempotency_token]` is beside a binding of more than one value";
            let help = "bind the token alone: `#[idempotency_token] #[body(\"ClientToken\")]`";
            Err(diagnostics.error(span, message, help))
        }
        _ => Ok(()),
    }
}

fn report_no_label(
    label: &LitStr,
    template: &Template<Found>,
    diagnostics: &mut Diagnostics,
) -> WrongName {
    let wanted = label.value();
    let labels = template.names().filter(|(place, _)| *place == Place::Path);
    let labels: Vec<&str> = labels.map(|(_, found)| found.name.text.as_str()).collect();
    if labels.contains(&wanted.as_str()) {
        let message = format!("the label `<{wanted}>` is bound twice");
        let reported = diagnostics.error(label.span(), message, "give each label one parameter");
        return WrongName { reported, meant: None };
    }
    if template.has_bound_query_name(&wanted) {
        let message = format!("`<{wanted}>` is a query name of the template, not a label");
        let help = format!("write `#[query(\"{wanted}\")]`");
        let reported = diagnostics.error(label.span(), message, help);
        return WrongName { reported, meant: Some(wanted) };
    }
    let near = nearest(&wanted, labels.iter().copied());
    let help = match near {
        Some(near) => format!("did you mean `#[path(\"{near}\")]`?"),
        None => format!("write `/<{wanted}>` in the template, or bind the parameter otherwise"),
    };
    let message = format!("the template has no label `<{wanted}>`");
    let reported = diagnostics.error(label.span(), message, help);
    WrongName { reported, meant: near.map(str::to_owned) }
}
