//! The kinds of the arguments, which the compiler holds against their types.

use connect_model::{Kind, Member, Operation, Place, TimestampFormat};

use super::labels::label;
use crate::binding::{Argument, Bindings, Body, ModelKind};
use crate::template::{PathPart, QueryPart};

/// Gives each argument the kind of its member.
pub(super) fn set(operation: &Operation<'_>, bindings: &mut Bindings) {
    let members: Vec<Member<'_>> = operation.members().collect();
    let set = |place: Place, name: &str, argument: &mut Argument| {
        let member = members.iter().find(|member| member.place == place && member.name == name);
        argument.kind = member.and_then(kind);
    };
    let labels = bindings.template.path.iter_mut().filter_map(|part| match part {
        PathPart::Literal(_) => None,
        PathPart::Label(argument) | PathPart::GreedyLabel(argument) => Some(argument),
    });
    for (name, argument) in operation.path().split('/').filter_map(label).zip(labels) {
        set(Place::Path, name, argument);
    }
    for part in &mut bindings.template.query {
        if let QueryPart::Bound { wire_name, value } = part {
            set(Place::Query, wire_name, value);
        }
    }
    for (name, argument) in &mut bindings.query {
        set(Place::Query, name, argument);
    }
    if let Body::Json { members, .. } = &mut bindings.body {
        for (name, argument) in members {
            set(Place::Body, name, argument);
        }
    }
}

/// The kind to check. Of a document, any type is right.
fn kind(member: &Member<'_>) -> Option<ModelKind> {
    Some(match member.kind {
        Kind::String if is_arn(member.name) => ModelKind::Arn,
        Kind::String => ModelKind::String,
        Kind::Blob => ModelKind::Blob,
        Kind::Boolean => ModelKind::Boolean,
        Kind::Integer | Kind::Long | Kind::Float | Kind::Double => ModelKind::Number,
        Kind::Timestamp(TimestampFormat::EpochSeconds) => ModelKind::Timestamp,
        Kind::Timestamp(TimestampFormat::DateTime) => ModelKind::TimestampText,
        Kind::List if is_arns(member.name) => ModelKind::ArnList,
        Kind::List => ModelKind::List,
        Kind::Map => ModelKind::Map,
        Kind::Structure => ModelKind::Structure,
        Kind::Union => ModelKind::Union,
        _ => return None,
    })
}

/// Whether a member is an ARN by its name, such as `TargetArn`, `resourceArn` or `arn`.
fn is_arn(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("arn")
}

/// Whether a list has ARNs by its name, such as `ResourceArns`.
fn is_arns(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("arns")
}
