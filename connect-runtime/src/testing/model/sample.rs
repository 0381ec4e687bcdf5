//! Samples of what operations answer, by AWS's model.

use connect_model::is_same_folded;
use connect_model::{Kind, Limit, Operation, Place, Service, Shape, ShapeMember, TimestampFormat};
use serde_json::{Map, Value, json};

use super::input::Input;
use super::random::Random;
use super::text::{TextContext, text};

/// Which members the samples of [`LocalConnect`](super::super::LocalConnect) have.
///
/// A sample is the response of an operation for which the stand-in keeps no state. The same seed and request
/// always give the same sample, except for its times, which are within a day before now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Samples {
    /// All members of the model, with values that keep to its limits, patterns and enum values.
    #[default]
    Whole,
    /// The required members alone, and empty lists.
    Sparse,
    /// All members, and what a client must survive besides: members, enum values and union members that
    /// are not in the model, and `null` for members, in lists and in maps.
    Hostile,
}

/// A name that no model has.
const UNKNOWN_MEMBER: &str = "LocalConnectUnknown";
const UNKNOWN_VALUE: &str = "LOCAL_CONNECT_UNKNOWN";

/// Writes samples for one request.
pub(in crate::testing) struct Sampler<'a> {
    pub(in crate::testing) service: Service,
    pub(in crate::testing) samples: Samples,
    pub(in crate::testing) seed: u64,
    pub(in crate::testing) context: &'a SampleContext,
    /// Members of the output with the name of one of these have its value, where their limits allow it.
    pub(in crate::testing) input: &'a Input,
}

/// What samples say about the stand-in.
#[derive(Debug, Clone)]
pub(in crate::testing) struct SampleContext {
    pub(in crate::testing) text: TextContext,
    /// Seconds since 1970.
    pub(in crate::testing) now: i64,
}

/// The way to a value, which chooses its random numbers.
#[derive(Clone)]
struct Way {
    key: u64,
    shapes: Vec<&'static str>,
}

impl Way {
    fn into(&self, name: &str, shape: &'static str) -> Self {
        let mut shapes = self.shapes.clone();
        shapes.push(shape);
        Self { key: hash(self.key, name), shapes }
    }
}

/// The FNV-1a hash, which is the same in every build.
pub(in crate::testing) fn hash(seed: u64, text: &str) -> u64 {
    let start = seed ^ 0xcbf2_9ce4_8422_2325;
    text.bytes()
        .fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

impl Sampler<'_> {
    /// Returns the members of an operation's output by their names on the wire.
    pub(in crate::testing) fn output(&self, operation: &Operation<'static>) -> Map<String, Value> {
        let name = operation.name();
        let Some(shape) = self.service.shapes().output_of(name) else { return Map::new() };
        let way = Way { key: hash(self.seed, name), shapes: vec![shape.name()] };
        let mut members = self.members(&shape, &way).unwrap_or_default();
        if let Some(token) = page_token(operation, &shape)
            && self.input.iter().any(|(name, _)| is_same_folded(name, token.request))
        {
            members.remove(token.response);
        }
        members
    }

    /// Returns a value for a required member that nothing else tells.
    pub(in crate::testing) fn value(&self, member: &ShapeMember<'static>, key: &str) -> Value {
        let way = Way { key: hash(self.seed, key), shapes: Vec::new() };
        self.member(member, &way).unwrap_or_default()
    }

    /// Returns `None` if a required member has no value.
    fn members(&self, shape: &Shape<'static>, way: &Way) -> Option<Map<String, Value>> {
        let mut members = Map::new();
        for member in shape.members() {
            let is_hostile = self.samples == Samples::Hostile;
            let is_null = is_hostile && !member.is_required && chance(way, member.name, 6);
            let value = match (self.samples, member.is_required) {
                (Samples::Sparse, false) => None,
                _ if is_null && member.place == Place::Body => Some(Value::Null),
                _ => match self.member(&member, way) {
                    None if member.is_required => return None,
                    value => value,
                },
            };
            members.extend(value.map(|value| (member.wire_name.to_owned(), value)));
        }
        if self.samples == Samples::Hostile {
            members.insert(UNKNOWN_MEMBER.to_owned(), json!({ "a": [1, null, "b"] }));
        }
        Some(members)
    }

    /// Returns `None` for a structure inside itself, and for what needs one.
    fn member(&self, member: &ShapeMember<'static>, way: &Way) -> Option<Value> {
        let shape = self.service.shapes().shape(member.shape)?;
        if let Some(value) = self.echo(member, &shape) {
            return Some(value);
        }
        self.shaped(&shape, member.name, member.place, way)
    }

    /// Returns what the request says: the response to a request about a user has the id of that user.
    fn echo(&self, member: &ShapeMember<'static>, shape: &Shape<'static>) -> Option<Value> {
        if shape.kind() != Kind::String || member.name.ends_with("oken") {
            return None;
        }
        let value = self.input.get(member.name).filter(|value| value.is_string())?;
        super::limits::problem(value, shape).is_none().then(|| value.clone())
    }

    fn shaped(&self, shape: &Shape<'static>, name: &str, place: Place, way: &Way) -> Option<Value> {
        let way = way.into(name, shape.name());
        let is_nested = matches!(shape.kind(), Kind::Structure | Kind::Union);
        let (inner, outer) = way.shapes.split_last()?;
        if is_nested && outer.contains(inner) {
            return None;
        }
        Some(match shape.kind() {
            Kind::Structure => Value::Object(self.members(shape, &way)?),
            Kind::Union => self.union(shape, &way)?,
            Kind::List => self.list(shape, name, &way)?,
            Kind::Map => self.map(shape, name, &way),
            _ => self.scalar(shape, name, place, &way),
        })
    }

    fn union(&self, shape: &Shape<'static>, way: &Way) -> Option<Value> {
        if self.samples == Samples::Hostile && chance(way, "union", 2) {
            return Some(json!({ UNKNOWN_MEMBER: { "a": 1 } }));
        }
        let members: Vec<_> = shape.members().collect();
        let first = Random::new(way.key).below(members.len());
        let mut candidates = members.iter().cycle().skip(first).take(members.len());
        candidates.find_map(|member| {
            let value = self.member(member, way)?;
            Some(json!({ member.wire_name: value }))
        })
    }

    fn list(&self, shape: &Shape<'static>, name: &str, way: &Way) -> Option<Value> {
        let element = self.service.shapes().shape(shape.element()?)?;
        let elements = (0..self.count(shape)).filter_map(|index| {
            let way = Way { key: hash(way.key, &index.to_string()), shapes: way.shapes.clone() };
            self.shaped(&element, name, Place::Body, &way)
        });
        let mut elements: Vec<Value> = elements.collect();
        if elements.is_empty() && shape.min().is_some_and(|min| min.as_f64() > 0.0) {
            return None;
        }
        if self.samples == Samples::Hostile && survives_null(element.kind()) {
            elements.push(Value::Null);
        }
        Some(Value::Array(elements))
    }

    fn map(&self, shape: &Shape<'static>, name: &str, way: &Way) -> Value {
        let shapes = self.service.shapes();
        let key = shape.key().and_then(|key| shapes.shape(key));
        let value = shape.value().and_then(|value| shapes.shape(value));
        let Some((key, element)) = key.zip(value) else { return json!({}) };
        let entries = (0..self.count(shape)).filter_map(|index| {
            let way = Way { key: hash(way.key, &index.to_string()), shapes: way.shapes.clone() };
            let key = self.shaped(&key, "key", Place::Body, &way)?;
            Some((key.as_str()?.to_owned(), self.shaped(&element, name, Place::Body, &way)?))
        });
        let mut entries: Map<String, Value> = entries.collect();
        if self.samples == Samples::Hostile && survives_null(element.kind()) {
            entries.insert(UNKNOWN_VALUE.to_owned(), Value::Null);
        }
        Value::Object(entries)
    }

    /// How many elements a list or map has.
    fn count(&self, shape: &Shape<'_>) -> usize {
        let limit = |limit: Option<Limit>| limit.and_then(Limit::as_i64);
        let usual = if self.samples == Samples::Sparse { 0 } else { 2 };
        let (min, max) = (limit(shape.min()).unwrap_or(0), limit(shape.max()).unwrap_or(i64::MAX));
        usize::try_from(usual.max(min).min(max)).unwrap_or(0)
    }

    fn scalar(&self, shape: &Shape<'static>, name: &str, place: Place, way: &Way) -> Value {
        let mut random = Random::new(way.key);
        match shape.kind_in(place) {
            Kind::String => {
                let is_enum = shape.values().next().is_some();
                if is_enum && self.samples == Samples::Hostile && chance(way, "enum", 3) {
                    return Value::from(UNKNOWN_VALUE);
                }
                Value::from(text(shape, name, &self.context.text, &mut random))
            }
            Kind::Blob => Value::from("c2FtcGxl"),
            Kind::Boolean => Value::from(random.below(2) == 0),
            Kind::Integer | Kind::Long => Value::from(whole_number(shape, &mut random)),
            Kind::Float | Kind::Double => {
                let min = shape.min().map_or(0.0, Limit::as_f64);
                let max = shape.max().map_or(min + 100.0, Limit::as_f64);
                Value::from(if min + 0.5 <= max { min + 0.5 } else { min })
            }
            Kind::Timestamp(format) => {
                let back = i64::try_from(random.below(24 * 60 * 60)).unwrap_or(0);
                time(self.context.now - back, format)
            }
            Kind::Document => json!({ "sample": [1, true, "text"] }),
            _ => Value::Null,
        }
    }
}

/// Whether one in `of` decisions at this place is yes.
fn chance(way: &Way, name: &str, of: usize) -> bool {
    Random::new(hash(way.key, name)).below(of) == 0
}

/// Whether all of AWS's clients read a `null` element of this kind. That for Python fails for others.
const fn survives_null(kind: Kind) -> bool {
    matches!(kind, Kind::String | Kind::Structure)
}

fn whole_number(shape: &Shape<'_>, random: &mut Random) -> i64 {
    let min = shape.min().and_then(Limit::as_i64).unwrap_or(1);
    let max = shape.max().and_then(Limit::as_i64).unwrap_or(i64::MAX).max(min);
    let range = usize::try_from(max.saturating_sub(min).min(99)).unwrap_or(0);
    min + i64::try_from(random.below(range + 1)).unwrap_or(0)
}

/// Returns a time as JSON has it in this format.
pub(in crate::testing) fn time(seconds: i64, format: TimestampFormat) -> Value {
    let Ok(time) = crate::Timestamp::from_unix_seconds(seconds) else { return Value::Null };
    match format {
        TimestampFormat::DateTime => Value::from(time.to_string()),
        TimestampFormat::HttpDate => Value::from(time.to_http_date()),
        _ => Value::from(seconds),
    }
}

/// The names of the token for the next page.
#[derive(Debug, Clone, Copy)]
pub(in crate::testing) struct PageToken {
    pub(in crate::testing) request: &'static str,
    pub(in crate::testing) response: &'static str,
}

/// Returns the names of an operation's page token. Some operations with pages are not on AWS's list of
/// those, so the usual names count too.
pub(in crate::testing) fn page_token(
    operation: &Operation<'static>,
    output: &Shape<'static>,
) -> Option<PageToken> {
    if let Some(paging) = operation.paging() {
        return Some(PageToken { request: paging.request_token, response: paging.response_token });
    }
    let usual = |name: &str| is_same_folded(name, "NextToken");
    let response = output.members().find(|member| usual(member.wire_name))?.wire_name;
    let request = operation.members().find(|member| usual(member.name))?.name;
    Some(PageToken { request, response })
}
