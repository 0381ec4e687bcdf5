//! A deserializer that records what a type asks for, beside what the model has in its place.
//!
//! It gives the type what it asks for, even where the model has something else. So one run finds all
//! mistakes, and not only the first one.

mod entries;

use std::cell::RefCell;

use connect_model::{Kind, Place, Shape, ShapeMember, Shapes};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde_json::{Error, Value};

use self::entries::{Elements, Entries};
use super::sample::{ROOT, element_path, member_path, scalar, text, value_path};
use super::wanted::{Seen, UnknownName, Wanted};

/// One run over a type.
pub(super) struct Run {
    pub(super) shapes: Shapes<'static>,
    pub(super) seen: RefCell<Seen>,
    /// The members that are not given to the type, because it refused their samples before.
    pub(super) left_out: Vec<String>,
    /// Whether a type also gets what the model does not have. A type may insist on that, but it may be a
    /// second name for something that the type has got.
    gives_unknown: bool,
    /// The names of the shapes around the present place.
    stack: RefCell<Vec<&'static str>>,
}

impl Run {
    pub(super) fn new(shapes: Shapes<'static>, left_out: Vec<String>, gives_unknown: bool) -> Self {
        let (seen, stack) = (RefCell::default(), RefCell::default());
        Self { shapes, seen, left_out, gives_unknown, stack }
    }

    pub(super) fn probe(&self, shape: Shape<'static>) -> Probe<'_> {
        Probe { run: self, shape: Some(shape), path: ROOT.to_owned() }
    }
}

/// One place in a run.
pub(super) struct Probe<'r> {
    run: &'r Run,
    /// `None` where the model has nothing.
    shape: Option<Shape<'static>>,
    path: String,
}

impl<'r> Probe<'r> {
    fn want(&self, wanted: Wanted) {
        let Some(shape) = &self.shape else { return };
        let kind = shape.kind();
        if !wanted.fits(kind) {
            self.run.seen.borrow_mut().kinds.push((self.path.clone(), wanted, kind));
        }
        if kind == Kind::String && shape.values().next().is_some() {
            self.run.seen.borrow_mut().enums.push((self.path.clone(), *shape));
        }
    }

    fn child(&self, shape: Option<&str>, path: String) -> Probe<'r> {
        Probe { run: self.run, shape: shape.and_then(|name| self.run.shapes.shape(name)), path }
    }

    /// Whether the value would be inside a value of its own shape, or is one that the model does not have.
    fn is_end(&self) -> bool {
        let Some(shape) = &self.shape else { return true };
        let is_open = |name: &str| self.run.stack.borrow().contains(&name);
        is_open(shape.name()) || shape.element().or(shape.value()).is_some_and(is_open)
    }

    /// The value of a type that does not say what it asks for.
    fn value(&self) -> Value {
        let Some(shape) = &self.shape else { return Value::Null };
        match shape.kind() {
            Kind::String => Value::String(text(shape)),
            Kind::List => Value::Array(Vec::new()),
            kind => scalar(kind, shape),
        }
    }

    fn hide(&self) {
        let is_scalar = self.shape.as_ref().is_some_and(|shape| {
            !matches!(shape.kind(), Kind::Structure | Kind::Union | Kind::List | Kind::Map)
        });
        if !is_scalar {
            self.run.seen.borrow_mut().hidden.push(self.path.clone());
        }
    }

    fn members(&self) -> Vec<ShapeMember<'static>> {
        let members = self.shape.iter().flat_map(Shape::members);
        members.filter(|member| member.place == Place::Body).collect()
    }

    /// The members that both have, then those that only the type has, if the run gives them.
    fn entries(&self, fields: &[&'static str]) -> Vec<(&'static str, Probe<'r>)> {
        let members = self.members();
        let (known, unknown): (Vec<&'static str>, Vec<&'static str>) = fields
            .iter()
            .partition(|field| members.iter().any(|member| member.wire_name == **field));
        let known = members.iter().filter(|member| known.contains(&member.wire_name));
        let known = known.map(|member| (member.wire_name, Some(member.shape)));
        let unknown =
            unknown.into_iter().filter(|_| self.run.gives_unknown || self.shape.is_none());
        let unknown = unknown.map(|name| (name, None));
        let entries = known
            .chain(unknown)
            .map(|(name, shape)| (name, self.child(shape, member_path(&self.path, name))));
        entries.filter(|(_, probe)| !self.run.left_out.contains(&probe.path)).collect()
    }

    /// Records the names of a struct.
    fn record(&self, type_name: &'static str, fields: &'static [&'static str]) {
        let Some(shape) = self.shape else { return };
        let members = self.members();
        let mut seen = self.run.seen.borrow_mut();
        for field in fields {
            let path = member_path(&self.path, field);
            match members.iter().find(|member| member.wire_name == *field) {
                Some(member) => seen.members.push((path, member.is_required)),
                None => seen.unknown.push(UnknownName { path, type_name, fields, shape }),
            }
        }
    }

    fn is_object(&self) -> bool {
        let kind = self.shape.as_ref().map(Shape::kind);
        matches!(kind, Some(Kind::Structure | Kind::Union))
    }

    /// Visits the members of an object, with its shape on the stack.
    fn visit_entries<'de, V: Visitor<'de>>(
        self,
        entries: Vec<(&'static str, Probe<'r>)>,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let name = self.shape.as_ref().map(Shape::name);
        self.run.stack.borrow_mut().extend(name);
        let result = visitor.visit_map(Entries::new(self.run, entries));
        if name.is_some() {
            self.run.stack.borrow_mut().pop();
        }
        result
    }
}

/// Gives a type what it asks for.
macro_rules! scalars {
    ($($method:ident wants $wanted:ident: $visit:ident($value:expr);)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.want(Wanted::$wanted);
            visitor.$visit($value)
        }
    )+};
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Error;

    scalars! {
        deserialize_bool wants Boolean: visit_bool(true);
        deserialize_i8 wants Number: visit_i8(1);
        deserialize_i16 wants Number: visit_i16(1);
        deserialize_i32 wants Number: visit_i32(1);
        deserialize_i64 wants Number: visit_i64(1);
        deserialize_i128 wants Number: visit_i128(1);
        deserialize_u8 wants Number: visit_u8(1);
        deserialize_u16 wants Number: visit_u16(1);
        deserialize_u32 wants Number: visit_u32(1);
        deserialize_u64 wants Number: visit_u64(1);
        deserialize_u128 wants Number: visit_u128(1);
        deserialize_f32 wants Number: visit_f32(1.0);
        deserialize_f64 wants Number: visit_f64(1.0);
        deserialize_char wants Text: visit_char('s');
        deserialize_bytes wants Bytes: visit_bytes(&[]);
        deserialize_byte_buf wants Bytes: visit_byte_buf(Vec::new());
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.hide();
        self.value().deserialize_any(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.want(Wanted::Text);
        match self.value() {
            Value::String(text) => visitor.visit_string(text),
            _ => visitor.visit_str("sample"),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_end() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        // The name by which serde_json knows that the text of a value is wanted.
        if name.starts_with("$serde_json") {
            self.hide();
            return self.value().deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.want(Wanted::List);
        let element = self.shape.as_ref().and_then(Shape::element);
        let element = element.filter(|_| !self.is_end());
        let element = element.map(|shape| self.child(Some(shape), element_path(&self.path)));
        visitor.visit_seq(Elements { run: self.run, element })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.want(Wanted::Map);
        if self.is_object() {
            // A map, or a struct with `flatten`: neither says which names it asks for.
            self.hide();
            let is_union = self.shape.as_ref().is_some_and(|shape| shape.kind() == Kind::Union);
            let names = self.members().into_iter().map(|member| member.wire_name);
            let names: Vec<&'static str> =
                names.take(if is_union { 1 } else { usize::MAX }).collect();
            let entries = self.entries(&names);
            return self.visit_entries(entries, visitor);
        }
        let shape = self.shape.as_ref();
        let value = shape.and_then(Shape::value).filter(|_| !self.is_end());
        let key = shape.and_then(Shape::key).and_then(|key| self.run.shapes.shape(key));
        let key = key.and_then(|key| key.values().next()).unwrap_or("key");
        let entry = value.map(|value| (key, self.child(Some(value), value_path(&self.path))));
        self.visit_entries(entry.into_iter().collect(), visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.want(Wanted::Struct);
        if self.is_object() {
            self.record(name, fields);
        }
        let entries = self.entries(fields);
        self.visit_entries(entries, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.want(Wanted::Enum);
        let Some(shape) = self.shape.filter(|_| self.is_object()) else {
            let known =
                self.shape.iter().flat_map(Shape::values).find(|value| variants.contains(value));
            let variant = known.or(variants.first().copied()).unwrap_or_default();
            let variant: StrDeserializer<'_, Error> = variant.into_deserializer();
            return visitor.visit_enum(variant);
        };
        self.record(name, variants);
        self.run.seen.borrow_mut().unions.push((self.path.clone(), shape));
        let mut entries = self.entries(variants);
        entries.truncate(1);
        visitor.visit_enum(MapAccessDeserializer::new(Entries::new(self.run, entries)))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
