//! Flattens a struct or map into query pairs.

mod value;

use std::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeStruct, Serializer};

use self::value::{ValueSerializer, Values};

/// A type that can be flattened into the query of an endpoint.
///
/// The trait exists for its compile error, which is clearer than that of `Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the query of an endpoint",
    label = "does not implement `serde::Serialize`",
    note = "derive it: `#[derive(serde::Serialize)]`, or bind one name: `#[query(\"name\")]`"
)]
pub trait QueryFields: Serialize {}

#[diagnostic::do_not_recommend]
impl<F: Serialize + ?Sized> QueryFields for F {}

/// Returns the pairs of a struct or map in order, not yet percent-encoded.
pub(super) fn query_fields(
    fields: &(impl QueryFields + ?Sized),
) -> Result<Vec<(String, String)>, QueryError> {
    let mut pairs = Pairs::default();
    fields.serialize(&mut pairs)?;
    Ok(pairs.pairs)
}

/// The error for a value that cannot be a query.
#[derive(Debug)]
pub(super) struct QueryError(String);

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for QueryError {}

impl ser::Error for QueryError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(format!("cannot be serialized: {message}"))
    }
}

fn not_fields() -> QueryError {
    QueryError("is not a struct or map; bind one name: `#[query(\"name\")]`".to_owned())
}

#[derive(Default)]
struct Pairs {
    pairs: Vec<(String, String)>,
    key: String,
}

impl Pairs {
    fn push<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), QueryError> {
        match value.serialize(ValueSerializer::new(name))? {
            Values::None => {}
            Values::One(value) => self.pairs.push((name.to_owned(), value)),
            Values::Many(values) => {
                self.pairs.extend(values.into_iter().map(|value| (name.to_owned(), value)));
            }
        }
        Ok(())
    }
}

macro_rules! refuse {
    ($($method:ident($($type:ty),*) $(-> $ok:ty)?;)*) => {$(
        fn $method(self, $(_: $type),*) -> Result<refuse!(@ok $($ok)?), QueryError> {
            Err(not_fields())
        }
    )*};
    (@ok) => { () };
    (@ok $ok:ty) => { $ok };
}

impl<'a> Serializer for &'a mut Pairs {
    type Ok = ();
    type Error = QueryError;
    type SerializeSeq = Impossible<(), QueryError>;
    type SerializeTuple = Impossible<(), QueryError>;
    type SerializeTupleStruct = Impossible<(), QueryError>;
    type SerializeTupleVariant = Impossible<(), QueryError>;
    type SerializeMap = &'a mut Pairs;
    type SerializeStruct = &'a mut Pairs;
    type SerializeStructVariant = Impossible<(), QueryError>;

    refuse! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_unit_variant(&'static str, u32, &'static str);
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_none(self) -> Result<(), QueryError> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), QueryError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), QueryError> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), QueryError> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), QueryError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), QueryError> {
        Err(not_fields())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, QueryError> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, QueryError> {
        Ok(self)
    }
}

impl SerializeStruct for &mut Pairs {
    type Ok = ();
    type Error = QueryError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), QueryError> {
        self.push(name, value)
    }

    fn end(self) -> Result<(), QueryError> {
        Ok(())
    }
}

impl SerializeMap for &mut Pairs {
    type Ok = ();
    type Error = QueryError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), QueryError> {
        match key.serialize(ValueSerializer::new(""))? {
            Values::One(key) => self.key = key,
            Values::None | Values::Many(_) => {
                return Err(QueryError("has a key that is not one text".to_owned()));
            }
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        let key = std::mem::take(&mut self.key);
        self.push(&key, value)
    }

    fn end(self) -> Result<(), QueryError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::{Float, Timestamp};

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Filter<'a> {
        z_last: Option<&'a str>,
        absent: Option<u8>,
        a_first: Vec<u8>,
        since: Timestamp,
        ratio: f64,
        score: Float,
        kind: Kind,
        #[serde(flatten)]
        others: BTreeMap<&'a str, bool>,
    }

    #[derive(Serialize)]
    enum Kind {
        Agent,
    }

    fn text(fields: &(impl Serialize + ?Sized)) -> Result<String, String> {
        let pairs = query_fields(fields).map_err(|error| error.to_string())?;
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Ok(pairs.join("&"))
    }

    #[test]
    fn members_become_pairs_in_order() {
        let filter = Filter {
            z_last: Some("a b"),
            absent: None,
            a_first: vec![1, 2],
            since: "2015-01-25T08:00:00.123456789Z".parse().unwrap(),
            ratio: f64::NAN,
            score: Float(f64::INFINITY),
            kind: Kind::Agent,
            others: BTreeMap::from([("x", true)]),
        };
        let expected = "zLast=a b&aFirst=1&aFirst=2&since=2015-01-25T08:00:00.123456789Z&ratio=NaN\
                        &score=Infinity&kind=Agent&x=true";
        assert_eq!(text(&filter).unwrap(), expected);
        assert_eq!(text(&json!({"a": [1, "b", null], "c": null, "d": ""})).unwrap(), "a=1&a=b&d=");
        assert_eq!(text(&None::<Filter<'_>>).unwrap(), "");
        assert_eq!(text(&BTreeMap::from([(7, "x")])).unwrap(), "7=x");
    }

    #[test]
    fn values_without_pairs_are_rejected() {
        for (value, reason) in [
            (json!(7), "is not a struct or map"),
            (json!([["a", "b"]]), "is not a struct or map"),
            (json!({"a": {"b": 1}}), "has the member `a`, which is an object"),
            (json!({"a": [[1]]}), "has the member `a`, which is a list of lists"),
        ] {
            let error = text(&value).unwrap_err();
            assert!(error.starts_with(reason), "{value}: {error}");
        }
    }
}
