//! The types of the standard library that are one value.

use std::borrow::Cow;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{NonZero, Saturating, Wrapping};

use super::{Place, ToValue};

macro_rules! to_value_of_integers {
    ($($integer:ty)*) => {$(
        to_value_by_display!($integer, NonZero<$integer>);
    )*};
}

to_value_of_integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);
to_value_by_display!(char, fmt::Arguments<'_>, uuid::Uuid);
to_value_by_display!(IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6);

impl ToValue for str {
    fn to_value(&self, _place: Place) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ToValue for String {
    fn to_value(&self, _place: Place) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ToValue for bool {
    fn to_value(&self, _place: Place) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

macro_rules! to_value_of_float {
    ($($float:ty)*) => {$(
        impl ToValue for $float {
            fn to_value(&self, _place: Place) -> Cow<'_, str> {
                match non_finite_name(f64::from(*self)) {
                    Some(name) => Cow::Borrowed(name),
                    None => Cow::Owned(self.to_string()),
                }
            }
        }
    )*};
}

to_value_of_float!(f32 f64);

/// Returns the protocol's name for a number that is not finite.
pub(crate) fn non_finite_name(float: f64) -> Option<&'static str> {
    match float {
        float if float.is_nan() => Some("NaN"),
        f64::INFINITY => Some("Infinity"),
        f64::NEG_INFINITY => Some("-Infinity"),
        _ => None,
    }
}

macro_rules! to_value_of_wrapper {
    ($($wrapper:ident)*) => {$(
        impl<V: ToValue> ToValue for $wrapper<V> {
            fn to_value(&self, place: Place) -> Cow<'_, str> {
                self.0.to_value(place)
            }

            fn is_quoted_in_lists(&self) -> bool {
                self.0.is_quoted_in_lists()
            }
        }
    )*};
}

to_value_of_wrapper!(Wrapping Saturating);
