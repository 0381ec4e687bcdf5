//! Arguments as text: what can stand in a label or a query.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::timestamp::Timestamp;

/// A value that has one text form in a path or query.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a label or query of an endpoint",
    label = "has no text form",
    note = "use a string, an integer, a float, `bool` or `Timestamp`, and `Option` of it in a query"
)]
pub trait ToValue {
    /// The text, not yet percent-encoded.
    fn to_value(&self) -> Cow<'_, str>;
}

/// The values of one query name: one, none for `None`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in the query of an endpoint",
    label = "has no text form",
    note = "use a string, an integer, a float, `bool` or `Timestamp`, or `Option` of it"
)]
pub trait ToValues {
    /// Calls `visit` with each value, in order.
    fn each_value(&self, visit: &mut dyn FnMut(&str));
}

#[diagnostic::do_not_recommend]
impl<V: ToValue + ?Sized> ToValues for V {
    fn each_value(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.to_value());
    }
}

impl<V: ToValue> ToValues for Option<V> {
    fn each_value(&self, visit: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            visit(&value.to_value());
        }
    }
}

impl ToValue for str {
    fn to_value(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ToValue for String {
    fn to_value(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ToValue for bool {
    fn to_value(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

impl ToValue for Timestamp {
    fn to_value(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

macro_rules! to_value_by_display {
    ($($number:ty)*) => {$(
        impl ToValue for $number {
            fn to_value(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

to_value_by_display!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! to_value_of_float {
    ($($float:ty)*) => {$(
        impl ToValue for $float {
            fn to_value(&self) -> Cow<'_, str> {
                if self.is_nan() {
                    Cow::Borrowed("NaN")
                } else if self.is_infinite() {
                    Cow::Borrowed(if self.is_sign_positive() { "Infinity" } else { "-Infinity" })
                } else {
                    Cow::Owned(self.to_string())
                }
            }
        }
    )*};
}

to_value_of_float!(f32 f64);

macro_rules! to_value_of_pointer {
    ($($pointer:ty)*) => {$(
        impl<V: ToValue + ?Sized> ToValue for $pointer {
            fn to_value(&self) -> Cow<'_, str> {
                (**self).to_value()
            }
        }
    )*};
}

to_value_of_pointer!(&V &mut V Box<V> Rc<V> Arc<V>);

impl<V: ToValue + ToOwned + ?Sized> ToValue for Cow<'_, V> {
    fn to_value(&self) -> Cow<'_, str> {
        (**self).to_value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(of: &(impl ToValues + ?Sized)) -> Vec<String> {
        let mut values = Vec::new();
        of.each_value(&mut |value| values.push(value.to_owned()));
        values
    }

    #[test]
    fn each_type_has_the_text_of_the_protocol() {
        assert_eq!(values("é"), ["é"]);
        assert_eq!(values(&String::new()), [""]);
        assert_eq!(values(&Some(Cow::Borrowed("a"))), ["a"]);
        assert_eq!(values(&None::<&str>), [""; 0]);
        assert_eq!(values(&0_u8), ["0"]);
        assert_eq!(values(&Some(Arc::new(-7_i64))), ["-7"]);
        assert_eq!(values(&false), ["false"]);
        assert_eq!(values(&1.5_f32), ["1.5"]);
        assert_eq!(values(&f64::NAN), ["NaN"]);
        assert_eq!(values(&f64::INFINITY), ["Infinity"]);
        assert_eq!(values(&f64::NEG_INFINITY), ["-Infinity"]);
        assert_eq!(
            values(&Timestamp::from_unix_seconds(1_422_172_800).unwrap()),
            ["2015-01-25T08:00:00Z"]
        );
    }
}
