//! Converts arguments to the text of a label, query or header.

mod list;
mod pointer;

use std::borrow::Cow;

pub use self::list::{ToValues, Values};
pub(crate) use self::scalar::non_finite_name;

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
/// It is implemented for:
///
/// - strings, `char`, `bool`, and the text of [`format_args!`];
/// - integers, floats, [`NonZero`](std::num::NonZero), [`Wrapping`](std::num::Wrapping) and
///   [`Saturating`](std::num::Saturating);
/// - IP and socket addresses;
/// - [`InstanceId`](crate::InstanceId), [`Timestamp`](crate::Timestamp), [`Blob`](crate::Blob),
///   [`Float`](crate::Float) and [`Uuid`](uuid::Uuid);
/// - references, boxes, [`Cow`] and other pointers to these types.
///
/// A [`Duration`](std::time::Duration) has no text without a unit, so pass `duration.as_secs()` or another
/// number. Derive the trait for newtypes and enums of your own:
///
/// ```
/// use connect_runtime::{ConnectEnum, Place, ToValue, to_value_by_display};
///
/// #[derive(ToValue)]
/// struct QueueId(String);
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
/// assert_eq!(QueueId("a".into()).to_value(Place::Path), "a");
/// assert_eq!(Channel::Voice.to_value(Place::Query), "VOICE");
/// assert_eq!(Extension(7).to_value(Place::Path), "x7");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a label, query or header of an endpoint",
    label = "has no text form",
    note = "use a string, a number, `bool` or `Timestamp`, and an `Option` or a list of it in a query or header",
    note = "of a type of another crate, pass the text or number, such as `.to_string()`, `.get()` or `.as_secs()`, or wrap it in a newtype",
    note = "derive a type of your own: `#[derive(ToValue)]` for a newtype, `#[derive(ConnectEnum)]` for an enum"
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

// Below the macro, which it uses.
mod scalar;

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
    use std::num::{NonZero, NonZeroI128, NonZeroU8, Saturating, Wrapping};
    use std::pin::Pin;
    use std::rc::Rc;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn values_have_the_text_of_the_protocol() {
        let cases: [(&dyn ToValue, &str); 30] = [
            (&"é", "é"),
            (&String::new(), ""),
            (&0_u8, "0"),
            (&usize::MIN, "0"),
            (&u128::MAX, "340282366920938463463374607431768211455"),
            (&false, "false"),
            (&1.5_f32, "1.5"),
            (&f64::NAN, "NaN"),
            (&f32::INFINITY, "Infinity"),
            (&f64::NEG_INFINITY, "-Infinity"),
            (&'é', "é"),
            (&uuid::Uuid::nil(), "00000000-0000-0000-0000-000000000000"),
            (&NonZeroU8::MAX, "255"),
            (&NonZeroI128::MIN, "-170141183460469231731687303715884105728"),
            (&NonZero::new(7_isize).unwrap(), "7"),
            (&Wrapping(-1_i16), "-1"),
            (&Saturating(3_u64), "3"),
            (&IpAddr::V4(Ipv4Addr::LOCALHOST), "127.0.0.1"),
            (&Ipv4Addr::UNSPECIFIED, "0.0.0.0"),
            (&Ipv6Addr::LOCALHOST, "::1"),
            (&SocketAddr::from(([127, 0, 0, 1], 80)), "127.0.0.1:80"),
            (&SocketAddr::from((Ipv6Addr::LOCALHOST, 80)), "[::1]:80"),
            (&format_args!("{}-{}", 1, 2), "1-2"),
            (&Cow::Borrowed("a"), "a"),
            (&Arc::new(i64::MIN), "-9223372036854775808"),
            (&Arc::<str>::from("a"), "a"),
            (&Rc::<str>::from("a"), "a"),
            (&Box::<str>::from("a"), "a"),
            (&&mut &Box::new(Arc::new(Cow::Borrowed("a"))), "a"),
            (&Pin::new(Box::new(NonZeroU8::MIN)), "1"),
        ];
        for (value, expected) in cases {
            assert_eq!(value.to_value(Place::Query), expected);
        }
    }
}
