//! The calls against the JSON.

use std::collections::BTreeMap;

use connect_model::{Calls, Operation, Place, without_label_names};
use serde_json::Value;

use crate::json::{self, Json, is_set};

#[test]
fn every_operation_is_that_of_the_json() {
    for (service, json) in json::services() {
        let calls = service.calls();
        assert_eq!(calls.operations().count(), json.operations.len(), "{service:?}");
        assert_eq!(calls.lines().count(), json.operations.len(), "{service:?}");
        for (name, expected) in &json.operations {
            let operation = calls.operation(name).unwrap();
            assert_eq!(operation.name(), name);
            compare_line(calls, operation, &expected["http"]);
            compare_members(&json, operation, &expected["input"]);
            compare_outputs(&json, operation, &expected["output"]);
            compare_errors(&json, operation, &expected["errors"]);
            compare_paging(&json, operation, expected);
        }
    }
}

fn compare_line(calls: Calls<'_>, operation: Operation<'_>, http: &Value) {
    assert_eq!(Some(operation.method()), http["method"].as_str());
    assert_eq!(Some(operation.path()), http["requestUri"].as_str());
    assert_eq!(calls.operation_at(operation.method(), operation.path()), Some(operation));
    let line = calls.lines().find(|line| line.name == operation.name()).unwrap();
    assert_eq!(line.method, operation.method());
    assert_eq!(line.path, without_label_names(operation.path()));
}

/// The members of the shape that `reference` names.
fn members<'a>(json: &'a Json, reference: &'a Value) -> Vec<(&'a str, &'a Value)> {
    reference["shape"].as_str().map(|shape| json.members(shape)).unwrap_or_default()
}

fn compare_members(json: &Json, operation: Operation<'_>, input: &Value) {
    let name = operation.name();
    let position = |(member, json): &(&str, &Value)| {
        let label = format!("{{{}}}", json::wire_name(member, json));
        let position = operation.path().find(&label);
        assert_eq!(position.is_some(), json::place(json) == Place::Path, "{name}: {member}");
        position.unwrap_or(usize::MAX)
    };
    let mut expected = members(json, input);
    // Sorting keeps the order of members that are no labels.
    expected.sort_by_key(position);
    let found: Vec<_> = operation.members().collect();
    assert_eq!(found.len(), expected.len(), "{name}");
    for (found, (member, expected)) in found.iter().zip(expected) {
        let shape = expected["shape"].as_str().unwrap();
        assert_eq!(found.name, json::wire_name(member, expected), "{name}");
        assert_eq!(found.place, json::place(expected), "{name}: {member}");
        assert_eq!(found.kind, json.kind(shape, found.place), "{name}: {member}");
        let is_required = json.is_required(input["shape"].as_str().unwrap(), member);
        assert_eq!(found.is_required, is_required, "{name}: {member}");
        assert_eq!(found.is_idempotency_token, is_set(&expected["idempotencyToken"]), "{name}");
    }
    let labels = found.iter().filter(|member| member.place == Place::Path).count();
    assert_eq!(operation.path().matches('{').count(), labels, "{name}");
    let token = found.iter().find(|member| member.is_idempotency_token);
    assert_eq!(operation.idempotency_token().as_ref(), token);
    let is_bearer = |(_, member): &(&str, &Value)| member["locationName"] == "X-Amz-Bearer";
    let takes_bearer = members(json, input).iter().any(is_bearer);
    assert_eq!(operation.takes_bearer_token(), takes_bearer, "{name}");
}

fn compare_outputs(json: &Json, operation: Operation<'_>, output: &Value) {
    let name = operation.name();
    let found: Vec<_> = operation.outputs().collect();
    let expected = members(json, output);
    assert_eq!(found.len(), expected.len(), "{name}");
    for (found, (member, expected)) in found.iter().zip(expected) {
        let shape = expected["shape"].as_str().unwrap();
        assert_eq!(found.name, json::wire_name(member, expected), "{name}");
        assert_eq!(found.place, json::place(expected), "{name}: {member}");
        assert_eq!(found.kind, json.kind(shape, found.place), "{name}: {member}");
    }
}

fn compare_errors(json: &Json, operation: Operation<'_>, errors: &Value) {
    let names = errors.as_array().unwrap().iter().map(|error| error["shape"].as_str().unwrap());
    let codes = names.map(|name| json::code(name, &json.shapes[name]));
    assert!(operation.errors().eq(codes), "{}", operation.name());
}

fn compare_paging(json: &Json, operation: Operation<'_>, expected: &Value) {
    let name = operation.name();
    let Some(pages) = json.pagination.get(name) else {
        assert_eq!(operation.paging(), None, "{name}");
        return;
    };
    let compared = ["input_token", "output_token", "result_key", "limit_key"];
    json::assert_known(name, pages, &compared, &["non_aggregate_keys"]);
    let (inputs, outputs) = (members(json, &expected["input"]), members(json, &expected["output"]));
    let wire_name = |members: &[(&str, &Value)], key: &str| {
        let (name, member) = members.iter().find(|(name, _)| pages[key] == *name)?;
        Some(json::wire_name(name, member).to_owned())
    };
    let paging = operation.paging().unwrap();
    let found = [Some(paging.response_token), Some(paging.items), Some(paging.request_token)];
    let expected = [
        wire_name(&outputs, "output_token"),
        wire_name(&outputs, "result_key"),
        wire_name(&inputs, "input_token"),
    ];
    assert_eq!(found, expected.each_ref().map(Option::as_deref), "{name}");
    assert_eq!(paging.limit, wire_name(&inputs, "limit_key").as_deref(), "{name}");
}

#[test]
fn every_error_of_the_json_has_its_status() {
    for (service, json) in json::services() {
        let errors = json.shapes.iter().filter(|(_, shape)| is_set(&shape["exception"]));
        let expected: BTreeMap<_, _> = errors
            .map(|(name, shape)| (json::code(name, shape), &shape["error"]["httpStatusCode"]))
            .collect();
        let found: Vec<_> = service.calls().errors().collect();
        assert_eq!(found.len(), expected.len(), "{service:?}");
        for (found, (code, status)) in found.iter().zip(expected) {
            assert_eq!((found.code, u64::from(found.status)), (code, status.as_u64().unwrap()));
        }
    }
}

#[test]
fn every_paginator_of_the_json_is_that_of_an_operation() {
    for (service, json) in json::services() {
        let paged = service.calls().operations().filter(|operation| operation.paging().is_some());
        assert_eq!(paged.count(), json.pagination.len(), "{service:?}");
    }
}
