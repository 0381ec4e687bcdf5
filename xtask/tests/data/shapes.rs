//! The shapes against the JSON.

use connect_model::{Limit, Place, Shape};
use serde_json::Value;

use crate::json::{self, Json, is_set};

#[test]
fn every_shape_is_that_of_the_json() {
    for (service, json) in json::services() {
        let shapes = service.shapes();
        let names: Vec<_> = shapes.shapes().map(|shape| shape.name()).collect();
        assert_eq!(names, json.shapes.keys().collect::<Vec<_>>(), "{service:?}");
        for (name, expected) in &json.shapes {
            let shape = shapes.shape(name).unwrap();
            compare(&json, shape, expected);
        }
    }
}

fn compare(json: &Json, shape: Shape<'_>, expected: &Value) {
    let name = shape.name();
    let compared = [
        ["type", "union", "document", "timestampFormat", "min", "max"].as_slice(),
        ["pattern", "enum", "sensitive", "sparse", "deprecated", "error", "exception"].as_slice(),
        ["fault", "member", "key", "value", "members", "required"].as_slice(),
    ]
    .concat();
    let dropped = ["documentation", "deprecatedMessage", "deprecatedSince", "box", "retryable"];
    json::assert_known(name, expected, &compared, &dropped);

    for place in [Place::Path, Place::Query, Place::Header, Place::Body, Place::Status] {
        assert_eq!(shape.kind_in(place), json.kind(name, place), "{name} in {place:?}");
    }
    assert_eq!(shape.kind(), json.kind(name, Place::Body), "{name}");
    assert_limit(name, shape.min(), &expected["min"]);
    assert_limit(name, shape.max(), &expected["max"]);
    assert_eq!(shape.pattern(), expected["pattern"].as_str(), "{name}");
    let values = expected["enum"].as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(shape.values().eq(values.iter().map(|value| value.as_str().unwrap())), "{name}");
    let marks = [shape.is_sensitive(), shape.is_sparse(), shape.is_deprecated()];
    assert_eq!(
        marks,
        ["sensitive", "sparse", "deprecated"].map(|it| is_set(&expected[it])),
        "{name}"
    );
    let parts = [shape.element(), shape.key(), shape.value()];
    assert_eq!(
        parts,
        ["member", "key", "value"].map(|it| expected[it]["shape"].as_str()),
        "{name}"
    );
    compare_error(shape, expected);
    compare_members(json, shape);
}

fn assert_limit(name: &str, limit: Option<Limit>, expected: &Value) {
    let found = limit.map(|limit| (limit.as_i64(), limit.as_f64()));
    let expected = expected.as_f64().map(|float| (expected.as_i64(), float));
    assert_eq!(found, expected, "{name}");
}

fn compare_error(shape: Shape<'_>, expected: &Value) {
    let name = shape.name();
    let Some(error) = shape.error() else {
        assert!(!is_set(&expected["exception"]), "{name}");
        return;
    };
    assert!(is_set(&expected["exception"]), "{name}");
    assert_eq!(error.code, json::code(name, expected));
    assert_eq!(Some(u64::from(error.status)), expected["error"]["httpStatusCode"].as_u64());
    let is_sender_fault = is_set(&expected["error"]["senderFault"]);
    assert_eq!(error.is_server_fault, is_set(&expected["fault"]) || error.status >= 500, "{name}");
    assert!(!(error.is_server_fault && is_sender_fault), "{name}");
}

fn compare_members(json: &Json, shape: Shape<'_>) {
    let name = shape.name();
    let found: Vec<_> = shape.members().collect();
    let expected = json.members(name);
    assert_eq!(found.len(), expected.len(), "{name}");
    for (found, (member, expected)) in found.iter().zip(expected) {
        let compared = ["shape", "location", "locationName", "idempotencyToken", "deprecated"];
        let dropped = ["documentation", "deprecatedMessage", "deprecatedSince", "box"];
        json::assert_known(name, expected, &compared, &dropped);
        assert_eq!(found.name, member, "{name}");
        assert_eq!(found.wire_name, json::wire_name(member, expected), "{name}");
        assert_eq!(found.place, json::place(expected), "{name}: {member}");
        assert_eq!(Some(found.shape), expected["shape"].as_str(), "{name}: {member}");
        assert_eq!(found.is_required, json.is_required(name, member), "{name}: {member}");
        let marks = [found.is_idempotency_token, found.is_deprecated];
        let expected = ["idempotencyToken", "deprecated"].map(|it| is_set(&expected[it]));
        assert_eq!(marks, expected, "{name}: {member}");
    }
}

#[test]
fn every_operation_has_the_shapes_and_marks_of_the_json() {
    for (service, json) in json::services() {
        let shapes = service.shapes();
        assert_eq!(shapes.operations().count(), json.operations.len(), "{service:?}");
        for (name, expected) in &json.operations {
            let found = shapes.operation(name).unwrap();
            let compared = [
                "name",
                "http",
                "input",
                "output",
                "errors",
                "deprecated",
                "idempotent",
                "readonly",
            ];
            json::assert_known(name, expected, &compared, &["documentation", "deprecatedMessage"]);
            let compared = ["method", "requestUri", "responseCode"];
            json::assert_known(name, &expected["http"], &compared, &[]);
            assert_eq!(found.name, name);
            assert_eq!(found.input, expected["input"]["shape"].as_str(), "{name}");
            assert_eq!(found.output, expected["output"]["shape"].as_str(), "{name}");
            assert_eq!(shapes.input_of(name).map(|shape| shape.name()), found.input);
            assert_eq!(shapes.output_of(name).map(|shape| shape.name()), found.output);
            let status = expected["http"]["responseCode"].as_u64().unwrap_or(200);
            assert_eq!(u64::from(found.status), status, "{name}");
            let marks = [found.is_deprecated, found.is_idempotent, found.is_read_only];
            let expected = ["deprecated", "idempotent", "readonly"].map(|it| is_set(&expected[it]));
            assert_eq!(marks, expected, "{name}");
        }
    }
}

#[test]
fn every_error_of_the_json_is_found_by_its_code() {
    for (service, json) in json::services() {
        let shapes = service.shapes();
        let is_error = |shape: &Value| is_set(&shape["exception"]);
        let expected: Vec<_> = json.shapes.iter().filter(|(_, shape)| is_error(shape)).collect();
        assert_eq!(shapes.errors().count(), expected.len(), "{service:?}");
        for (name, shape) in expected {
            let found = shapes.error(json::code(name, shape)).unwrap();
            assert_eq!(found.name(), name);
        }
    }
}
