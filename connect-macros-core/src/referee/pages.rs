//! Whether the names of the pages are the operation's.

use connect_model::{Kind, Operation, Place, Service, is_same_folded, is_slip};
use proc_macro2::Span;
use syn::LitStr;

use super::Report;
use crate::diagnostics::{Diagnostics, Reported};
use crate::options::{PageNames, PagesOption};
use crate::paging::{Paging, RequestToken};

/// Finds the names for the option `pages` without any.
pub(crate) fn names(
    option: Span,
    operation: Option<&Operation<'_>>,
    diagnostics: &mut Diagnostics,
) -> Result<Paging, Reported> {
    let Some(operation) = operation else {
        let message = "`pages` has no names, and AWS's model has none for this declaration";
        let help = "write them: `pages(token = \"NextToken\", items = \"UserSummaryList\")`";
        return Err(diagnostics.error(option, message, help));
    };
    let Some(paging) = operation.paging() else {
        let message = format!("AWS's model has no names of pages for `{}`", operation.name());
        return Err(diagnostics.error(option, message, unlisted_help(operation)));
    };
    Ok(Paging {
        response_token: paging.response_token.to_owned(),
        items: paging.items.to_owned(),
        request_token: request_token(operation, &paging),
    })
}

/// What to write for an operation that may have pages but is not on AWS's list.
fn unlisted_help(operation: &Operation<'_>) -> String {
    let outputs = || operation.outputs();
    let token = outputs().find(|output| is_same_folded(output.name, "NextToken"));
    let mut lists = outputs().filter(|output| output.kind == Kind::List);
    let items = match (lists.next(), lists.next()) {
        (Some(items), None) => items.name,
        _ => "…",
    };
    match token {
        Some(token) => {
            format!("write `pages(token = \"{}\", items = \"{items}\")`", token.name)
        }
        None => "remove `pages`: its response has no token of a next page".to_owned(),
    }
}

/// The place of the token in the request.
fn request_token(operation: &Operation<'_>, paging: &connect_model::Paging<'_>) -> RequestToken {
    let name = paging.request_token;
    let mut in_query = operation.members().filter(|member| member.place == Place::Query);
    if in_query.any(|member| member.name == name) {
        RequestToken::Query(name.to_owned())
    } else {
        RequestToken::Body(name.to_owned())
    }
}

/// Checks the names that the option `pages(…)` has.
pub(crate) fn check_names(
    (service, operation): (Service, &Operation<'_>),
    names: &PageNames,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let mut report = Report::new(service, diagnostics);
    let Some(paging) = operation.paging() else {
        return check_unlisted(operation, names, &mut report);
    };
    let mut result = Ok(());
    for (part, what, written, known) in [
        ("token", "token of the next page", &names.token, paging.response_token),
        ("items", "list of items", &names.items, paging.items),
    ] {
        if written.value() != known {
            let message = format!(
                "the {what} of `{}` is `{known}`, not `{}`",
                operation.name(),
                written.value()
            );
            let help =
                format!("write `{part} = \"{known}\"`, or `pages` alone, which has AWS's names");
            result = Err(report.error(written.span(), message, help));
        }
    }
    result
}

/// Checks the place of the token in the request.
pub(crate) fn check_request_token(
    (service, operation): (Service, &Operation<'_>),
    pages: &PagesOption,
    token: &RequestToken,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let known = operation.paging().map(|paging| request_token(operation, &paging));
    let Some(known) = known.filter(|known| known != token) else { return Ok(()) };
    let named = pages.names.as_ref().and_then(|names| names.request_token.as_ref());
    let span = named.map_or(pages.option.span(), |token| token.name.span());
    let message =
        format!("the page token in requests of `{}` is `{known}`, not `{token}`", operation.name());
    let help = format!("write `request_token = {known}`, or `pages` alone, which has AWS's names");
    Err(Report::new(service, diagnostics).error(span, message, help))
}

/// Checks the names against the members of the response, because AWS has no list of them.
fn check_unlisted(
    operation: &Operation<'_>,
    names: &PageNames,
    report: &mut Report<'_>,
) -> Result<(), Reported> {
    let mut result = Ok(());
    for (part, written) in [("token", &names.token), ("items", &names.items)] {
        if let Some(known) = near_output(operation, written) {
            let message =
                format!("the response of `{}` has no `{}`", operation.name(), written.value());
            let help = format!("write `{part} = \"{known}\"`");
            result = Err(report.error(written.span(), message, help));
        }
    }
    result
}

/// The member of the response that an unknown name must mean.
fn near_output<'a>(operation: &Operation<'a>, written: &LitStr) -> Option<&'a str> {
    let written = written.value();
    let outputs = || operation.outputs().map(|output| output.name);
    if outputs().any(|name| name == written) {
        return None;
    }
    outputs().find(|name| is_same_folded(name, &written) || is_slip(name, &written))
}
