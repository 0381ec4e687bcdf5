//! Lists: those of outputs, and those that a thing has.

use connect_model::{Kind, Shape};
use serde_json::{Map, Value};

use super::super::model::Input;
use super::family::{Action, Families, Verb};
use super::record::Record;
use super::{Outcome, Problem, Request, State};

/// The list of an output.
pub(super) struct OutputList {
    pub(super) output: Shape<'static>,
    pub(super) name: &'static str,
    pub(super) element: Shape<'static>,
    /// The member with the number of all things that a search finds.
    pub(super) count: Option<&'static str>,
}

impl Request<'_> {
    pub(super) fn output_shape(&self) -> Option<Shape<'static>> {
        self.route.service.shapes().output_of(self.route.operation.name())
    }

    pub(super) fn list_of_output(&self) -> Option<OutputList> {
        let shapes = self.route.service.shapes();
        let output = self.output_shape()?;
        let items = self.route.operation.paging().map(|paging| paging.items);
        let lists = output.members().filter_map(|member| {
            let shape = shapes.shape(member.shape).filter(|shape| shape.kind() == Kind::List)?;
            Some((member.wire_name, shapes.shape(shape.element()?)?))
        });
        let lists: Vec<_> = lists.collect();
        let paged = lists.iter().find(|(name, _)| Some(*name) == items);
        let (name, element) = *paged.or_else(|| lists.first())?;
        let mut names = output.members().map(|member| member.wire_name);
        let count = names.find(|name| name.to_ascii_lowercase().ends_with("totalcount"));
        Some(OutputList { output, name, element, count })
    }

    /// Keeps the fields of a case that the request asks for.
    pub(super) fn keep_wanted_fields_of(&self, output: &mut Map<String, Value>) {
        let Some(wanted) = self.input.get("fields").and_then(Value::as_array) else { return };
        let id = |field: &Value| field.get("id").and_then(Value::as_str).map(str::to_owned);
        let wanted: Vec<_> = wanted.iter().map(id).collect();
        if let Some(fields) = output.get_mut("fields").and_then(Value::as_array_mut) {
            fields.retain(|field| wanted.contains(&id(field)));
        }
    }

    pub(super) fn keep_wanted_fields(&self, elements: &mut [Value]) {
        for element in elements.iter_mut().filter_map(Value::as_object_mut) {
            self.keep_wanted_fields_of(element);
        }
    }
}

impl State {
    /// Lists the elements of a list that a thing has.
    pub(super) fn parts(
        &self,
        action: &Action,
        scope: &[String],
        id: &str,
        request: &Request<'_>,
    ) -> Outcome<Map<String, Value>> {
        let family = action.family;
        let record = self.store.get(family, scope, id);
        let record = record.ok_or_else(|| Problem::not_found(family, id, scope))?;
        let Some(lists) = request.list_of_output() else { return Ok(Map::new()) };
        let page = request.page(&lists.output)?;
        let elements = record.get(action.member()).and_then(Value::as_array);
        let numbered = (1..).zip(elements.into_iter().flatten());
        let mut output = Map::new();
        let part = numbered.filter(|(number, _)| *number > page.after);
        let part = page.take(part, &mut output);
        let shown = part
            .into_iter()
            .map(|element| self.part(element, action, record, &lists.element, request));
        output.insert(lists.name.to_owned(), shown.collect());
        Ok(output)
    }

    /// Returns an element as the output has it: a thing for its id, or the members of the element itself.
    fn part(
        &self,
        element: &Value,
        action: &Action,
        record: &Record,
        shape: &Shape<'static>,
        request: &Request<'_>,
    ) -> Value {
        let view = self.view(request);
        match element {
            Value::String(id) if shape.kind() == Kind::Structure => {
                let family = Families::get().of_ids(action.family.service, action.member());
                let family = family.unwrap_or(action.family);
                let named = self.store.get(family, &record.scope, id).cloned();
                let unknown = || Record {
                    family,
                    scope: record.scope.clone(),
                    id: id.clone(),
                    arn: None,
                    members: Map::new(),
                    ..record.clone()
                };
                view.element(&named.unwrap_or_else(unknown), shape)
            }
            Value::Object(members) => {
                let part = Record { members: members.clone(), arn: None, ..record.clone() };
                view.element(&part, shape)
            }
            other => other.clone(),
        }
    }

    /// Describes the things that a list of the request names, and tells which do not exist.
    pub(super) fn batch(
        &self,
        action: &Action,
        scope: &[String],
        request: &Request<'_>,
    ) -> Map<String, Value> {
        let ids = request.input.get(action.member()).and_then(Value::as_array);
        let ids = ids
            .into_iter()
            .flatten()
            .filter_map(|id| id.as_str().or_else(|| id.get("id")?.as_str()));
        let shapes = request.route.service.shapes();
        let members = request.output_shape();
        let lists = members.iter().flat_map(Shape::members).filter_map(|member| {
            let element = shapes.shape(shapes.shape(member.shape)?.element()?)?;
            Some((member.wire_name, element))
        });
        let (errors, things): (Vec<_>, Vec<_>) =
            lists.partition(|(name, _)| name.eq_ignore_ascii_case("errors"));
        // A further list is of what a real service had no time for.
        let (errors, things) = (errors.first(), things.first());
        let view = self.view(request);
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for id in ids {
            match self.visible(action.family, scope, id, request.now) {
                Some(record) => {
                    found.extend(things.map(|(_, shape)| view.element(record, shape)));
                }
                None => missing.extend(errors.map(|(_, shape)| not_found(id, shape))),
            }
        }
        let named = |list: Option<&(&str, Shape<'static>)>, elements| {
            list.map(|(name, _)| ((*name).to_owned(), Value::Array(elements)))
        };
        named(things, found).into_iter().chain(named(errors, missing)).collect()
    }
}

/// Returns the error for one id of a batch.
fn not_found(id: &str, shape: &Shape<'static>) -> Value {
    let members = shape.members().map(|member| {
        let name = member.wire_name.to_ascii_lowercase();
        let value = match name.as_str() {
            name if name.ends_with("code") => "ResourceNotFoundException",
            name if name.ends_with("message") => "it does not exist",
            _ => id,
        };
        (member.wire_name.to_owned(), Value::from(value))
    });
    Value::Object(members.collect())
}

/// Adds the elements of a request to a list, or removes them from it.
pub(super) fn change(record: &mut Record, action: &Action, input: &Input) {
    let sent = input.get(action.request_member()).and_then(Value::as_array);
    let sent = sent.cloned().unwrap_or_default();
    let key = action.family.key_of(action.member());
    let known = record.members.entry(action.member());
    let known = known.or_insert_with(|| Value::Array(Vec::new()));
    let Some(known) = known.as_array_mut() else { return };
    known.retain(|known| !sent.iter().any(|sent| is_same_element(known, sent, key)));
    if action.verb == Verb::Add {
        known.extend(sent);
    }
}

/// Whether two elements are the same by their key. A request may send the key alone.
fn is_same_element(known: &Value, sent: &Value, key: &[&str]) -> bool {
    match key {
        [] => known == sent,
        [only] if known.get(only) == Some(sent) => true,
        names => {
            names.iter().all(|name| known.get(name).is_some() && known.get(name) == sent.get(name))
        }
    }
}
