//! What the model adds to a request that no parameter gives.

use connect_model::{Operation, Place};

use crate::binding::{Bindings, Body, Filled, FilledToken};

/// An idempotency token, so that the call can be repeated, and the body `{}` of an operation whose members
/// are all absent. AWS's own clients send both.
pub(super) fn filling(operation: &Operation<'_>, bindings: &Bindings) -> Filled {
    let token = if bindings.has_idempotency_token() { None } else { token(operation, bindings) };
    let has_members = operation.members().any(|member| member.place == Place::Body);
    let is_without_body = matches!(bindings.body, Body::Empty);
    Filled { empty_object: token.is_none() && has_members && is_without_body, token }
}

fn token(operation: &Operation<'_>, bindings: &Bindings) -> Option<FilledToken> {
    let token = operation.idempotency_token()?;
    let name = token.name.to_owned();
    match token.place {
        Place::Query => Some(FilledToken::Query(name)),
        Place::Header => Some(FilledToken::Header(name.to_ascii_lowercase())),
        Place::Body if matches!(bindings.body, Body::Payload { .. }) => None,
        Place::Body => Some(FilledToken::Body(name)),
        _ => None,
    }
}
