//! Reads a model as botocore publishes it.
//!
//! The reader is lenient, because a newer model has traits and kinds that nobody knows yet. It refuses only
//! what it cannot compare: a known field of another type, and the name of a shape that is not there.

mod json;

use std::collections::BTreeMap;

use connect_model::{Kind, Limit, TimestampFormat};

use self::json::{Names, Number, Operation, Pages, Paginator, Reference, Service, Shape};
use super::files::{self, ModelFile};
use super::model::{ErrorFacts, MemberFacts, Model, OperationFacts, PageFacts, ShapeFacts};

/// Reads the model in a file, and the pages in the file beside it.
pub(super) fn model(file: &ModelFile) -> Result<Model, String> {
    let service: Service = files::parse(&file.path)?;
    let pages: Option<Pages> = file.paginators.as_deref().map(files::parse).transpose()?;
    let invalid = |problem: String| format!("{}: {problem}", file.path.display());
    let mut model = Model { has_pages: pages.is_some(), ..Model::default() };
    model.shapes.extend(service.shapes.iter().map(|(name, shape)| of_shape(name, name, shape)));
    add_own_traits(&service, &mut model.shapes);
    for (name, operation) in &service.operations {
        let mut facts = of_operation(name, operation, &service);
        let paginator = pages.as_ref().and_then(|pages| pages.pagination.get(name));
        facts.pages = paginator.and_then(|paginator| of_pages(paginator, &facts, &model.shapes));
        model.operations.insert(name.clone(), facts);
    }
    check_names(&model).map_err(invalid)?;
    Ok(model)
}

fn of_operation(name: &str, operation: &Operation, service: &Service) -> OperationFacts {
    let shape_of = |reference: &Reference| reference.shape.clone();
    OperationFacts {
        name: name.to_owned(),
        method: operation.http.method.clone(),
        path: operation.http.request_uri.clone(),
        host_prefix: operation.endpoint.as_ref().and_then(|endpoint| endpoint.host_prefix.clone()),
        input: operation.input.as_ref().map(shape_of),
        output: operation.output.as_ref().map(shape_of),
        errors: operation.errors.iter().map(|error| of_error(&error.shape, service)).collect(),
        pages: None,
        is_deprecated: operation.deprecated,
    }
}

/// Returns code and status of an error. An error without a status has 500 if it is the service's fault,
/// else 400.
fn of_error(name: &str, service: &Service) -> ErrorFacts {
    let shape = service.shapes.get(name);
    let error = shape.and_then(|shape| shape.error.as_ref());
    let code = error.and_then(|error| error.code.as_deref()).unwrap_or(name);
    let is_fault = shape.is_some_and(|shape| shape.fault);
    let default = if is_fault { 500 } else { 400 };
    ErrorFacts {
        code: code.to_owned(),
        status: error.and_then(|error| error.http_status_code).unwrap_or(default),
        shape: name.to_owned(),
    }
}

/// Adds shapes for members that add traits to theirs.
fn add_own_traits(service: &Service, shapes: &mut BTreeMap<String, ShapeFacts>) {
    for (parent, shape) in &service.shapes {
        let members = shape.members.0.iter().filter(|(_, reference)| reference.has_traits());
        for (member, reference) in members {
            let Some(base) = service.shapes.get(&reference.shape) else { continue };
            let (name, changed) = (own_name(parent, member, reference), reference.added_to(base));
            shapes.insert(name.clone(), of_shape(&name, &reference.shape, &changed).1);
        }
    }
}

/// Returns a name that no shape of the file has, because it has spaces.
fn own_name(parent: &str, member: &str, reference: &Reference) -> String {
    format!("{} of {parent} in {member}", reference.shape)
}

/// Returns a shape under a name. `base` is the name of the shape that has the same members in the file.
fn of_shape(name: &str, base: &str, shape: &Shape) -> (String, ShapeFacts) {
    let members = shape.members.0.iter();
    let members = members.map(|(member, reference)| of_member(base, member, reference, shape));
    let shape_of = |reference: &Option<Reference>| reference.as_ref().map(|it| it.shape.clone());
    let facts = ShapeFacts {
        name: name.to_owned(),
        title: base.to_owned(),
        kind: kind(shape),
        format: shape.timestamp_format.as_deref().map(format),
        members: members.collect(),
        element: shape_of(&shape.member),
        key: shape_of(&shape.key),
        value: shape_of(&shape.value),
        values: shape.values.clone(),
        min: shape.min.as_ref().and_then(limit),
        max: shape.max.as_ref().and_then(limit),
        pattern: shape.pattern.as_deref().map(in_one_line),
        is_sensitive: shape.sensitive,
        is_sparse: shape.sparse,
        is_deprecated: shape.deprecated,
        is_streaming: shape.streaming,
    };
    (name.to_owned(), facts)
}

fn of_member(parent_name: &str, name: &str, reference: &Reference, parent: &Shape) -> MemberFacts {
    let place = match reference.location.as_deref() {
        None if parent.payload.as_deref() == Some(name) => "payload",
        None => "body",
        Some("uri") => "path",
        Some("querystring") => "query",
        Some("statusCode") => "status",
        Some(other) => other,
    };
    MemberFacts {
        name: name.to_owned(),
        wire_name: reference.location_name.as_deref().unwrap_or(name).to_owned(),
        place: place.to_owned(),
        shape: if reference.has_traits() {
            own_name(parent_name, name, reference)
        } else {
            reference.shape.clone()
        },
        is_required: parent.required.iter().any(|required| required == name),
        is_token: reference.idempotency_token,
        is_deprecated: reference.deprecated,
    }
}

fn kind(shape: &Shape) -> String {
    match shape.kind.as_str() {
        "structure" if shape.document => Kind::Document.name().to_owned(),
        "structure" if shape.union => Kind::Union.name().to_owned(),
        "structure" if shape.eventstream => "event stream".to_owned(),
        "string" if shape.jsonvalue => "JSON in a string".to_owned(),
        kind => kind.to_owned(),
    }
}

fn format(name: &str) -> String {
    let known = match name {
        "iso8601" => TimestampFormat::DateTime,
        "rfc822" => TimestampFormat::HttpDate,
        "unixTimestamp" => TimestampFormat::EpochSeconds,
        other => return other.to_owned(),
    };
    Kind::Timestamp(known).name().to_owned()
}

fn limit(number: &Number) -> Option<Limit> {
    let integer = number.as_i64().map(Limit::Integer);
    integer.or_else(|| number.as_f64().map(Limit::Float))
}

/// Writes line breaks of a pattern as escapes, as the built-in model has them.
fn in_one_line(pattern: &str) -> String {
    let mut line = String::with_capacity(pattern.len());
    let mut is_escaped = false;
    for c in pattern.chars() {
        let escape = match c {
            '\n' => Some('n'),
            '\r' => Some('r'),
            _ => None,
        };
        if escape.is_some() && !is_escaped {
            line.push('\\');
        }
        line.push(escape.unwrap_or(c));
        is_escaped = c == '\\' && !is_escaped;
    }
    line
}

/// Returns the pages with the names on the wire. The file has names of members.
fn of_pages<'a>(
    paginator: &'a Paginator,
    operation: &OperationFacts,
    shapes: &BTreeMap<String, ShapeFacts>,
) -> Option<PageFacts> {
    let wire_name = |structure: &Option<String>, name: &str| {
        let shape = structure.as_ref().and_then(|structure| shapes.get(structure));
        let mut members = shape.iter().flat_map(|shape| &shape.members);
        let member = members.find(|member| member.name == name);
        member.map_or(name, |member| &member.wire_name).to_owned()
    };
    let first = |names: &'a Option<Names>| names.as_ref().and_then(Names::first);
    let (input, output) = (&operation.input, &operation.output);
    Some(PageFacts {
        items: wire_name(output, first(&paginator.result_key)?),
        response_token: wire_name(output, first(&paginator.output_token)?),
        request_token: wire_name(input, first(&paginator.input_token)?),
        limit: paginator.limit_key.as_ref().map(|limit| wire_name(input, limit)),
    })
}

/// Checks that each shape is there, so that no part is left out of the comparison in silence.
fn check_names(model: &Model) -> Result<(), String> {
    let of_operations = model.operations.values().flat_map(|operation| {
        let errors = operation.errors.iter().map(|error| &error.shape);
        let names = operation.input.iter().chain(&operation.output).chain(errors);
        names.map(|shape| (&operation.name, shape))
    });
    let of_shapes = model.shapes.values().flat_map(|shape| {
        let members = shape.members.iter().map(|member| &member.shape);
        let parts = shape.element.iter().chain(&shape.key).chain(&shape.value);
        members.chain(parts).map(|part| (&shape.name, part))
    });
    match of_operations.chain(of_shapes).find(|(_, name)| !model.shapes.contains_key(*name)) {
        None => Ok(()),
        Some((by, name)) => Err(format!(
            "`{by}` names the shape `{name}`, which is not in the file\nhelp: the file is not whole; get it again"
        )),
    }
}
