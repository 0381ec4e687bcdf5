//! Converts arguments to the text of a label, query or header.

mod list;

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

pub use self::list::{ToValues, Values};

/// The part of a request that holds a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A label of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
}

/// A value that has one text form in a label, query or header.
///
/// It is implemented for strings, integers, floats, `bool`, `char`,
/// [`Timestamp`](crate::Timestamp), [`Blob`](crate::Blob), [`Float`](crate::Float),
/// [`Uuid`](uuid::Uuid), and references and smart pointers to them. Derive it for newtypes and enums:
///
/// ```
/// use connect_runtime::{ConnectEnum, Place, ToValue, to_value_by_display};
///
/// #[derive(ToValue)]
/// struct InstanceId(String);
///
/// #[derive(ConnectEnum)]
/// enum Channel {
///     Voice,
///     #[other]
///     Other(String),
/// }
///
/// /// A type with its own text form.
/// struct Extension(u16);
///
/// impl std::fmt::Display for Extension {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         write!(f, "x{}", self.0)
///     }
/// }
/// to_value_by_display!(Extension);
///
/// assert_eq!(InstanceId("a".into()).to_value(Place::Path), "a");
/// assert_eq!(Channel::Voice.to_value(Place::Query), "VOICE");
/// assert_eq!(Extension(7).to_value(Place::Path), "x7");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a label, query or header of an endpoint",
    label = "has no text form",
    note = "use a string, a number, `bool` or `Timestamp`, and an `Option` or a list of it in a query or header",
    note = "give a type of yours a text form by `#[derive(ToValue)]`, `#[derive(ConnectEnum)]` or `to_value_by_display!`"
)]
pub trait ToValue {
    /// Returns the text for `place`, not yet percent-encoded.
    fn to_value(&self, place: Place) -> Cow<'_, str>;

    /// Whether an item of a header list is quoted if it contains a comma or a quote; default `true`.
    ///
    /// It is `false` for timestamps: an http-date contains a comma but is not quoted
    /// ([header serialization](https://smithy.io/2.0/spec/http-bindings.html#httpheader-serialization-rules)).
    fn is_quoted_in_lists(&self) -> bool {
        true
    }
}

/// Implements [`ToValue`] through [`Display`](std::fmt::Display).
///
/// ```
/// use connect_runtime::to_value_by_display;
///
/// struct UserId(u128);
///
/// impl std::fmt::Display for UserId {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         write!(f, "{:032x}", self.0)
///     }
/// }
///
/// to_value_by_display!(UserId);
/// ```
#[macro_export]
macro_rules! to_value_by_display {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::ToValue for $type {
            fn to_value(&self, _place: $crate::Place) -> $crate::__private::Cow<'_, str> {
                $crate::__private::Cow::Owned($crate::__private::ToString::to_string(self))
            }
        }
    )+};
}

to_value_by_display!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);
to_value_by_display!(char, uuid::Uuid);

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

macro_rules! to_value_of_pointer {
    ($($pointer:ty)*) => {$(
        impl<V: ToValue + ?Sized> ToValue for $pointer {
            fn to_value(&self, place: Place) -> Cow<'_, str> {
                (**self).to_value(place)
            }

            fn is_quoted_in_lists(&self) -> bool {
                (**self).is_quoted_in_lists()
            }
        }
    )*};
}

to_value_of_pointer!(&V &mut V Box<V> Rc<V> Arc<V>);

impl<V: ToValue + ToOwned + ?Sized> ToValue for Cow<'_, V> {
    fn to_value(&self, place: Place) -> Cow<'_, str> {
        (**self).to_value(place)
    }

    fn is_quoted_in_lists(&self) -> bool {
        (**self).is_quoted_in_lists()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_the_text_of_the_protocol() {
        let cases: [(&dyn ToValue, &str); 12] = [
            (&"é", "é"),
            (&String::new(), ""),
            (&Cow::Borrowed("a"), "a"),
            (&0_u8, "0"),
            (&Arc::new(i64::MIN), "-9223372036854775808"),
            (&false, "false"),
            (&1.5_f32, "1.5"),
            (&f64::NAN, "NaN"),
            (&f32::INFINITY, "Infinity"),
            (&f64::NEG_INFINITY, "-Infinity"),
            (&'é', "é"),
            (&uuid::Uuid::nil(), "00000000-0000-0000-0000-000000000000"),
        ];
        for (value, expected) in cases {
            assert_eq!(value.to_value(Place::Query), expected);
        }
    }
}
