//! Reads the members of an operation's input from a request.

use connect_model::{Kind, Place, Service, Shape, ShapeMember, is_same_folded};
use serde_json::{Map, Value};

use super::super::received::{ReceivedRequest, query_pairs};
use super::violation::Violation;
use crate::protocol::timestamp::{EpochSeconds, TimeText, read_time};

/// The members of an input by their names in the model. Times of labels, the query and headers are
/// seconds since 1970, as in a body.
pub(in crate::testing) type Input = Map<String, Value>;

/// Reads the input of a request, whose labels are known.
pub(in crate::testing) fn read(
    request: &ReceivedRequest,
    service: Service,
    operation: &str,
) -> Result<Input, Violation> {
    let Some(shape) = service.shapes().input_of(operation) else { return Ok(Input::new()) };
    let reader = Reader {
        request,
        query: query_pairs(&request.query),
        body: body(request, &shape)?,
        service,
        shape,
    };
    let members = shape.members();
    let values = members.filter_map(|member| match reader.value(&member) {
        Ok(Value::Null) => reader.misplaced(&member).map(Err),
        Ok(value) => Some(Ok((member.name.to_owned(), value))),
        Err(violation) => Some(Err(violation)),
    });
    values.collect()
}

struct Reader<'a> {
    request: &'a ReceivedRequest,
    query: Vec<(String, String)>,
    body: Map<String, Value>,
    service: Service,
    shape: Shape<'static>,
}

/// Returns the members of the body. An empty one has none.
fn body(
    request: &ReceivedRequest,
    shape: &Shape<'static>,
) -> Result<Map<String, Value>, Violation> {
    let has_body = shape.members().any(|member| member.place == Place::Body);
    if !has_body || request.body.is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Violation::of_body("is not a JSON object")),
        Err(error) => Err(Violation::of_body(format!("is not JSON: {error}"))),
    }
}

impl Reader<'_> {
    /// Returns null for a member that is not there.
    fn value(&self, member: &ShapeMember<'static>) -> Result<Value, Violation> {
        let name = member.wire_name;
        match member.place {
            Place::Path => match self.request.label(name) {
                Some("") => Err(Violation::new(member.name, "is empty in the path")),
                label => self.text_value(member, label),
            },
            Place::Query => self.query_value(member),
            Place::Header => self.text_value(member, self.request.header(name)),
            Place::Body => Ok(self.body.get(name).cloned().unwrap_or_default()),
            _ => Ok(Value::Null),
        }
    }

    fn query_value(&self, member: &ShapeMember<'static>) -> Result<Value, Violation> {
        let values = self.query.iter().filter(|(name, _)| name == member.wire_name);
        let mut values = values.map(|(_, value)| value.as_str());
        let shape = self.service.shapes().shape(member.shape);
        let Some(element) = shape.and_then(|shape| shape.element()) else {
            return self.text_value(member, values.next());
        };
        let mut element_of = *member;
        element_of.shape = element;
        let element = element_of;
        let elements: Vec<Value> =
            values.map(|value| self.text_value(&element, Some(value))).collect::<Result<_, _>>()?;
        // A client sends nothing for an empty list.
        let is_absent = elements.is_empty() && !member.is_required;
        Ok(if is_absent { Value::Null } else { Value::Array(elements) })
    }

    fn text_value(
        &self,
        member: &ShapeMember<'static>,
        text: Option<&str>,
    ) -> Result<Value, Violation> {
        let Some(text) = text else { return Ok(Value::Null) };
        let shape = self.service.shapes().shape(member.shape);
        let kind = shape.map_or(Kind::String, |shape| shape.kind_in(member.place));
        let value = match kind {
            Kind::Boolean => text.parse().ok().map(Value::Bool),
            Kind::Integer | Kind::Long => text.parse::<i64>().ok().map(Value::from),
            Kind::Float | Kind::Double => text.parse::<f64>().ok().map(Value::from),
            Kind::Timestamp(_) => seconds(text),
            _ => Some(Value::from(text)),
        };
        value.ok_or_else(|| {
            let wanted = kind.name();
            Violation::of_value(member.name, &Value::from(text), &format!("is no {wanted}"))
        })
    }

    /// Finds an absent member in another place or case than the model's.
    ///
    /// The service ignores a name that it does not know, and so the mistake would stay unnoticed.
    fn misplaced(&self, member: &ShapeMember<'static>) -> Option<Violation> {
        let query = self.query.iter().map(|(name, _)| (name, Place::Query));
        let sent = query.chain(self.body.keys().map(|name| (name, Place::Body)));
        let is_other = |name: &str, place| {
            let mut members = self.shape.members();
            members.any(|known| known.place == place && known.wire_name == name)
        };
        let mut candidates = sent.filter(|(name, place)| {
            is_same_folded(name, member.wire_name) && !is_other(name, *place)
        });
        candidates.next().map(|(name, place)| Violation::misplaced(name, place, member))
    }
}

/// Reads a time outside a body.
fn seconds(text: &str) -> Option<Value> {
    match read_time(text) {
        TimeText::Time(time, _) => serde_json::to_value(EpochSeconds::from(time)).ok(),
        _ => None,
    }
}
