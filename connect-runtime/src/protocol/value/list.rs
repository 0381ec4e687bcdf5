//! Converts arguments to the values of a query name or header: none, one or several.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use super::pointer::with_pointers;
use super::{Place, ToValue};

/// The values of one query name or header.
///
/// `Debug` shows only the number of values, because a value may be a token.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Values<'a> {
    /// No value, so that nothing is sent.
    Absent,
    /// One value.
    One(Cow<'a, str>),
    /// Several values. A query repeats its name, and a header joins them with commas.
    List(Vec<Cow<'a, str>>),
}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("Absent"),
            Self::One(_) => f.write_str("One(…)"),
            Self::List(values) => write!(f, "List({} values)", values.len()),
        }
    }
}

/// The values of a query name or header: a [`ToValue`], an `Option` of one, a list or a set.
///
/// A pointer to a list stands where the list does: a reference, a [`Box`], an [`Rc`], an [`Arc`] or a [`Cow`], and a
/// pointer to one of these.
///
/// `None` sends nothing. A list repeats the query name, or becomes one header with commas between the
/// items; an empty list is an empty header. In a header, an item is quoted if it is empty, contains a
/// comma or a quote, or starts or ends with white space.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in the query or a header of an endpoint",
    label = "has no text form",
    note = "use a string, a number, `bool` or `Timestamp`, and an `Option` or a list of it",
    note = "of a type of another crate, pass the text or number, such as `.to_string()`, `.get()` or `.as_secs()`, or wrap it in a newtype",
    note = "derive a type of your own: `#[derive(ToValue)]` for a newtype, `#[derive(ConnectEnum)]` for an enum"
)]
pub trait ToValues {
    /// Returns the values for `place`, not yet percent-encoded.
    fn to_values(&self, place: Place) -> Values<'_>;
}

#[diagnostic::do_not_recommend]
impl<V: ToValue + ?Sized> ToValues for V {
    fn to_values(&self, place: Place) -> Values<'_> {
        Values::One(self.to_value(place))
    }
}

fn list<'a, V: ToValue + 'a>(items: impl IntoIterator<Item = &'a V>, place: Place) -> Values<'a> {
    let item = |item: &'a V| {
        let text = item.to_value(place);
        if place == Place::Header && item.is_quoted_in_lists() { quoted(text) } else { text }
    };
    Values::List(items.into_iter().map(item).collect())
}

/// Quotes an item of a header list if [Smithy] requires it.
///
/// [Smithy]: https://smithy.io/2.0/spec/http-bindings.html#httpheader-serialization-rules
fn quoted(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_plain = !text.contains(['"', ',']) && text.trim() == text && !text.is_empty();
    if is_plain {
        return text;
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    Cow::Owned(quoted)
}

macro_rules! values_of_list {
    ($(#[$hidden:meta])? [$($generics:tt)*] $list:ty; where $($bound:tt)*) => {
        $(#[$hidden])?
        #[diagnostic::do_not_recommend]
        impl<V: ToValue, $($generics)*> ToValues for $list where $($bound)* {
            fn to_values(&self, place: Place) -> Values<'_> {
                list(self.iter(), place)
            }
        }
    };
}

with_pointers!(values_of_list [] [V]);
with_pointers!(values_of_list [] Vec<V>);
with_pointers!(values_of_list [] VecDeque<V>);
with_pointers!(values_of_list [] LinkedList<V>);
with_pointers!(values_of_list [] BTreeSet<V>);
with_pointers!(values_of_list [S] HashSet<V, S>);
with_pointers!(values_of_list [const N: usize] [V; N]);

macro_rules! values_of_option {
    ($(#[$hidden:meta])? [] $option:ty; where $($bound:tt)*) => {
        $(#[$hidden])?
        #[diagnostic::do_not_recommend]
        impl<V: ToValues> ToValues for $option where $($bound)* {
            fn to_values(&self, place: Place) -> Values<'_> {
                self.iter().next().map_or(Values::Absent, |values| values.to_values(place))
            }
        }
    };
}

with_pointers!(values_of_option [] Option<V>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::timestamp::Timestamp;

    fn items(values: &(impl ToValues + ?Sized), place: Place) -> Option<Vec<String>> {
        let text = |value: Cow<'_, str>| value.into_owned();
        match values.to_values(place) {
            Values::Absent => None,
            Values::One(value) => Some(vec![text(value)]),
            Values::List(values) => Some(values.into_iter().map(text).collect()),
        }
    }

    #[test]
    fn arguments_have_none_one_or_several_values() {
        let of = |values: &dyn Fn(Place) -> Option<Vec<String>>| values(Place::Query);
        let some = |texts: &[&str]| Some(texts.iter().map(|&text| text.to_owned()).collect());
        let numbers = [2, 1];
        assert_eq!(of(&|place| items("", place)), some(&[""]));
        assert_eq!(of(&|place| items(&None::<&str>, place)), None);
        assert_eq!(of(&|place| items(&&Some(7), place)), some(&["7"]));
        assert_eq!(of(&|place| items(&&&7, place)), some(&["7"]));
        assert_eq!(of(&|place| items(&numbers, place)), some(&["2", "1"]));
        assert_eq!(of(&|place| items(&numbers[..], place)), some(&["2", "1"]));
        assert_eq!(of(&|place| items(&&numbers[..], place)), some(&["2", "1"]));
        assert_eq!(of(&|place| items(&&numbers.to_vec(), place)), some(&["2", "1"]));
        assert_eq!(of(&|place| items(&Some(&numbers[..]), place)), some(&["2", "1"]));
        assert_eq!(of(&|place| items(&Some(Vec::<u8>::new()), place)), some(&[]));
        assert_eq!(of(&|place| items(&BTreeSet::from(numbers), place)), some(&["1", "2"]));
        assert_eq!(of(&|place| items(&HashSet::from(["a,b"]), place)), some(&["a,b"]));
        assert_eq!(of(&|place| items(&Cow::Borrowed(&numbers[..]), place)), some(&["2", "1"]));
    }

    #[test]
    fn header_items_are_quoted_if_needed() {
        let texts = ["a", "b,c", "d\"e\\", " f", "", "g h"];
        let expected = ["a", "\"b,c\"", "\"d\\\"e\\\\\"", "\" f\"", "\"\"", "g h"];
        assert_eq!(items(&texts, Place::Header).unwrap(), expected);
        assert_eq!(items("b,c", Place::Header).unwrap(), ["b,c"]);
        let epoch = [Timestamp::from_unix_seconds(0).unwrap()];
        assert_eq!(items(&epoch, Place::Header).unwrap(), ["Thu, 01 Jan 1970 00:00:00 GMT"]);
    }
}
