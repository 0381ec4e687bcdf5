//! What both data files say in the same way.

use std::collections::BTreeMap;

use connect_model::{Kind, Place, TimestampFormat};

use crate::source::{Location, Model, Operation, Shape, ShapeKind};

/// The first lines of a data file.
pub(crate) fn head(model: &Model, (version, date): (&str, &str)) -> String {
    let service = &model.metadata.service_full_name;
    format!(
        "# Facts from AWS's public model of {service}. Licence and changes: see NOTICE.\n\
         release {version} {date}\n"
    )
}

/// The operations in the order in which readers search them: by the name in lower case.
pub(crate) fn operations(
    model: &Model,
) -> Result<impl Iterator<Item = (&str, &Operation)>, String> {
    let mut by_name = BTreeMap::new();
    for (name, operation) in &model.operations {
        if let Some((other, _)) = by_name.insert(name.to_ascii_lowercase(), (&**name, operation)) {
            return Err(format!("operations `{other}` and `{name}` differ only in case"));
        }
    }
    Ok(by_name.into_values())
}

/// The names of the shapes of all errors by the codes of the errors.
pub(crate) fn errors(model: &Model) -> Result<BTreeMap<&str, &str>, String> {
    let mut names = BTreeMap::new();
    for (name, shape) in model.shapes.iter().filter(|(_, shape)| shape.exception) {
        let code = code(name, shape);
        if let Some(other) = names.insert(code, name.as_str()) {
            return Err(format!("errors `{other}` and `{name}` have one code, `{code}`"));
        }
    }
    Ok(names)
}

/// The code of an error.
pub(crate) fn code<'a>(name: &'a str, shape: &'a Shape) -> &'a str {
    shape.error.as_ref().and_then(|error| error.code.as_deref()).unwrap_or(name)
}

/// The status of an error, or `None` for a shape that is no error. An error without a status has 500 if
/// it is the service's fault, else 400.
pub(crate) fn status(name: &str, shape: &Shape) -> Result<Option<u16>, String> {
    match &shape.error {
        _ if !shape.exception && shape.error.is_none() && !shape.fault => Ok(None),
        _ if !shape.exception => Err(format!("shape `{name}`: a status, but no `exception`")),
        Some(error) if (400..600).contains(&error.http_status_code) => {
            Ok(Some(error.http_status_code))
        }
        Some(error) => Err(format!("shape `{name}`: the status {}", error.http_status_code)),
        None if shape.fault => Ok(Some(500)),
        None => Ok(Some(400)),
    }
}

/// Whether an error is the service's fault. Connect does not mark its own error of status 500.
pub(crate) fn is_server_fault(name: &str, shape: &Shape) -> Result<bool, String> {
    let error = shape.error.as_ref();
    let is_fault = shape.fault || error.is_some_and(|it| it.fault || it.http_status_code >= 500);
    if is_fault && error.is_some_and(|error| error.sender_fault) {
        return Err(format!("shape `{name}`: a fault of both the service and the sender"));
    }
    Ok(is_fault)
}

/// The place of a member.
pub(crate) const fn place(location: Option<Location>) -> Place {
    match location {
        None => Place::Body,
        Some(Location::Uri) => Place::Path,
        Some(Location::Querystring) => Place::Query,
        Some(Location::Header) => Place::Header,
        Some(Location::StatusCode) => Place::Status,
    }
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
        ShapeKind::Timestamp => {
            let own_format = timestamp_format(name, shape)?;
            Kind::Timestamp(own_format.unwrap_or(TimestampFormat::default_in(place)))
        }
    })
}

/// The format that a timestamp has in every place.
pub(crate) fn timestamp_format(
    name: &str,
    shape: &Shape,
) -> Result<Option<TimestampFormat>, String> {
    match shape.timestamp_format.as_deref() {
        None => Ok(None),
        Some("iso8601") => Ok(Some(TimestampFormat::DateTime)),
        Some("rfc822") => Ok(Some(TimestampFormat::HttpDate)),
        Some("unixTimestamp") => Ok(Some(TimestampFormat::EpochSeconds)),
        Some(format) => Err(format!("shape `{name}`: a timestamp in `{format}`")),
    }
}
