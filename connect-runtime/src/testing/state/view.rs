//! What a thing looks like in an output of the model.

use connect_model::{Kind, Place, Shape, ShapeMember, Shapes, TimestampFormat, is_same_folded};
use serde_json::{Map, Value};

use super::super::model::{ACCOUNT, Sampler, time};
use super::record::Record;
use super::store::Store;

/// Shows things to the responses of one request.
pub(super) struct View<'a> {
    pub(super) store: &'a Store,
    pub(super) sampler: &'a Sampler<'a>,
    pub(super) shapes: Shapes<'static>,
}

impl View<'_> {
    /// Returns the members of the shape that the thing has.
    ///
    /// A member that only says "the thing itself", such as `User` in the output of `DescribeUser`, has
    /// the members of its own shape.
    pub(super) fn output(&self, record: &Record, shape: &Shape<'static>) -> Map<String, Value> {
        self.members(record, shape, true)
    }

    /// Returns the thing as an element of a list, which may be its id alone.
    pub(super) fn element(&self, record: &Record, shape: &Shape<'static>) -> Value {
        match shape.kind() {
            Kind::String => Value::from(record.id.as_str()),
            _ => Value::Object(self.members(record, shape, false)),
        }
    }

    fn members(
        &self,
        record: &Record,
        shape: &Shape<'static>,
        may_wrap: bool,
    ) -> Map<String, Value> {
        let members = shape.members().filter_map(|member| {
            let value = self.member(record, &member, may_wrap);
            let needed = || member.is_required.then(|| self.sampler.value(&member, &record.id));
            Some((member.wire_name.to_owned(), value.or_else(needed)?))
        });
        members.collect()
    }

    fn member(
        &self,
        record: &Record,
        member: &ShapeMember<'static>,
        may_wrap: bool,
    ) -> Option<Value> {
        let shape = self.shapes.shape(member.shape)?;
        let name = member.wire_name;
        let stored = || self.stored(record, member, &shape);
        let wrapped = || {
            let is_self = may_wrap && shape.kind() == Kind::Structure && is_about(record, &shape);
            is_self.then(|| Value::Object(self.members(record, &shape, false)))
        };
        Self::identity(record, name).or_else(wrapped).or_else(stored).or_else(|| {
            self.times(record, member, &shape).or_else(|| self.of_another(record, name))
        })
    }

    /// Returns the ids of the thing and of what it is in.
    fn identity(record: &Record, name: &str) -> Option<Value> {
        let family = record.family;
        if family.is_id(name) {
            return Some(Value::from(record.id.as_str()));
        }
        if family.is_same_name(name, "Arn") {
            return record.arn.as_deref().map(Value::from);
        }
        let mut scope = family.scope.iter().zip(&record.scope);
        scope.find(|(scope, _)| **scope == name).map(|(_, id)| Value::from(id.as_str()))
    }

    fn stored(
        &self,
        record: &Record,
        member: &ShapeMember<'static>,
        shape: &Shape<'static>,
    ) -> Option<Value> {
        let name = record.family.source_of(member.wire_name).unwrap_or(member.wire_name);
        let is_name = record.family.is_same_name(name, "Name");
        let named = || record.get(record.family.name.filter(|_| is_name)?);
        let value = record.get(name).or_else(named).or_else(|| record.nested(name))?;
        self.fit(value, shape, member.place)
    }

    /// Returns the times of creation and of the last change, and who made it.
    fn times(
        &self,
        record: &Record,
        member: &ShapeMember<'static>,
        shape: &Shape<'static>,
    ) -> Option<Value> {
        let name = member.wire_name.to_ascii_lowercase();
        let is_any = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        let context = &self.sampler.context.text;
        match shape.kind_in(member.place) {
            Kind::Timestamp(format) if is_any(&["creat", "initiation", "association"]) => {
                Some(exact_time(record.created, format))
            }
            Kind::Timestamp(format) if is_any(&["modified", "update"]) => {
                Some(exact_time(record.modified, format))
            }
            Kind::String if name == "lastmodifiedregion" => {
                Some(Value::from(context.region.as_str()))
            }
            Kind::String if name.ends_with("by") && is_any(&["creat", "modified", "update"]) => {
                Some(Value::from(format!("arn:aws:iam::{ACCOUNT}:user/local-connect")))
            }
            _ => None,
        }
    }

    /// Returns the name or ARN of a thing whose id this one has: the `QueueName` for a `QueueId`.
    fn of_another(&self, record: &Record, name: &str) -> Option<Value> {
        let families = super::family::Families::get();
        let (noun, is_arn) = match (name.strip_suffix("Arn"), name.strip_suffix("Name")) {
            (Some(noun), _) => (noun, true),
            (None, noun) => (noun?, false),
        };
        let family = families.family(record.family.service, noun)?;
        let id = record.get(family.id()).or_else(|| record.nested(family.id()))?.as_str()?;
        let other = self.store.get(family, record.scope.get(..family.scope.len())?, id)?;
        if is_arn { other.arn.as_deref() } else { other.name() }.map(Value::from)
    }

    /// Returns a value of a request as an output has it: without members that its shape lacks, and with
    /// samples of those that it needs. Returns `None` if the shape is for another kind of value.
    fn fit(&self, value: &Value, shape: &Shape<'static>, place: Place) -> Option<Value> {
        let inner = |name: Option<&'static str>| self.shapes.shape(name?);
        match (value, shape.kind_in(place)) {
            (Value::Object(values), Kind::Structure | Kind::Union) => {
                let members: Map<String, Value> = shape
                    .members()
                    .filter_map(|member| {
                        Some((member.wire_name.to_owned(), self.fit_member(values, &member)?))
                    })
                    .collect();
                let is_empty = members.is_empty() && !values.is_empty();
                (!is_empty).then_some(Value::Object(members))
            }
            (Value::Object(entries), Kind::Map) => {
                let shape = inner(shape.value())?;
                let entries = entries.iter().filter_map(|(key, value)| {
                    Some((key.clone(), self.fit(value, &shape, Place::Body)?))
                });
                Some(Value::Object(entries.collect()))
            }
            (Value::Array(elements), Kind::List) => {
                let shape = inner(shape.element())?;
                let all = elements.iter().map(|element| self.fit(element, &shape, Place::Body));
                all.collect::<Option<Vec<Value>>>().map(Value::Array)
            }
            (Value::Number(seconds), Kind::Timestamp(format)) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a time beyond the range is the last one"
                )]
                let milliseconds = (seconds.as_f64()? * 1000.0).round() as i64;
                Some(exact_time(milliseconds, format))
            }
            (Value::String(_), Kind::String | Kind::Blob | Kind::Timestamp(_))
            | (Value::Bool(_), Kind::Boolean)
            | (Value::Number(_), Kind::Integer | Kind::Long | Kind::Float | Kind::Double)
            | (_, Kind::Document) => Some(value.clone()),
            _ => None,
        }
    }

    fn fit_member(
        &self,
        values: &Map<String, Value>,
        member: &ShapeMember<'static>,
    ) -> Option<Value> {
        let sent = values.iter().find(|(name, _)| is_same_folded(name, member.wire_name));
        let fitting = sent.and_then(|(_, value)| {
            self.fit(value, &self.shapes.shape(member.shape)?, member.place)
        });
        fitting.or_else(|| member.is_required.then(|| self.sampler.value(member, member.name)))
    }
}

/// Whether a structure describes the thing: it has an id or an ARN of it.
fn is_about(record: &Record, shape: &Shape<'static>) -> bool {
    let family = record.family;
    let mut members = shape.members().map(|member| member.wire_name);
    members.any(|name| family.is_id(name) || family.is_same_name(name, "Arn"))
}

/// Returns a time in milliseconds since 1970 as JSON has it in this format.
fn exact_time(milliseconds: i64, format: TimestampFormat) -> Value {
    if format == TimestampFormat::EpochSeconds && milliseconds % 1000 != 0 {
        #[expect(clippy::cast_precision_loss, reason = "exact until the year 287396")]
        return Value::from(milliseconds as f64 / 1000.0);
    }
    time(milliseconds.div_euclid(1000), format)
}
