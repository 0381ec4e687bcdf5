//! Converts arguments to headers.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use http::HeaderValue;

use crate::protocol::value::{Place, ToValue, Values};

/// The headers that signing, the body and the transport set. The macros have the same list.
pub const RESERVED_HEADERS: [&str; 18] = [
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-security-token",
    "x-amzn-trace-id",
];

/// Whether the client sets this header itself, so that an argument must not.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED_HEADERS.contains(&name) || name.starts_with("amz-sdk-")
}

/// Returns the value of a header, or `None` if it is absent.
///
/// Empty text and an empty list send an empty header (Smithy's protocol test
/// `RestJsonNullAndEmptyHeadersClient`).
///
/// # Errors
///
/// Returns an error if the text would not arrive unchanged. HTTP forbids control characters, strips
/// white space at the ends, and gives no meaning to characters other than ASCII
/// ([RFC 9110, 5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)).
pub(super) fn field_value(values: &Values<'_>) -> Result<Option<HeaderValue>, &'static str> {
    let text = match values {
        Values::Absent => return Ok(None),
        Values::One(value) => Cow::Borrowed(value.as_ref()),
        Values::List(values) => Cow::Owned(values.join(", ")),
    };
    if text.bytes().any(|byte| byte.is_ascii_control()) {
        return Err("has a control character such as a line end, which no header can hold");
    }
    if !text.is_ascii() {
        return Err("has a character that is not ASCII, which headers have no encoding for");
    }
    if text.starts_with(' ') || text.ends_with(' ') {
        return Err("starts or ends with a space, which HTTP would strip; trim it");
    }
    let mut value = HeaderValue::from_str(&text).map_err(|_| "cannot be the value of a header")?;
    // The value may be a token, as in `X-Amz-Bearer`.
    value.set_sensitive(true);
    Ok(Some(value))
}

/// The headers of an endpoint under one prefix: a map of names to values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the headers of an endpoint",
    label = "is not a map of header names to values",
    note = "use a `BTreeMap<String, String>`, a `HashMap`, a list of pairs, or an `Option` of one"
)]
pub trait HeaderFields {
    /// Returns the names, without the prefix, and the values.
    fn fields(&self) -> Box<dyn Iterator<Item = (&str, Cow<'_, str>)> + '_>;
}

fn field<'a>((name, value): (&'a impl AsRef<str>, &'a impl ToValue)) -> (&'a str, Cow<'a, str>) {
    (name.as_ref(), value.to_value(Place::Header))
}

impl<N: AsRef<str>, V: ToValue> HeaderFields for BTreeMap<N, V> {
    fn fields(&self) -> Box<dyn Iterator<Item = (&str, Cow<'_, str>)> + '_> {
        Box::new(self.iter().map(field))
    }
}

impl<N: AsRef<str>, V: ToValue, S> HeaderFields for HashMap<N, V, S> {
    fn fields(&self) -> Box<dyn Iterator<Item = (&str, Cow<'_, str>)> + '_> {
        Box::new(self.iter().map(field))
    }
}

impl<N: AsRef<str>, V: ToValue> HeaderFields for [(N, V)] {
    fn fields(&self) -> Box<dyn Iterator<Item = (&str, Cow<'_, str>)> + '_> {
        Box::new(self.iter().map(|(name, value)| field((name, value))))
    }
}

impl<N: AsRef<str>, V: ToValue> HeaderFields for Vec<(N, V)> {
    fn fields(&self) -> Box<dyn Iterator<Item = (&str, Cow<'_, str>)> + '_> {
        self.as_slice().fields()
    }
}

impl<N: AsRef<str>, V: ToValue, const LENGTH: usize> HeaderFields for [(N, V); LENGTH] {
    fn fields(&self) -> Box<dyn Iterator<Item = (&str, Cow<'_, str>)> + '_> {
        self.as_slice().fields()
    }
}

impl<H: HeaderFields> HeaderFields for Option<H> {
    fn fields(&self) -> Box<dyn Iterator<Item = (&str, Cow<'_, str>)> + '_> {
        Box::new(self.iter().flat_map(H::fields))
    }
}

macro_rules! fields_behind_pointer {
    ($([$($generics:tt)+] $pointer:ty;)+) => {$(
        impl<$($generics)+> HeaderFields for $pointer {
            fn fields(&self) -> Box<dyn Iterator<Item = (&str, Cow<'_, str>)> + '_> {
                (**self).fields()
            }
        }
    )+};
}

fields_behind_pointer! {
    [H: HeaderFields + ?Sized] &H;
    [H: HeaderFields + ?Sized] &mut H;
    [H: HeaderFields + ?Sized] Box<H>;
    [H: HeaderFields + ?Sized] Rc<H>;
    [H: HeaderFields + ?Sized] Arc<H>;
    [H: HeaderFields + ToOwned + ?Sized] Cow<'_, H>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<Option<String>, &'static str> {
        let value = field_value(&Values::One(Cow::Borrowed(text)))?;
        Ok(value.map(|value| value.to_str().unwrap().to_owned()))
    }

    #[test]
    fn a_value_is_sent_unchanged_or_rejected() {
        assert_eq!(value("a  b,\"c\""), Ok(Some("a  b,\"c\"".to_owned())));
        assert_eq!(value(""), Ok(Some(String::new())));
        for text in ["a\r\nx-evil: 1", "a\tb", "\0", "é", " a", "a ", "\u{7f}"] {
            assert!(value(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_list_is_one_header() {
        let list = Values::List(vec!["a".into(), "\"b,c\"".into()]);
        assert_eq!(field_value(&list).unwrap().unwrap(), "a, \"b,c\"");
        assert_eq!(field_value(&Values::List(vec![])).unwrap().unwrap(), "");
        assert_eq!(field_value(&Values::Absent), Ok(None));
    }
}
