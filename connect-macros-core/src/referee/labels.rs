//! Whether the labels stand where the model has them.
//!
//! The name of a label is not sent, so an unknown name is no mistake. The name of another member is one.

use connect_model::{Operation, Place, is_same_folded};

use super::line::line_to_write;
use super::members::what_is_in;
use super::{Declaration, Report};
use crate::diagnostics::Reported;

pub(super) fn check(
    declaration: &Declaration<'_>,
    operation: &Operation<'_>,
    report: &mut Report<'_>,
) -> Result<(), Reported> {
    for (declared, known) in other_names(declaration.path(), operation) {
        let member = operation.members().find(|member| is_same_folded(member.name, declared));
        let Some(member) = member else { continue };
        let message = match member.place {
            Place::Path => {
                format!("the label `<{declared}>` is where `{}` has `<{known}>`", operation.name())
            }
            _ if is_bound(declaration, member.name) => continue,
            place => format!(
                "`{}` of `{}` is {}, and the label `<{declared}>` is where it has `<{known}>`",
                member.name,
                operation.name(),
                what_is_in(place)
            ),
        };
        let help = format!("write `{}`", line_to_write(declaration, operation));
        // The help mends all labels at once.
        return Err(report.error(declaration.template_span(), message, help));
    }
    Ok(())
}

/// The labels that have another name in the model, each with that name.
pub(super) fn other_names<'a>(
    path: &'a str,
    operation: &Operation<'a>,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    path.split('/').zip(operation.path().split('/')).filter_map(|(declared, known)| {
        let (declared, known) = (label(declared)?, label(known)?);
        (!is_same_folded(declared, known)).then_some((declared, known))
    })
}

/// The name of a label, without the dots of a greedy one.
pub(super) fn label(segment: &str) -> Option<&str> {
    let name = segment.strip_prefix(['<', '{'])?.strip_suffix(['>', '}'])?;
    Some(name.trim_end_matches('.'))
}

/// Whether the declaration sends the member in its own place, so that a label may share its name.
fn is_bound(declaration: &Declaration<'_>, name: &str) -> bool {
    super::members::bound(declaration.bindings).iter().any(|bound| bound.name == name)
}
