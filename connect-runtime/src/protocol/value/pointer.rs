//! Pointers to a value or to a list, which stand where the value or list itself does.

use std::borrow::Cow;
use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use super::{Place, ToValue};

macro_rules! to_value_of_pointer {
    ($([$($generics:tt)+] $pointer:ty;)+) => {$(
        impl<$($generics)+> ToValue for $pointer {
            fn to_value(&self, place: Place) -> Cow<'_, str> {
                (**self).to_value(place)
            }

            fn is_quoted_in_lists(&self) -> bool {
                (**self).is_quoted_in_lists()
            }
        }
    )+};
}

to_value_of_pointer! {
    [V: ToValue + ?Sized] &V;
    [V: ToValue + ?Sized] &mut V;
    [V: ToValue + ?Sized] Box<V>;
    [V: ToValue + ?Sized] Rc<V>;
    [V: ToValue + ?Sized] Arc<V>;
    [V: ToValue + ToOwned + ?Sized] Cow<'_, V>;
    [P: Deref<Target: ToValue>] Pin<P>;
}

/// Implements `ToValues` with a macro for a list, for pointers to it, and for pointers to these pointers.
///
/// One implementation for all pointers would conflict with the one for all [`ToValue`]. The documentation lists
/// only that for the list.
macro_rules! with_pointers {
    ($implement:ident [$($generics:tt)*] $list:ty) => {
        $implement!([$($generics)*] $list; where);
        with_pointers!(@to $implement [$($generics)*] &$list; where);
        with_pointers!(@to $implement [$($generics)*] &mut $list; where);
        with_pointers!(@to $implement [$($generics)*] Box<$list>; where);
        with_pointers!(@to $implement [$($generics)*] Rc<$list>; where);
        with_pointers!(@to $implement [$($generics)*] Arc<$list>; where);
        with_pointers!(@to $implement [$($generics)*] Cow<'_, $list>; where $list: ToOwned);
    };
    (@to $implement:ident [$($generics:tt)*] $pointer:ty; where $($bound:tt)*) => {
        $implement!(#[doc(hidden)] [$($generics)*] $pointer; where $($bound)*);
        $implement!(#[doc(hidden)] [$($generics)*] &$pointer; where $($bound)*);
        $implement!(#[doc(hidden)] [$($generics)*] Box<$pointer>; where $($bound)*);
        $implement!(#[doc(hidden)] [$($generics)*] Rc<$pointer>; where $($bound)*);
        $implement!(#[doc(hidden)] [$($generics)*] Arc<$pointer>; where $($bound)*);
    };
}

pub(super) use with_pointers;
