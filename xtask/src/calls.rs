//! Writes `<service>.calls`: what a request of each operation looks like.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use connect_model::{Kind, Place, without_label_names};

use crate::facts;
use crate::source::{Model, Operation, Pagination, Reference, Use};

/// Returns the text of the file.
pub(crate) fn write(model: &Model, release: (&str, &str)) -> Result<String, String> {
    let mut text = facts::head(model, release);
    text.push_str("\n[errors]\n");
    for (code, name) in facts::errors(model)? {
        if let Some(status) = facts::status(name, model.shape(name)?)? {
            let _ = writeln!(text, "{code} {status}");
        }
    }
    text.push_str("\n[lines]\n");
    text.push_str(&lines(model)?);
    text.push_str("\n[operations]\n");
    for (name, operation) in facts::operations(model)? {
        let block = block(model, name, operation);
        text.push_str(&block.map_err(|error| format!("operation `{name}`: {error}"))?);
    }
    Ok(text)
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
    text.extend(others.iter().map(|member| member.line()));
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
            let _ = write!(text, " {}", facts::code(&error.shape, model.shape(&error.shape)?));
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
    model_name: String,
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
fn members(model: &Model, shape: Option<&Use>) -> Result<Vec<Member>, String> {
    let Some(Use { shape: name, .. }) = shape else { return Ok(Vec::new()) };
    let shape = model.shape(name)?;
    let read = |(member, reference): &(String, Reference)| {
        let place = facts::place(reference.location);
        Ok(Member {
            model_name: member.clone(),
            name: reference.location_name.as_ref().unwrap_or(member).clone(),
            place,
            kind: facts::kind(&reference.shape, model.shape(&reference.shape)?, place)?,
            is_required: shape.required.iter().any(|required| required == member),
            is_idempotency_token: reference.idempotency_token,
        })
    };
    shape.members.0.iter().map(read).collect()
}

/// The line of the pages. AWS lists names of the model, but the query may have other ones.
fn paging(pages: &Pagination, inputs: &[Member], outputs: &[Member]) -> Result<String, String> {
    let wire_name = |members: &[Member], name: &str| {
        let member = members.iter().find(|member| member.model_name == name);
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
