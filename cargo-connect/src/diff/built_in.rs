//! The built-in model in the form that is compared.

use std::collections::BTreeMap;

use connect_model::{Calls, Kind, Place, Service, Shape, ShapeMember, Shapes};

use super::model::{ErrorFacts, MemberFacts, Model, OperationFacts, PageFacts, ShapeFacts};

/// Returns what the model says of these operations, and of the shapes that they use.
pub(super) fn model<'a>(service: Service, names: impl Iterator<Item = &'a str>) -> Model {
    let (calls, shapes) = (service.calls(), service.shapes());
    let mut model = Model { has_pages: true, ..Model::default() };
    for operation in names.filter_map(|name| of(name, calls, shapes)) {
        let errors = operation.errors.iter().map(|error| &error.shape);
        let roots = operation.input.iter().chain(&operation.output).chain(errors);
        roots.for_each(|root| add(root, shapes, &mut model.shapes));
        model.operations.insert(operation.name.clone(), operation);
    }
    model
}

/// Adds a shape and all shapes that it uses.
fn add(root: &str, shapes: Shapes<'_>, known: &mut BTreeMap<String, ShapeFacts>) {
    let mut waiting = vec![root.to_owned()];
    while let Some(name) = waiting.pop() {
        let Some(shape) = shapes.shape(&name).filter(|_| !known.contains_key(&name)) else {
            continue;
        };
        let facts = of_shape(&shape);
        waiting.extend(facts.members.iter().map(|member| member.shape.clone()));
        waiting.extend([&facts.element, &facts.key, &facts.value].into_iter().flatten().cloned());
        known.insert(name, facts);
    }
}

fn of(name: &str, calls: Calls<'_>, shapes: Shapes<'_>) -> Option<OperationFacts> {
    let operation = calls.operation(name)?;
    let marks = shapes.operation(name)?;
    let error = |code: &str| {
        let shape = shapes.error(code)?;
        let status = shape.error()?.status;
        Some(ErrorFacts { code: code.to_owned(), status, shape: shape.name().to_owned() })
    };
    Some(OperationFacts {
        name: operation.name().to_owned(),
        method: operation.method().to_owned(),
        path: operation.path().to_owned(),
        host_prefix: None,
        input: marks.input.map(str::to_owned),
        output: marks.output.map(str::to_owned),
        errors: operation.errors().filter_map(error).collect(),
        pages: operation.paging().map(|pages| PageFacts {
            items: pages.items.to_owned(),
            response_token: pages.response_token.to_owned(),
            request_token: pages.request_token.to_owned(),
            limit: pages.limit.map(str::to_owned),
        }),
        is_deprecated: marks.is_deprecated,
    })
}

fn of_shape(shape: &Shape<'_>) -> ShapeFacts {
    let kind = match shape.kind() {
        Kind::Timestamp(_) => "timestamp",
        kind => kind.name(),
    };
    ShapeFacts {
        name: shape.name().to_owned(),
        title: shape.name().to_owned(),
        kind: kind.to_owned(),
        format: own_format(shape).map(|kind| kind.name().to_owned()),
        members: shape.members().map(|member| of_member(&member)).collect(),
        element: shape.element().map(str::to_owned),
        key: shape.key().map(str::to_owned),
        value: shape.value().map(str::to_owned),
        values: shape.values().map(str::to_owned).collect(),
        min: shape.min(),
        max: shape.max(),
        pattern: shape.pattern().map(str::to_owned),
        is_sensitive: shape.is_sensitive(),
        is_sparse: shape.is_sparse(),
        is_deprecated: shape.is_deprecated(),
        // The runtime has no streams, and the built-in model has no operation with one.
        is_streaming: false,
    }
}

/// Returns the format that a timestamp has in every place. The defaults of two places differ.
fn own_format(shape: &Shape<'_>) -> Option<Kind> {
    let in_body = shape.kind_in(Place::Body);
    let is_own = in_body == shape.kind_in(Place::Header);
    (is_own && matches!(in_body, Kind::Timestamp(_))).then_some(in_body)
}

fn of_member(member: &ShapeMember<'_>) -> MemberFacts {
    MemberFacts {
        name: member.name.to_owned(),
        wire_name: member.wire_name.to_owned(),
        place: member.place.name().to_owned(),
        shape: member.shape.to_owned(),
        is_required: member.is_required,
        is_token: member.is_idempotency_token,
        is_deprecated: member.is_deprecated,
    }
}
