//! Samples of a shape, as JSON.

use connect_model::{Kind, Limit, Place, Shape, Shapes, TimestampFormat};
use serde_json::{Map, Value, json};

/// Writes samples with all members.
pub(super) struct Sampler {
    pub(super) shapes: Shapes<'static>,
    pub(super) change: Change,
}

/// What one sample has in another way. Paths are those of [`member_path`] and its siblings.
#[derive(Clone)]
pub(super) enum Change {
    Nothing,
    /// The member at this path is absent.
    Absent(String),
    /// The string at this path is this text.
    Text(String, String),
    /// The union at this path has this member.
    UnionMember(String, String),
}

pub(super) const ROOT: &str = "$";

pub(super) fn member_path(path: &str, name: &str) -> String {
    format!("{path}.{name}")
}

pub(super) fn element_path(path: &str) -> String {
    format!("{path}[]")
}

pub(super) fn value_path(path: &str) -> String {
    format!("{path}.*")
}

impl Sampler {
    pub(super) fn sample(&self, shape: &Shape<'static>) -> Value {
        self.value(shape, ROOT, &mut Vec::new()).unwrap_or(Value::Null)
    }

    /// Returns `None` for a structure inside itself.
    fn value(
        &self,
        shape: &Shape<'static>,
        path: &str,
        stack: &mut Vec<&'static str>,
    ) -> Option<Value> {
        if stack.contains(&shape.name()) {
            return None;
        }
        stack.push(shape.name());
        let value = match shape.kind() {
            Kind::Structure => self.structure(shape, path, stack),
            Kind::Union => self.union(shape, path, stack),
            Kind::List => self.list(shape, path, stack),
            Kind::Map => self.map(shape, path, stack),
            Kind::String => Value::String(self.text(shape, path)),
            kind => scalar(kind, shape),
        };
        stack.pop();
        Some(value)
    }

    fn structure(
        &self,
        shape: &Shape<'static>,
        path: &str,
        stack: &mut Vec<&'static str>,
    ) -> Value {
        let mut members = Map::new();
        for member in shape.members().filter(|member| member.place == Place::Body) {
            let path = member_path(path, member.wire_name);
            if matches!(&self.change, Change::Absent(absent) if *absent == path) {
                continue;
            }
            let shape = self.shapes.shape(member.shape);
            if let Some(value) = shape.and_then(|shape| self.value(&shape, &path, stack)) {
                members.insert(member.wire_name.to_owned(), value);
            }
        }
        Value::Object(members)
    }

    fn union(&self, shape: &Shape<'static>, path: &str, stack: &mut Vec<&'static str>) -> Value {
        let chosen = match &self.change {
            Change::UnionMember(union, member) if union == path => Some(member.as_str()),
            _ => None,
        };
        let mut candidates =
            shape.members().filter(|member| chosen.is_none_or(|chosen| chosen == member.wire_name));
        let value = candidates.find_map(|member| {
            let path = member_path(path, member.wire_name);
            let value = self.value(&self.shapes.shape(member.shape)?, &path, stack)?;
            Some(json!({ member.wire_name: value }))
        });
        value.unwrap_or_else(|| json!({}))
    }

    fn list(&self, shape: &Shape<'static>, path: &str, stack: &mut Vec<&'static str>) -> Value {
        let element = shape.element().and_then(|element| self.shapes.shape(element));
        let element = element.and_then(|shape| self.value(&shape, &element_path(path), stack));
        Value::Array(element.into_iter().collect())
    }

    fn map(&self, shape: &Shape<'static>, path: &str, stack: &mut Vec<&'static str>) -> Value {
        let key = shape.key().and_then(|key| self.shapes.shape(key));
        let value = shape.value().and_then(|value| self.shapes.shape(value));
        let value = value.and_then(|shape| self.value(&shape, &value_path(path), stack));
        let entry = key.zip(value).map(|(key, value)| (self.text(&key, path), value));
        Value::Object(entry.into_iter().collect())
    }

    fn text(&self, shape: &Shape<'static>, path: &str) -> String {
        match &self.change {
            Change::Text(changed, text) if changed == path => text.clone(),
            _ => text(shape),
        }
    }
}

/// A text that looks like what the name of the shape says.
pub(super) fn text(shape: &Shape<'_>) -> String {
    if let Some(value) = shape.values().next() {
        return value.to_owned();
    }
    let name = shape.name().to_ascii_lowercase();
    let text = if name.ends_with("arn") {
        "arn:aws:connect:us-west-2:000000000000:instance/00000000-0000-4000-8000-000000000000"
    } else if name.ends_with("id") || name.ends_with("uuid") {
        "00000000-0000-4000-8000-000000000000"
    } else if name.ends_with("url") || name.ends_with("uri") {
        "https://example.com/"
    } else {
        "sample"
    };
    text.to_owned()
}

/// A value that has no parts.
pub(super) fn scalar(kind: Kind, shape: &Shape<'_>) -> Value {
    match kind {
        Kind::Boolean => Value::Bool(true),
        Kind::Integer | Kind::Long | Kind::Float | Kind::Double => {
            let least = shape.min().and_then(Limit::as_i64).unwrap_or(0);
            Value::from(least.max(1))
        }
        Kind::Timestamp(TimestampFormat::DateTime) => Value::from("2026-01-02T03:04:05Z"),
        Kind::Timestamp(TimestampFormat::HttpDate) => Value::from("Fri, 02 Jan 2026 03:04:05 GMT"),
        Kind::Timestamp(_) => Value::from(1_767_323_045),
        Kind::Blob => Value::from("AA=="),
        _ => json!({}),
    }
}
