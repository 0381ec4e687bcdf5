//! Tokens by which the service knows a call that it has had already.

use std::borrow::Cow;

use uuid::Uuid;

use crate::protocol::value::{Place, ToValue};

/// The argument of a parameter that is `#[idempotency_token]`. It has this name for its message.
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

/// The token given, else a fresh UUID v4, as the AWS SDKs fill it. It becomes a part of the request,
/// which is the same for every attempt.
pub fn idempotency_token<T: IdempotencyToken + ?Sized>(argument: &T) -> Cow<'_, str> {
    argument.token().unwrap_or_else(|| Cow::Owned(Uuid::new_v4().to_string()))
}
