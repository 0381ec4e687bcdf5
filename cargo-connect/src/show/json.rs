//! An operation as JSON.

use connect_model::{Kind, Limit, Place, Shape, ShapeMember, Shapes};
use serde_json::{Map, Value, json};

use super::link;
use crate::find::Found;
use crate::options::service_name;

pub(super) fn of(found: &Found) -> Value {
    let Found { service, operation } = found;
    let shapes = service.shapes();
    let name = operation.name();
    let paging = operation.paging().map(|paging| {
        json!({
            "items": paging.items,
            "token": paging.response_token,
            "request_token": paging.request_token,
            "limit": paging.limit,
        })
    });
    let errors: Vec<Value> = operation
        .errors()
        .map(|code| {
            let status = shapes.error(code).and_then(|shape| shape.error()).map(|it| it.status);
            json!({ "code": code, "status": status })
        })
        .collect();
    json!({
        "service": service_name(*service),
        "operation": name,
        "method": operation.method(),
        "path": operation.path(),
        "input": members(shapes.input_of(name), shapes, &mut Vec::new()),
        "output": members(shapes.output_of(name), shapes, &mut Vec::new()),
        "errors": errors,
        "pages": paging,
        "link": link(*service, name),
    })
}

fn members(
    shape: Option<Shape<'static>>,
    shapes: Shapes<'static>,
    way: &mut Vec<&'static str>,
) -> Value {
    let members = shape.iter().flat_map(Shape::members);
    members.map(|member| of_member(&member, shapes, way)).collect()
}

fn of_member(
    member: &ShapeMember<'static>,
    shapes: Shapes<'static>,
    way: &mut Vec<&'static str>,
) -> Value {
    let mut json = Map::new();
    json.insert("name".to_owned(), member.wire_name.into());
    json.insert("place".to_owned(), member.place.name().into());
    json.insert("required".to_owned(), member.is_required.into());
    if let Some(shape) = shapes.shape(member.shape) {
        json.extend(of_shape(&shape, member.place, shapes, way));
    }
    Value::Object(json)
}

/// Returns the kind, the limits and what is inside. A shape inside itself has its name alone.
fn of_shape(
    shape: &Shape<'static>,
    place: Place,
    shapes: Shapes<'static>,
    way: &mut Vec<&'static str>,
) -> Map<String, Value> {
    let kind = shape.kind_in(place);
    let number = |limit: Option<Limit>| limit.map(|limit| json!(limit.as_f64()));
    let values: Vec<&str> = shape.values().collect();
    let facts = [
        ("shape", Some(json!(shape.name()))),
        ("kind", Some(json!(kind.name()))),
        ("min", number(shape.min())),
        ("max", number(shape.max())),
        ("pattern", shape.pattern().map(Value::from)),
        ("values", (!values.is_empty()).then(|| json!(values))),
        ("sensitive", shape.is_sensitive().then_some(Value::Bool(true))),
    ];
    let facts = facts.into_iter().filter_map(|(name, fact)| Some((name.to_owned(), fact?)));
    let mut json: Map<String, Value> = facts.collect();
    if way.contains(&shape.name()) {
        return json;
    }
    way.push(shape.name());
    let inner = |name: Option<&'static str>, way: &mut Vec<&'static str>| {
        let shape = shapes.shape(name?)?;
        Some(Value::Object(of_shape(&shape, Place::Body, shapes, way)))
    };
    match kind {
        Kind::Structure | Kind::Union => {
            json.insert("members".to_owned(), members(Some(*shape), shapes, way));
        }
        Kind::List => json.extend(inner(shape.element(), way).map(|it| ("element".to_owned(), it))),
        Kind::Map => json.extend(inner(shape.value(), way).map(|it| ("value".to_owned(), it))),
        _ => {}
    }
    way.pop();
    json
}
