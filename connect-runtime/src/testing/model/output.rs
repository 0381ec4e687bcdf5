//! Writes the members of an output as a response.

use bytes::Bytes;
use connect_model::{Operation, Place, Service};
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Map, Value};

use super::super::reply::ResponseForm;

/// Returns the response with these members, which have their names on the wire.
pub(in crate::testing) fn respond(
    mut members: Map<String, Value>,
    service: Service,
    operation: &Operation<'static>,
    form: ResponseForm,
) -> Response<Bytes> {
    let shapes = service.shapes();
    let mut headers = Vec::new();
    for member in shapes.output_of(operation.name()).iter().flat_map(connect_model::Shape::members)
    {
        match member.place {
            Place::Body => {}
            Place::Header => headers.extend(members.remove(member.wire_name).and_then(|value| {
                let value = HeaderValue::try_from(header_text(&value)).ok()?;
                Some((HeaderName::try_from(member.wire_name).ok()?, value))
            })),
            _ => drop(members.remove(member.wire_name)),
        }
    }
    let has_body = shapes.output_of(operation.name()).is_some() || form == ResponseForm::Wrapped;
    let mut response = if has_body { form.output(&Value::Object(members)) } else { empty() };
    let status = shapes.operation(operation.name()).map(|operation| operation.status);
    if let Some(status) = status.and_then(|status| StatusCode::from_u16(status).ok()) {
        *response.status_mut() = status;
    }
    response.headers_mut().extend(headers);
    response
}

/// Returns the response of an operation without an output: no bytes.
fn empty() -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn header_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
