//! Writes `<service>.calls`: what a request of each operation looks like.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use connect_model::{Kind, Place, TimestampFormat, without_label_names};

use crate::source::{Location, Model, Operation, Pagination, Reference, Shape, ShapeKind};

/// Returns the text of the file.
pub(crate) fn write(model: &Model, (version, date): (&str, &str)) -> Result<String, String> {
    let service = &model.metadata.service_full_name;
    let mut text = format!(
        "# Facts from AWS's public model of {service}. Licence and changes: see NOTICE.\n\
         release {version} {date}\n"
    );
    text.push_str("\n[errors]\n");
    for (code, status) in errors(model)? {
        let _ = writeln!(text, "{code} {status}");
    }
    text.push_str("\n[lines]\n");
    text.push_str(&lines(model)?);
    text.push_str("\n[operations]\n");
    // Readers search by the name in lower case.
    let by_name: BTreeMap<String, (&str, &Operation)> = model
        .operations
        .iter()
        .map(|(name, operation)| (name.to_ascii_lowercase(), (name.as_str(), operation)))
        .collect();
    if by_name.len() < model.operations.len() {
        return Err("two operations have names that differ only in case".to_owned());
    }
    for (name, operation) in by_name.into_values() {
        let block = block(model, name, operation);
        text.push_str(&block.map_err(|error| format!("operation `{name}`: {error}"))?);
    }
    Ok(text)
}

/// The errors of the service by their codes.
fn errors(model: &Model) -> Result<BTreeMap<&str, u16>, String> {
    let mut codes = BTreeMap::new();
    for (name, shape) in model.shapes.iter().filter(|(_, shape)| shape.exception) {
        codes.insert(code(name, shape), status(name, shape)?);
    }
    Ok(codes)
}

fn code<'a>(name: &'a str, shape: &'a Shape) -> &'a str {
    shape.error.as_ref().and_then(|error| error.code.as_deref()).unwrap_or(name)
}

/// An error without a status has 500 if it is the service's fault, else 400.
fn status(name: &str, shape: &Shape) -> Result<u16, String> {
    match &shape.error {
        Some(error) if (400..600).contains(&error.http_status_code) => Ok(error.http_status_code),
        Some(error) => Err(format!("`{name}` has the status {}", error.http_status_code)),
        None if shape.fault => Ok(500),
        None => Ok(400),
    }
}

fn lines(model: &Model) -> Result<String, String> {
    let mut lines = BTreeMap::new();
    for (name, operation) in &model.operations {
        let path = &operation.http.request_uri;
        if path.contains(['?', '+']) {
            return Err(format!("operation `{name}`: `{path}` has a query or a greedy label"));
        }
        let line = format!("{} {}", operation.http.method, without_label_names(path));
        if let Some(other) = lines.insert(line, name) {
            return Err(format!("`{name}` and `{other}` have one method and path"));
        }
    }
    Ok(lines.iter().fold(String::new(), |text, (line, name)| format!("{text}{line} {name}\n")))
}

fn block(model: &Model, name: &str, operation: &Operation) -> Result<String, String> {
    let (method, path) = (&operation.http.method, &operation.http.request_uri);
    let mut text = format!("{name} {method} {path}\n");
    let members = members(model, operation.input.as_ref())?;
    let (labels, others): (Vec<_>, Vec<_>) =
        members.iter().partition(|member| member.place == Place::Path);
    let mut labels_of_path: Vec<&str> = Vec::new();
    for label in path.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
        labels_of_path.push(label);
        match labels.iter().find(|member| member.name == label) {
            Some(member) => text.push_str(&member.line()),
            None => return Err(format!("no member is the label `{label}`")),
        }
    }
    if labels_of_path.len() != labels.len() {
        return Err(format!("the labels of `{path}` are not the members in the path"));
    }
    others.iter().for_each(|member| text.push_str(&member.line()));
    let outputs = self::members(model, operation.output.as_ref())?;
    for output in &outputs {
        let (name, kind) = (output.name.as_str(), output.kind.name());
        let _ = match output.place {
            Place::Body => writeln!(text, " out {name} {kind}"),
            place => writeln!(text, " out {name} {kind} {}", place.name()),
        };
    }
    if !operation.errors.is_empty() {
        text.push_str(" errors");
        for error in &operation.errors {
            let _ = write!(text, " {}", code(&error.shape, model.shape(&error.shape)?));
        }
        text.push('\n');
    }
    if let Some(pages) = model.pagination.get(name) {
        text.push_str(&paging(pages, &members, &outputs)?);
    }
    Ok(text)
}

/// A member of an input or output.
struct Member {
    /// The name in the model.
    member: String,
    /// The name on the wire.
    name: String,
    place: Place,
    kind: Kind,
    is_required: bool,
    is_idempotency_token: bool,
}

impl Member {
    fn line(&self) -> String {
        let mut line = format!(" {} {} {}", self.place.name(), self.name, self.kind.name());
        if self.is_required {
            line.push_str(" required");
        }
        if self.is_idempotency_token {
            line.push_str(" token");
        }
        line.push('\n');
        line
    }
}

/// The members of the shape of an input or output.
fn members(model: &Model, shape: Option<&Reference>) -> Result<Vec<Member>, String> {
    let Some(Reference { shape: name, .. }) = shape else { return Ok(Vec::new()) };
    let shape = model.shape(name)?;
    let read = |(member, reference): &(String, Reference)| {
        let place = match reference.location {
            None => Place::Body,
            Some(Location::Uri) => Place::Path,
            Some(Location::Querystring) => Place::Query,
            Some(Location::Header) => Place::Header,
            Some(Location::StatusCode) => Place::Status,
        };
        Ok(Member {
            member: member.clone(),
            name: reference.location_name.as_ref().unwrap_or(member).clone(),
            place,
            kind: kind(&reference.shape, model.shape(&reference.shape)?, place)?,
            is_required: shape.required.iter().any(|required| required == member),
            is_idempotency_token: reference.idempotency_token,
        })
    };
    shape.members.0.iter().map(read).collect()
}

/// What a value of the shape is in this place.
pub(crate) fn kind(name: &str, shape: &Shape, place: Place) -> Result<Kind, String> {
    Ok(match shape.kind {
        ShapeKind::String => Kind::String,
        ShapeKind::Blob => Kind::Blob,
        ShapeKind::Boolean => Kind::Boolean,
        ShapeKind::Integer => Kind::Integer,
        ShapeKind::Long => Kind::Long,
        ShapeKind::Float => Kind::Float,
        ShapeKind::Double => Kind::Double,
        ShapeKind::List => Kind::List,
        ShapeKind::Map => Kind::Map,
        ShapeKind::Structure if shape.document => Kind::Document,
        ShapeKind::Structure if shape.union => Kind::Union,
        ShapeKind::Structure => Kind::Structure,
        ShapeKind::Timestamp => Kind::Timestamp(match shape.timestamp_format.as_deref() {
            Some("iso8601") => TimestampFormat::DateTime,
            Some("rfc822") => TimestampFormat::HttpDate,
            Some("unixTimestamp") => TimestampFormat::EpochSeconds,
            Some(format) => return Err(format!("shape `{name}`: a timestamp in `{format}`")),
            None if place == Place::Body => TimestampFormat::EpochSeconds,
            None if place == Place::Header => TimestampFormat::HttpDate,
            None => TimestampFormat::DateTime,
        }),
    })
}

/// The line of the pages. AWS lists names of the model, but the query may have other ones.
fn paging(pages: &Pagination, inputs: &[Member], outputs: &[Member]) -> Result<String, String> {
    let wire_name = |members: &[Member], name: &str| {
        let member = members.iter().find(|member| member.member == name);
        let is_sent = |member: &&Member| member.place != Place::Path;
        let member = member.filter(is_sent).map(|member| member.name.clone());
        member.ok_or_else(|| format!("the paginator names `{name}`, which is no member"))
    };
    let token = wire_name(outputs, &pages.output_token)?;
    let items = wire_name(outputs, &pages.result_key)?;
    let request_token = wire_name(inputs, &pages.input_token)?;
    let mut line = format!(" pages {token} {items} {request_token}");
    if let Some(limit) = &pages.limit_key {
        let _ = write!(line, " {}", wire_name(inputs, limit)?);
    }
    line.push('\n');
    Ok(line)
}
