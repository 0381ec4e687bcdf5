//! Writes `<service>.shapes`: every type of the model with its limits.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use connect_model::{Kind, Place};

use crate::facts;
use crate::source::{Model, Operation, Reference, Shape, ShapeKind};

/// Returns the text of the file.
pub(crate) fn write(model: &Model, release: (&str, &str)) -> Result<String, String> {
    let mut text = facts::head(model, release);
    text.push_str("\n[errors]\n");
    for (code, name) in facts::errors(model)? {
        let _ = writeln!(text, "{code} {name}");
    }
    text.push_str("\n[operations]\n");
    for (name, operation) in facts::operations(model)? {
        text.push_str(&operation_record(name, operation)?);
    }
    text.push_str("\n[shapes]\n");
    let with_places = shapes_with_places(model);
    for (name, shape) in &model.shapes {
        text.push_str(&first_lines(name, shape)?);
        let others = other_lines(model, shape, with_places.contains(name.as_str()));
        text.push_str(&others.map_err(|error| format!("shape `{name}`: {error}"))?);
    }
    Ok(text)
}

fn operation_record(name: &str, operation: &Operation) -> Result<String, String> {
    let mut text = format!("{name}\n");
    if let Some(input) = &operation.input {
        let _ = writeln!(text, " input {}", input.shape);
    }
    if let Some(output) = &operation.output {
        let _ = writeln!(text, " output {}", output.shape);
    }
    match operation.http.response_code {
        None | Some(200) => {}
        Some(status @ 200..300) => {
            let _ = writeln!(text, " status {status}");
        }
        Some(status) => {
            return Err(format!("operation `{name}`: the status {status} of a success"));
        }
    }
    mark(&mut text, "deprecated", operation.deprecated);
    mark(&mut text, "idempotent", operation.idempotent);
    mark(&mut text, "readonly", operation.readonly);
    Ok(text)
}

/// The shapes whose members may have another place than the body.
fn shapes_with_places(model: &Model) -> BTreeSet<&str> {
    let of_operations = model.operations.values().flat_map(|operation| {
        [&operation.input, &operation.output].into_iter().flatten().map(|it| it.shape.as_str())
    });
    let errors = model.shapes.iter().filter(|(_, shape)| shape.exception);
    of_operations.chain(errors.map(|(name, _)| name.as_str())).collect()
}

/// The lines with the kind of a shape.
fn first_lines(name: &str, shape: &Shape) -> Result<String, String> {
    // The format of a timestamp may depend on the place, so it is a fact of its own.
    let kind = match shape.kind {
        ShapeKind::Timestamp => "timestamp",
        _ => facts::kind(name, shape, Place::Body)?.name(),
    };
    let mut text = format!("{name} {kind}\n");
    if let Some(format) = facts::timestamp_format(name, shape)? {
        let _ = writeln!(text, " format {}", Kind::Timestamp(format).name());
    }
    if let Some(status) = facts::status(name, shape)? {
        let fault = if facts::is_server_fault(name, shape)? { " fault" } else { "" };
        let _ = writeln!(text, " error {status} {}{fault}", facts::code(name, shape));
    }
    Ok(text)
}

/// The lines with the marks, limits and parts of a shape.
fn other_lines(model: &Model, shape: &Shape, has_places: bool) -> Result<String, String> {
    let mut text = String::new();
    mark(&mut text, "deprecated", shape.deprecated);
    mark(&mut text, "sensitive", shape.sensitive);
    mark(&mut text, "sparse", shape.sparse);
    limits(&mut text, shape)?;
    parts(&mut text, model, shape)?;
    for value in &shape.values {
        if value.contains(char::is_control) {
            return Err(format!("a control character in the value {value:?}"));
        }
        let _ = writeln!(text, " enum {value}");
    }
    members(&mut text, model, shape, has_places)?;
    Ok(text)
}

fn mark(text: &mut String, mark: &str, is_set: bool) {
    if is_set {
        let _ = writeln!(text, " {mark}");
    }
}

fn limits(text: &mut String, shape: &Shape) -> Result<(), String> {
    for (name, limit) in [("min", &shape.min), ("max", &shape.max)] {
        let Some(limit) = limit else { continue };
        if limit.is_u64() && !limit.is_i64() {
            return Err(format!(
                "`{name}` is {limit}, which does not fit into 64 bits with a sign"
            ));
        }
        let _ = writeln!(text, " {name} {limit}");
    }
    if let Some(pattern) = &shape.pattern {
        let _ = writeln!(text, " pattern {}", in_one_line(pattern));
    }
    Ok(())
}

/// Writes line breaks of a regular expression as the escapes that match them.
///
/// A line break after a backslash matches itself, so the backslash there becomes that of the escape.
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

/// The shapes that a list or map is made of.
fn parts(text: &mut String, model: &Model, shape: &Shape) -> Result<(), String> {
    let (is_list, is_map) = (shape.kind == ShapeKind::List, shape.kind == ShapeKind::Map);
    for (name, part, is_part) in [
        ("element", &shape.member, is_list),
        ("key", &shape.key, is_map),
        ("value", &shape.value, is_map),
    ] {
        match part {
            Some(part) if is_part => {
                model.shape(&part.shape)?;
                let _ = writeln!(text, " {name} {}", part.shape);
            }
            Some(_) => return Err(format!("`{name}` is no part of its type")),
            None if is_part => return Err(format!("it has no {name}")),
            None => {}
        }
    }
    if !shape.members.0.is_empty() && shape.kind != ShapeKind::Structure {
        return Err("members, but no structure".to_owned());
    }
    Ok(())
}

fn members(
    text: &mut String,
    model: &Model,
    shape: &Shape,
    has_places: bool,
) -> Result<(), String> {
    for (name, member) in &shape.members.0 {
        model.shape(&member.shape)?;
        // The protocol ignores a place in a structure that is part of another one.
        if member.location.is_some() && !has_places {
            return Err(format!(
                "member `{name}` has a place, but only members of requests, responses and errors have one"
            ));
        }
        text.push_str(&member_line(name, member, shape.required.contains(name)));
    }
    let is_member = |name: &&String| shape.members.0.iter().any(|(member, _)| member == *name);
    match shape.required.iter().find(|name| !is_member(name)) {
        Some(name) => Err(format!("`{name}` is required, but is no member")),
        None => Ok(()),
    }
}

fn member_line(name: &str, member: &Reference, is_required: bool) -> String {
    let mut line = format!(" {} {name} {}", facts::place(member.location).name(), member.shape);
    if let Some(wire_name) = member.location_name.as_ref().filter(|wire_name| *wire_name != name) {
        let _ = write!(line, " as {wire_name}");
    }
    let marks = [
        ("required", is_required),
        ("token", member.idempotency_token),
        ("deprecated", member.deprecated),
    ];
    for (mark, _) in marks.into_iter().filter(|(_, is_set)| *is_set) {
        let _ = write!(line, " {mark}");
    }
    line.push('\n');
    line
}
