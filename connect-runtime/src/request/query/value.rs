//! Serializes the value of one query name.

use std::borrow::Cow;

use serde::ser::{
    Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

use super::QueryError;
use crate::protocol::timestamp::NEWTYPE_NAME;
use crate::protocol::value::{Place, ToValue};

pub(super) enum Values {
    None,
    One(String),
    Many(Vec<String>),
}

/// Serializes a scalar, an `Option` or a list. Errors show `name`.
#[derive(Clone, Copy)]
pub(super) struct ValueSerializer<'a> {
    name: &'a str,
    is_timestamp: bool,
}

impl<'a> ValueSerializer<'a> {
    pub(super) fn new(name: &'a str) -> Self {
        Self { name, is_timestamp: false }
    }
}

impl ValueSerializer<'_> {
    fn refuse<T>(self, what: &str) -> Result<T, QueryError> {
        Err(QueryError(format!(
            "has the member `{}`, which is {what}; a query takes scalars and lists of them",
            self.name
        )))
    }

    fn one(text: Cow<'_, str>) -> Values {
        Values::One(text.into_owned())
    }
}

macro_rules! scalars {
    ($($method:ident($type:ty);)*) => {$(
        fn $method(self, value: $type) -> Result<Values, QueryError> {
            Ok(Self::one(value.to_value(Place::Query)))
        }
    )*};
}

impl<'a> Serializer for ValueSerializer<'a> {
    type Ok = Values;
    type Error = QueryError;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = Impossible<Values, QueryError>;
    type SerializeTupleVariant = Impossible<Values, QueryError>;
    type SerializeMap = Impossible<Values, QueryError>;
    type SerializeStruct = Number<'a>;
    type SerializeStructVariant = Impossible<Values, QueryError>;

    scalars! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Values, QueryError> {
        self.refuse("bytes; use `Blob`")
    }

    fn serialize_none(self) -> Result<Values, QueryError> {
        Ok(Values::None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Values, QueryError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Values, QueryError> {
        Ok(Values::None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Values, QueryError> {
        Ok(Values::None)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Values, QueryError> {
        Ok(Self::one(variant.into()))
    }

    /// Makes a timestamp, which is a number in JSON, write its date-time.
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Values, QueryError> {
        value.serialize(Self { is_timestamp: name == NEWTYPE_NAME, ..self })
    }

    fn is_human_readable(&self) -> bool {
        !self.is_timestamp
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Values, QueryError> {
        self.refuse("an enum with data")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, QueryError> {
        Ok(List { serializer: self, values: Vec::new() })
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'a>, QueryError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, QueryError> {
        self.refuse("a tuple")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, QueryError> {
        self.refuse("an enum with data")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, QueryError> {
        self.refuse("an object")
    }

    /// Accepts a `serde_json` number, which is a struct under the feature `arbitrary_precision`.
    fn serialize_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, QueryError> {
        if name == "$serde_json::private::Number" {
            return Ok(Number { serializer: self, value: Values::None });
        }
        self.refuse("an object")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, QueryError> {
        self.refuse("an enum with data")
    }
}

pub(super) struct List<'a> {
    serializer: ValueSerializer<'a>,
    values: Vec<String>,
}

impl SerializeSeq for List<'_> {
    type Ok = Values;
    type Error = QueryError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        match value.serialize(self.serializer)? {
            Values::None => {}
            Values::One(value) => self.values.push(value),
            Values::Many(_) => return self.serializer.refuse("a list of lists"),
        }
        Ok(())
    }

    fn end(self) -> Result<Values, QueryError> {
        Ok(Values::Many(self.values))
    }
}

impl SerializeTuple for List<'_> {
    type Ok = Values;
    type Error = QueryError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Values, QueryError> {
        SerializeSeq::end(self)
    }
}

pub(super) struct Number<'a> {
    serializer: ValueSerializer<'a>,
    value: Values,
}

impl SerializeStruct for Number<'_> {
    type Ok = Values;
    type Error = QueryError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        _: &'static str,
        text: &T,
    ) -> Result<(), QueryError> {
        self.value = text.serialize(self.serializer)?;
        Ok(())
    }

    fn end(self) -> Result<Values, QueryError> {
        Ok(self.value)
    }
}
