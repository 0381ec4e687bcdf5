//! Idempotency tokens, by which the service recognizes a repeated call.

use std::borrow::Cow;

use uuid::Uuid;

use crate::protocol::value::{Place, ToValue};

/// An argument for a parameter with `#[idempotency_token]`.
///
/// The trait exists for its compile error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an idempotency token",
    label = "is not an `Option` of a text",
    note = "write `Option<&str>` or `Option<String>`: `None` is filled with a fresh UUID"
)]
pub trait IdempotencyToken {
    fn token(&self) -> Option<Cow<'_, str>>;
}

impl<V: ToValue> IdempotencyToken for Option<V> {
    fn token(&self) -> Option<Cow<'_, str>> {
        self.as_ref().map(|token| token.to_value(Place::Query))
    }
}

impl<T: IdempotencyToken + ?Sized> IdempotencyToken for &T {
    fn token(&self) -> Option<Cow<'_, str>> {
        (**self).token()
    }
}

/// Returns the given token, or a fresh UUID v4 as in the AWS SDKs.
///
/// The token becomes part of the request, so all attempts of a call share it.
pub fn idempotency_token<T: IdempotencyToken + ?Sized>(argument: &T) -> Cow<'_, str> {
    argument.token().unwrap_or_else(|| Cow::Owned(Uuid::new_v4().to_string()))
}
