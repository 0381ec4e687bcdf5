//! Which operation the method and path are, and whether the names agree.

use connect_model::{
    Calls, Line, Operation, Service, is_same_folded, slips, snake_case, without_label_names,
};
use syn::ext::IdentExt;

use super::{Declaration, Report};
use crate::diagnostics::Reported;
use crate::template::QueryPart;

/// Finds the operation with the declared method and path. Reports a line that must mean another one.
pub(super) fn find(
    declaration: &Declaration<'_>,
    report: &mut Report<'_>,
) -> Result<Option<Operation<'static>>, Reported> {
    let (method, path) = (declaration.http_method.as_str(), declaration.path());
    let calls = declaration.service.calls();
    if let Some(operation) = calls.operation_at(method, path) {
        return Ok(Some(operation));
    }
    let named = calls.operation(&name(declaration));
    if let Some(operation) = named
        && operation.method() == method
        && has_literals_for_labels(&operation, path)
    {
        return Ok(named);
    }
    let others = services_with(declaration, method, path);
    if !others.is_empty() {
        return Err(report_service(declaration, &others, report));
    }
    if let Some(operation) = named {
        return Err(report_line(declaration, &operation, report));
    }
    match nearest(&calls, method, path) {
        Some(operation) => Err(report_slip(declaration, &operation, report)),
        None => Ok(None),
    }
}

/// Checks that the method does not have the name of another operation. With the option `name`, its own
/// name is free.
pub(super) fn check_method_name(
    declaration: &Declaration<'_>,
    operation: &Operation<'_>,
    report: &mut Report<'_>,
) -> Result<(), Reported> {
    if declaration.name.is_some() {
        return Ok(());
    }
    let method = declaration.method;
    let named = declaration.service.calls().operation(&method.unraw().to_string());
    let Some(other) = named.filter(|named| named.name() != operation.name()) else { return Ok(()) };
    let message = format!(
        "`{method}` has the name of another operation: `{} {}` is `{}`",
        operation.method(),
        declaration.path(),
        operation.name()
    );
    let help = format!(
        "rename it, such as to `{}`, or write the line of `{}`: `{}`",
        snake_case(operation.name()),
        other.name(),
        line_to_write(declaration, &other)
    );
    Err(report.error(method.span(), message, help))
}

/// Checks the option `name`.
pub(super) fn check_name(
    declaration: &Declaration<'_>,
    operation: &Operation<'_>,
    report: &mut Report<'_>,
) -> Result<(), Reported> {
    let Some(name) = declaration.name.filter(|name| name.value() != operation.name()) else {
        return Ok(());
    };
    let message = format!(
        "`{} {}` is the operation `{}`, not `{}`",
        operation.method(),
        declaration.path(),
        operation.name(),
        name.value()
    );
    let help = match declaration.service.calls().operation(&name.value()) {
        Some(other) if !is_same_folded(&name.value(), operation.name()) => format!(
            "remove `name`, or write the line of `{}`: `{}`",
            other.name(),
            line_to_write(declaration, &other)
        ),
        _ => format!("remove it: the name is `{}` without it", operation.name()),
    };
    Err(report.error(name.span(), message, help))
}

/// The declared name of the operation, else that of the method.
fn name(declaration: &Declaration<'_>) -> String {
    match declaration.name {
        Some(name) => name.value(),
        None => declaration.method.unraw().to_string(),
    }
}

/// Whether the path is the operation's, with text in place of some of its labels.
fn has_literals_for_labels(operation: &Operation<'_>, path: &str) -> bool {
    let (model, declared) = (operation.path().split('/'), path.split('/'));
    let fits = |(model, declared): (&str, &str)| match (is_label(model), is_label(declared)) {
        (true, _) => !declared.is_empty(),
        (false, true) => false,
        (false, false) => model == declared,
    };
    model.clone().count() == declared.clone().count() && model.zip(declared).all(fits)
}

fn is_label(segment: &str) -> bool {
    segment.starts_with(['<', '{'])
}

/// The other services that have the line, each with its operation.
///
/// Cases and Customer Profiles both have paths under `/domains`, so the line of one may be a new operation
/// of the other. Under a segment that the declared service has too, only the name of the operation shows
/// that another service is meant.
fn services_with(
    declaration: &Declaration<'_>,
    method: &str,
    path: &str,
) -> Vec<(Service, Operation<'static>)> {
    let with_line = |service: Service| {
        service.calls().operation_at(method, path).map(|operation| (service, operation))
    };
    let others = Service::ALL.into_iter().filter(|service| *service != declaration.service);
    let mut others: Vec<_> = others.filter_map(with_line).collect();
    if !others.is_empty() && has_first_segment(&declaration.service.calls(), path) {
        let name = name(declaration);
        others.retain(|(_, operation)| is_same_folded(operation.name(), &name));
    }
    others
}

/// Whether a path of the service starts with the same segment.
fn has_first_segment(calls: &Calls<'_>, path: &str) -> bool {
    let first = path.split('/').nth(1);
    calls.lines().any(|line| line.path.split('/').nth(1) == first)
}

fn report_service(
    declaration: &Declaration<'_>,
    others: &[(Service, Operation<'_>)],
    report: &mut Report<'_>,
) -> Reported {
    let name = name(declaration);
    let of_name =
        |(_, operation): &&(Service, Operation<'_>)| is_same_folded(operation.name(), &name);
    let meant: Vec<&(Service, Operation<'_>)> = match others.iter().find(of_name) {
        Some(meant) => vec![meant],
        None => others.iter().collect(),
    };
    let operations: Vec<String> = meant
        .iter()
        .map(|(service, operation)| format!("`{}` of {}", operation.name(), service.name()))
        .collect();
    let message = format!(
        "`{} {}` is {}, not an operation of {}",
        declaration.http_method.as_str(),
        declaration.path(),
        operations.join(" or "),
        declaration.service.name()
    );
    let options: Vec<String> =
        meant.iter().map(|(service, _)| format!("`service = {}`", service.constant())).collect();
    let help = format!("write the option {}", options.join(" or "));
    report.error(declaration.template_span(), message, help)
}

/// Reports a line that is not the one of the operation that the name gives.
fn report_line(
    declaration: &Declaration<'_>,
    operation: &Operation<'_>,
    report: &mut Report<'_>,
) -> Reported {
    let help = format!("write `{}`", line_to_write(declaration, operation));
    let declared = without_label_names(declaration.path());
    if declared == without_label_names(operation.path()) {
        let message = format!(
            "`{}` is a {} request, not {}",
            operation.name(),
            operation.method(),
            declaration.http_method.as_str()
        );
        return report.error(declaration.http_method_span, message, help);
    }
    let message = format!(
        "`{}` is not `{} {}`",
        operation.name(),
        declaration.http_method.as_str(),
        declaration.path()
    );
    report.error(declaration.template_span(), message, help)
}

/// Reports a line that is a slip of the operation's.
fn report_slip(
    declaration: &Declaration<'_>,
    operation: &Operation<'_>,
    report: &mut Report<'_>,
) -> Reported {
    let message = format!(
        "{} has no operation `{} {}`, but nearly the same line is `{}`",
        declaration.service.name(),
        declaration.http_method.as_str(),
        declaration.path(),
        operation.name()
    );
    let help = format!("write `{}`", line_to_write(declaration, operation));
    report.error(declaration.template_span(), message, help)
}

/// Finds the operation whose path the declared one is the nearest slip of.
fn nearest(calls: &Calls<'static>, method: &str, path: &str) -> Option<Operation<'static>> {
    let path = without_label_names(path);
    let near = |line: Line<'static>| {
        (line.method == method).then_some(())?;
        slips_of_path(&path, line.path).map(|slips| (slips, line))
    };
    let (_, line) = calls.lines().filter_map(near).min_by_key(|(slips, _)| *slips)?;
    calls.operation(line.name)
}

/// Counts the edits between two paths, if they are at most two and all within literal segments.
fn slips_of_path(declared: &str, known: &str) -> Option<usize> {
    if declared.len().abs_diff(known.len()) > 2 {
        return None;
    }
    let (one, other) = (declared.split('/'), known.split('/'));
    if one.clone().count() != other.clone().count() {
        // A slash too many, or one too few.
        let is_same = declared.replace('/', "") == known.replace('/', "");
        return is_same.then_some(1);
    }
    let mut total = 0;
    for (one, other) in one.zip(other) {
        match (is_label(one), is_label(other)) {
            (true, true) => {}
            (false, false) if one == other => {}
            // A difference in case alone has no edits.
            (false, false) => total += slips(one, other)?.max(1),
            _ => return None,
        }
    }
    (total <= 2).then_some(total)
}

/// The method and template of the operation, with the declared labels and query.
pub(super) fn line_to_write(declaration: &Declaration<'_>, operation: &Operation<'_>) -> String {
    let path = operation.path().replace('{', "<").replace('}', ">");
    let query: Vec<String> = declaration
        .bindings
        .template
        .query
        .iter()
        .map(|part| match part {
            QueryPart::Fixed(pair) => pair.clone(),
            QueryPart::Bound { wire_name, .. } => format!("<{wire_name}>"),
        })
        .collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    format!("{} \"{path}{query}\"", operation.method())
}
