//! What the macros pass in silence, for `cargo connect check`.
//!
//! A note is no mistake: AWS may have added the name after the day of the model.

use connect_model::{Member, Operation, Place, Service};
use proc_macro2::Span;
use syn::{Ident, LitStr};

use super::{codes, labels, members};
use crate::binding::Bindings;
use crate::endpoint::Endpoint;

/// Returns what the model does not know of an endpoint that has no mistake.
pub(crate) fn of_endpoint(method: &Ident, endpoint: &Endpoint) -> Vec<(Span, String)> {
    let Some(service) = endpoint.model_service else {
        let text = format!(
            "`{method}` is not checked: its service is none of AWS's model by this name; those are written as \
             `service = CASES`"
        );
        return vec![(method.span(), text)];
    };
    let bindings = &endpoint.bindings;
    let Some(operation) = &endpoint.known else {
        return vec![(bindings.template.span, unknown_line(service, endpoint))];
    };
    let mut notes = unknown_names(service, operation, bindings);
    notes.extend(other_labels(operation, bindings));
    notes.extend(only_first_page(method, operation, endpoint));
    notes
}

/// Returns what the model does not know of an error code.
pub(crate) fn of_code(code: &LitStr) -> Option<(Span, String)> {
    let written = code.value();
    if codes::is_known(&written) {
        return None;
    }
    let date = date(Service::Connect);
    let text =
        format!("no service of the family has the error code `{written}` in AWS's model of {date}");
    Some((code.span(), text))
}

fn date(service: Service) -> &'static str {
    service.calls().release().date
}

fn unknown_line(service: Service, endpoint: &Endpoint) -> String {
    format!(
        "`{}` is not checked: {} has no operation `{} {}` in AWS's model of {}",
        endpoint.operation,
        service.name(),
        endpoint.http_method.as_str(),
        endpoint.bindings.template.path_text,
        date(service)
    )
}

fn unknown_names(
    service: Service,
    operation: &Operation<'_>,
    bindings: &Bindings,
) -> Vec<(Span, String)> {
    let known: Vec<Member<'_>> = operation.members().collect();
    let bound = members::bound(bindings);
    let unknown = bound.iter().filter(|name| !known.iter().any(|member| name.is(member)));
    let note = |name: &members::Bound<'_>| {
        let text = format!(
            "`{}` of `{}` is {} that AWS's model of {} does not have",
            name.name,
            operation.name(),
            members::what_is_in(name.place),
            date(service)
        );
        (name.span(bindings), text)
    };
    unknown.map(note).collect()
}

fn other_labels(operation: &Operation<'_>, bindings: &Bindings) -> Vec<(Span, String)> {
    let template = &bindings.template;
    let others = labels::other_names(&template.path_text, operation);
    let note = |(declared, known)| {
        let text = format!(
            "the label `<{declared}>` of `{}` is `<{known}>` in AWS's model",
            operation.name()
        );
        (template.span, text)
    };
    others.map(note).collect()
}

/// A list without `pages` and without a parameter for the token ends after its first page.
fn only_first_page(
    method: &Ident,
    operation: &Operation<'_>,
    endpoint: &Endpoint,
) -> Option<(Span, String)> {
    let paging = operation.paging().filter(|_| endpoint.paging.is_none())?;
    let bindings = &endpoint.bindings;
    let may_be_in_struct = bindings.body.hides_members() || !bindings.query_fields.is_empty();
    let is_token = |name: &members::Bound<'_>| {
        name.name == paging.request_token && matches!(name.place, Place::Query | Place::Body)
    };
    if may_be_in_struct || members::bound(bindings).iter().any(is_token) {
        return None;
    }
    let text = format!(
        "`{method}` reads the first page of `{}` alone; `pages` reads all, and a parameter for `{}` one by one",
        operation.name(),
        paging.request_token
    );
    Some((method.span(), text))
}
