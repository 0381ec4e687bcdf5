//! Idempotency tokens, by which the service recognizes a repeated call.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

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

macro_rules! token_behind_pointer {
    ($([$($generics:tt)+] $pointer:ty;)+) => {$(
        impl<$($generics)+> IdempotencyToken for $pointer {
            fn token(&self) -> Option<Cow<'_, str>> {
                (**self).token()
            }
        }
    )+};
}

token_behind_pointer! {
    [T: IdempotencyToken + ?Sized] &T;
    [T: IdempotencyToken + ?Sized] &mut T;
    [T: IdempotencyToken + ?Sized] Box<T>;
    [T: IdempotencyToken + ?Sized] Rc<T>;
    [T: IdempotencyToken + ?Sized] Arc<T>;
    [T: IdempotencyToken + ToOwned + ?Sized] Cow<'_, T>;
}

/// Returns the given token, or a fresh UUID v4 as in the AWS SDKs.
///
/// The token becomes part of the request, so all attempts of a call share it.
pub fn idempotency_token<T: IdempotencyToken + ?Sized>(argument: &T) -> Cow<'_, str> {
    argument.token().unwrap_or_else(|| Cow::Owned(fresh_token()))
}

/// Returns a fresh UUID v4.
pub(super) fn fresh_token() -> String {
    Uuid::new_v4().to_string()
}
