//! The kinds of the arguments, which the compiler holds against their types.

use connect_model::{Kind, Member, Operation, Place, TimestampFormat};

use crate::binding::{Argument, Bindings, Body, ModelKind};
use crate::template::QueryPart;

/// Gives each argument the kind of its member.
pub(super) fn set(operation: &Operation<'_>, bindings: &mut Bindings) {
    let members: Vec<Member<'_>> = operation.members().collect();
    let set = |place: Place, name: &str, argument: &mut Argument| {
        let member = members.iter().find(|member| member.place == place && member.name == name);
        argument.kind = member.and_then(|member| kind(member.kind));
    };
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
fn kind(kind: Kind) -> Option<ModelKind> {
    Some(match kind {
        Kind::String => ModelKind::String,
        Kind::Blob => ModelKind::Blob,
        Kind::Boolean => ModelKind::Boolean,
        Kind::Integer | Kind::Long | Kind::Float | Kind::Double => ModelKind::Number,
        Kind::Timestamp(TimestampFormat::EpochSeconds) => ModelKind::Timestamp,
        Kind::Timestamp(TimestampFormat::DateTime) => ModelKind::TimestampText,
        Kind::List => ModelKind::List,
        Kind::Map => ModelKind::Map,
        Kind::Structure => ModelKind::Structure,
        Kind::Union => ModelKind::Union,
        _ => return None,
    })
}
