//! Whether the names of query, headers and body are the operation's, and none that it needs is missing.

use connect_model::{Member, Operation, Place, is_same_folded, slips, snake_case};
use proc_macro2::Span;

use super::{Declaration, Report};
use crate::binding::{Argument, Bindings};
use crate::diagnostics::Reported;
use crate::template::QueryPart;

/// A name that the declaration sends in the query, a header or the body.
pub(super) struct Bound<'a> {
    pub(super) place: Place,
    pub(super) name: &'a str,
    /// `None` for a fixed query.
    argument: Option<&'a Argument>,
    is_in_template: bool,
}

/// The names that the declaration sends.
pub(super) fn bound(bindings: &Bindings) -> Vec<Bound<'_>> {
    let mut all = Vec::new();
    for part in &bindings.template.query {
        let (name, argument) = match part {
            QueryPart::Fixed(pair) => (pair.split('=').next().unwrap_or_default(), None),
            QueryPart::Bound { wire_name, value } => (wire_name.as_str(), Some(value)),
        };
        all.push(Bound { place: Place::Query, name, argument, is_in_template: true });
    }
    for (place, named) in [
        (Place::Query, bindings.query.as_slice()),
        (Place::Header, bindings.headers.as_slice()),
        (Place::Body, bindings.body.members()),
    ] {
        all.extend(named.iter().map(|(name, argument)| Bound {
            place,
            name,
            argument: Some(argument),
            is_in_template: false,
        }));
    }
    all
}

impl Bound<'_> {
    pub(super) fn is(&self, member: &Member<'_>) -> bool {
        // The macro has headers in lower case.
        let is_same = match self.place {
            Place::Header => self.name.eq_ignore_ascii_case(member.name),
            _ => self.name == member.name,
        };
        is_same && self.place == member.place
    }

    /// The name where it is written.
    pub(super) fn span(&self, bindings: &Bindings) -> Span {
        let in_attribute = self.argument.filter(|_| !self.is_in_template);
        in_attribute.and_then(|argument| argument.attribute).unwrap_or(bindings.template.span)
    }
}

pub(super) fn check(
    declaration: &Declaration<'_>,
    operation: &Operation<'_>,
    report: &mut Report<'_>,
) -> Result<(), Reported> {
    let members: Vec<Member<'_>> = operation.members().collect();
    let bound = bound(declaration.bindings);
    let mut result = Ok(());
    // A member under a wrong name is not missing too.
    let mut meant = Vec::new();
    for name in &bound {
        if let Some(member) = members.iter().find(|member| name.is(member)) {
            result = result.and(check_token(declaration, name, member, report));
        } else if let Some(member) = find_meant(name, &members, &bound) {
            result = Err(report_name(declaration, operation, name, member, report));
            meant.push(member.name);
        }
    }
    let is_missing = |member: &&Member<'_>| {
        is_required(member, declaration.bindings)
            && !meant.contains(&member.name)
            && !bound.iter().any(|bound| bound.is(member))
    };
    let missing: Vec<&Member<'_>> = members.iter().filter(is_missing).collect();
    if missing.is_empty() {
        return result;
    }
    Err(report_missing(declaration, operation, &missing, report))
}

/// Finds the member that an unknown name must mean. A member that is sent itself is not meant by another
/// name as well.
fn find_meant<'a>(
    bound: &Bound<'_>,
    members: &'a [Member<'a>],
    all: &[Bound<'_>],
) -> Option<&'a Member<'a>> {
    let folded = || members.iter().filter(|member| is_same_folded(member.name, bound.name));
    let here = folded().find(|member| member.place == bound.place);
    let elsewhere =
        || folded().find(|member| member.name == bound.name).or_else(|| folded().next());
    let near = || {
        let free = members.iter().filter(|member| {
            member.place == bound.place && !all.iter().any(|other| other.is(member))
        });
        let near = free.filter_map(|member| Some((slips(member.name, bound.name)?, member)));
        near.min_by_key(|(slips, _)| *slips).map(|(_, member)| member)
    };
    here.or_else(elsewhere).or_else(near)
}

fn report_name(
    declaration: &Declaration<'_>,
    operation: &Operation<'_>,
    bound: &Bound<'_>,
    member: &Member<'_>,
    report: &mut Report<'_>,
) -> Reported {
    let (name, operation) = (bound.name, operation.name());
    let message = match (bound.place == member.place, bound.place) {
        (true, Place::Query) => format!("`{operation}` has no query name `{name}`"),
        (true, Place::Header) => format!("`{operation}` has no header `{name}`"),
        (true, _) => format!("`{operation}` has no body member `{name}`"),
        (false, place) => format!(
            "`{}` of `{operation}` is {}, not {}",
            member.name,
            what_is_in(member.place),
            what_is_in(place)
        ),
    };
    let help = match member.place {
        Place::Path => format!("remove it: the label `<{}>` sends it", member.name),
        _ if bound.place == member.place && bound.is_in_template => match bound.argument {
            Some(_) => format!("write `<{}>` in the template", member.name),
            None => format!("write `{}` in the template", member.name),
        },
        _ if bound.is_in_template => format!(
            "remove it from the template, and write `{}` on the parameter",
            attribute(member)
        ),
        _ => format!("write `{}`", attribute(member)),
    };
    report.error(bound.span(declaration.bindings), message, help)
}

/// Checks that a member that is an idempotency token is declared as one.
fn check_token(
    declaration: &Declaration<'_>,
    bound: &Bound<'_>,
    member: &Member<'_>,
    report: &mut Report<'_>,
) -> Result<(), Reported> {
    let Some(argument) = bound.argument.filter(|_| member.is_idempotency_token) else {
        return Ok(());
    };
    if argument.is_idempotency_token {
        return Ok(());
    }
    let message =
        format!("`{}` is an idempotency token, but `{}` is not one", member.name, argument.ident);
    let help = format!(
        "write `#[idempotency_token] {} {}: Option<&str>`, or remove the parameter: each call then has a \
         token of its own",
        attribute(member),
        argument.ident
    );
    Err(report.error(bound.span(declaration.bindings), message, help))
}

/// Whether the declaration must name the member itself. Structs, maps and payloads may have any.
fn is_required(member: &Member<'_>, bindings: &Bindings) -> bool {
    let may_be_elsewhere = match member.place {
        Place::Query => !bindings.query_fields.is_empty(),
        Place::Header => {
            let name = member.name.to_ascii_lowercase();
            bindings.header_maps.iter().any(|(prefix, _)| name.starts_with(prefix.as_str()))
        }
        Place::Body => bindings.body.hides_members(),
        _ => true,
    };
    member.is_required && !member.is_idempotency_token && !may_be_elsewhere
}

fn report_missing(
    declaration: &Declaration<'_>,
    operation: &Operation<'_>,
    missing: &[&Member<'_>],
    report: &mut Report<'_>,
) -> Reported {
    let names: Vec<String> = missing.iter().map(|member| format!("`{}`", member.name)).collect();
    let message = format!(
        "`{}` does not send what `{}` needs: {}",
        declaration.method,
        operation.name(),
        names.join(", ")
    );
    let parameters: Vec<String> = missing
        .iter()
        .map(|member| format!("`{} {}: …`", attribute(member), snake_case(member.name)))
        .collect();
    let is_in_body = missing.iter().any(|member| member.place == Place::Body);
    let or_struct = if is_in_body { ", or a struct with all members as `#[body]`" } else { "" };
    let help = format!("add {}{or_struct}", parameters.join(", "));
    report.error(declaration.method.span(), message, help)
}

/// What a name in this place is called.
pub(super) fn what_is_in(place: Place) -> &'static str {
    match place {
        Place::Path => "a label",
        Place::Query => "a query name",
        Place::Header => "a header",
        _ => "a body member",
    }
}

/// The attribute that binds a parameter to the member.
fn attribute(member: &Member<'_>) -> String {
    format!("#[{}(\"{}\")]", member.place.name(), member.name)
}
