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
            return Err(format!("operations `{other}` and `{name}` have one method and path"));
        }
    }
    Ok(lines.iter().fold(String::new(), |text, (line, name)| format!("{text}{line} {name}\n")))
}

fn block(model: &Model, name: &str, operation: &Operation) -> Result<String, String> {
    let (method, path) = (&operation.http.method, &operation.http.request_uri);
    let mut text = format!("{name} {method} {path}\n");
    let inputs = members(model, operation.input.as_ref())?;
    let (labels, others): (Vec<_>, Vec<_>) =
        inputs.iter().partition(|member| member.place == Place::Path);
    let labels = in_order_of_path(path, &labels)?;
    text.extend(labels.into_iter().chain(others).map(Member::line));
    let outputs = members(model, operation.output.as_ref())?;
    text.extend(outputs.iter().map(Member::output_line));
    text.push_str(&errors(model, operation)?);
    if let Some(pages) = model.pagination.get(name) {
        text.push_str(&paging(pages, &inputs, &outputs)?);
    }
    Ok(text)
}

/// Returns the members that are labels in the order of the labels.
fn in_order_of_path<'a>(path: &str, members: &[&'a Member]) -> Result<Vec<&'a Member>, String> {
    let names = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let member = |name| {
        let member = members.iter().find(|member| member.name == name).copied();
        member.ok_or_else(|| format!("no member is the label `{name}`"))
    };
    let labels: Vec<_> = names.map(member).collect::<Result<_, _>>()?;
    if labels.len() != members.len() {
        return Err(format!("the labels of `{path}` are not the members in the path"));
    }
    Ok(labels)
}

/// The line with the codes of the errors. An operation without errors has none.
fn errors(model: &Model, operation: &Operation) -> Result<String, String> {
    let mut line = String::new();
    for Use { shape: name, .. } in &operation.errors {
        let shape = model.shape(name)?;
        if !shape.exception {
            return Err(format!("`{name}` is no error"));
        }
        line.push_str(if line.is_empty() { " errors " } else { " " });
        line.push_str(facts::code(name, shape));
    }
    if !line.is_empty() {
        line.push('\n');
    }
    Ok(line)
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

    fn output_line(&self) -> String {
        let (name, kind) = (&self.name, self.kind.name());
        match self.place {
            Place::Body => format!(" out {name} {kind}\n"),
            place => format!(" out {name} {kind} {}\n", place.name()),
        }
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
