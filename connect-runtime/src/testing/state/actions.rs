//! The verbs of the table.

use connect_model::Shape;
use serde_json::{Map, Value};

use super::super::model::{Random, Reason, hash, uuid};
use super::family::{Action, Families, Family, Verb};
use super::filter::is_listed;
use super::page::Page;
use super::record::Record;
use super::specials::{remove_emptied, retarget};
use super::view::View;
use super::{Outcome, Problem, Request, State};

/// A member of requests that is secret, and in no response.
const PASSWORD: &str = "Password";
const CLIENT_TOKENS: [&str; 2] = ["ClientToken", "clientToken"];

impl State {
    pub(super) fn perform(
        &mut self,
        action: &Action,
        request: &Request<'_>,
    ) -> Outcome<Map<String, Value>> {
        let family = action.family;
        let scope = self.scope(family, request)?;
        self.check_instance(family, request)?;
        match action.verb {
            Verb::Create | Verb::Put => {
                let record = self.create(action, scope, request)?;
                Ok(self.show(&record, request))
            }
            Verb::List | Verb::Search => self.list(family, &scope, request),
            Verb::Batch => Ok(self.batch(action, &scope, request)),
            _ => {
                let id = self.id(family, &scope, request)?;
                self.act_on_one(action, &scope, &id, request)
            }
        }
    }

    /// Checks the instance that a request names for things which are in none.
    fn check_instance(&self, family: &Family, request: &Request<'_>) -> Outcome<()> {
        let named = request.input.get("InstanceId").and_then(Value::as_str);
        let Some(id) = named.filter(|_| family.noun == "PhoneNumber") else { return Ok(()) };
        let Some(instance) = Families::get().family(family.service, "Instance") else {
            return Ok(());
        };
        let found = self.visible(instance, &[], id, request.now);
        found.map(|_| ()).ok_or_else(|| Problem::not_found(instance, id, &[]))
    }

    fn act_on_one(
        &mut self,
        action: &Action,
        scope: &[String],
        id: &str,
        request: &Request<'_>,
    ) -> Outcome<Map<String, Value>> {
        let family = action.family;
        let gone = || Problem::not_found(family, id, scope);
        match action.verb {
            Verb::Parts => return self.parts(action, scope, id, request),
            Verb::Delete => {
                let mut record = self.store.remove(family, scope, id).ok_or_else(gone)?;
                set_values(&mut record, action, request);
                return Ok(self.show(&record, request));
            }
            Verb::Describe => {}
            verb => {
                if verb == Verb::Update {
                    self.check_name(family, scope, Some(id), request)?;
                }
                self.store.change(family, scope, id, |record| {
                    change(record, action, request);
                    record.modified = request.now;
                });
            }
        }
        let record = self.store.get(family, scope, id).ok_or_else(gone)?;
        Ok(self.show(record, request))
    }

    /// Returns the id of the thing that a request names, which must exist.
    fn id(&self, family: &Family, scope: &[String], request: &Request<'_>) -> Outcome<String> {
        let sent = family.ids.iter().find_map(|id| request.input.get(*id)?.as_str());
        let sent = sent.unwrap_or_default();
        let found = self.visible(family, scope, sent, request.now);
        let found = found.ok_or_else(|| Problem::not_found(family, sent, scope))?;
        Ok(found.id.clone())
    }

    fn create(
        &mut self,
        action: &Action,
        scope: Vec<String>,
        request: &Request<'_>,
    ) -> Outcome<Record> {
        let family = action.family;
        let token = CLIENT_TOKENS.iter().find_map(|name| request.input.get(*name)?.as_str());
        if let Some(record) = token.and_then(|token| self.created_by(family, &scope, token)) {
            return Ok(record.clone());
        }
        let given = request.input.get(family.id()).and_then(Value::as_str);
        let given = given.filter(|_| family.is_id_given).map(str::to_owned);
        let before = given.as_deref().and_then(|id| self.store.get(family, &scope, id));
        if action.verb == Verb::Create && before.is_some() {
            return Err(duplicate(family, family.id(), given.as_deref().unwrap_or_default()));
        }
        let before = before.map(|before| (before.created, before.visible));
        // A transfer names the contact that it goes on from.
        if !family.is_id_given && request.input.contains_key(family.id()) {
            self.id(family, &scope, request)?;
        }
        self.check_name(family, &scope, None, request)?;
        if before.is_none() {
            self.check_quota(family, &scope)?;
        }
        let id =
            given.unwrap_or_else(|| self.fresh_id(family, &scope, request.shape_of_id(family)));
        let members = kept_members(family, request);
        let context = request.sampler.context;
        let mut record = Record::new(family, scope, id, members, request.now, context);
        // What is replaced was created and seen before.
        let (created, visible) =
            before.unwrap_or_else(|| (request.now, request.now.saturating_add(self.lag)));
        record.created = created;
        record.visible = visible;
        record.client_token = token.map(str::to_owned);
        set_values(&mut record, action, request);
        let record = self.insert(record, context);
        self.set_calls_of_instance(&record);
        Ok(record)
    }

    /// Returns what an earlier request with this token created: the service performs it once.
    fn created_by(&self, family: &Family, scope: &[String], token: &str) -> Option<&Record> {
        self.store.shelf(family, scope)?.created_by(token)
    }

    /// Checks that no other thing has the name that a request gives.
    fn check_name(
        &self,
        family: &Family,
        scope: &[String],
        own_id: Option<&str>,
        request: &Request<'_>,
    ) -> Outcome<()> {
        let Some(member) = family.name.filter(|_| family.is_name_unique) else { return Ok(()) };
        let Some(name) = request.input.get(member).and_then(Value::as_str) else { return Ok(()) };
        let known = self.store.shelf(family, scope).and_then(|things| things.named(name));
        let is_taken = known.is_some_and(|known| Some(known.id.as_str()) != own_id);
        if is_taken { Err(duplicate(family, member, name)) } else { Ok(()) }
    }

    fn check_quota(&self, family: &Family, scope: &[String]) -> Outcome<()> {
        let count = self.store.shelf(family, scope).map_or(0, super::store::Shelf::len);
        let Some(quota) = self.quota.filter(|quota| count >= *quota) else { return Ok(()) };
        let message = format!("the quota of {quota} for each {} is reached", family.spoken());
        Err(Problem::new(Reason::QuotaFull, message))
    }

    fn list(
        &self,
        family: &Family,
        scope: &[String],
        request: &Request<'_>,
    ) -> Outcome<Map<String, Value>> {
        let Some(lists) = request.list_of_output() else { return Ok(Map::new()) };
        let page = request.page(&lists.output)?;
        let is_found =
            |record: &Record| record.visible <= request.now && is_listed(record, request.input);
        let things = self.store.shelf(family, scope);
        let records = |after| {
            let records = things.iter().flat_map(move |things| things.after(after));
            records.filter(|(_, record)| is_found(record))
        };
        let mut output = Map::new();
        let view = self.view(request);
        let mut elements = Vec::new();
        for record in page.take(records(page.after), &mut output) {
            elements.push(view.element(record, &lists.element));
        }
        if let Some(count) = lists.count {
            output.insert(count.to_owned(), Value::from(records(0).count()));
        }
        request.keep_wanted_fields(&mut elements);
        output.insert(lists.name.to_owned(), Value::Array(elements));
        Ok(output)
    }

    pub(super) fn view<'a>(&'a self, request: &'a Request<'_>) -> View<'a> {
        View {
            store: &self.store,
            sampler: request.sampler,
            shapes: request.route.service.shapes(),
        }
    }

    /// Returns the output of the operation for a thing.
    pub(super) fn show(&self, record: &Record, request: &Request<'_>) -> Map<String, Value> {
        let Some(shape) = request.output_shape() else { return Map::new() };
        let mut output = self.view(request).output(record, &shape);
        request.keep_wanted_fields_of(&mut output);
        output
    }
}

impl Request<'_> {
    /// Returns the shape of the id in the output of the operation that creates a thing.
    fn shape_of_id(&self, family: &Family) -> Option<Shape<'static>> {
        let shapes = self.route.service.shapes();
        let output = self.output_shape()?;
        let member = output.members().find(|member| family.is_id(member.wire_name))?;
        shapes.shape(member.shape)
    }

    pub(super) fn page(&self, output: &Shape<'static>) -> Outcome<Page> {
        let (service, operation) = (self.route.service, &self.route.operation);
        Page::read(service, operation, output, self.input)
            .map_err(|message| Problem::new(Reason::Invalid, message))
    }
}

fn duplicate(family: &Family, member: &str, value: &str) -> Problem {
    let message = format!("`{member}`: there is a {} with '{value}' already", family.spoken());
    Problem::new(Reason::Duplicate, message)
}

/// Returns the members of a request that describe the thing.
fn kept_members(family: &Family, request: &Request<'_>) -> Map<String, Value> {
    let is_kept = |name: &str| {
        let is_of_request = CLIENT_TOKENS.contains(&name) || name == PASSWORD;
        !family.scope.contains(&name) && !family.ids.contains(&name) && !is_of_request
    };
    let members = request.input.iter().filter(|(name, _)| is_kept(name));
    members.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Changes a thing as the verb says.
fn change(record: &mut Record, action: &Action, request: &Request<'_>) {
    let input = request.input;
    match action.verb {
        Verb::Update => {
            for (name, value) in kept_members(action.family, request) {
                record.set(&name, value);
            }
            if action.clears().is_some_and(|member| !request.input.contains_key(member)) {
                record.members.remove(action.member());
            }
            set_values(record, action, request);
            retarget(record, request);
            remove_emptied(record);
        }
        Verb::Merge => {
            let added = input.get(action.member()).and_then(Value::as_object).cloned();
            let entries = record.members.entry(action.member());
            let entries = entries.or_insert_with(|| Value::Object(Map::new()));
            if let Some(entries) = entries.as_object_mut() {
                entries.extend(added.unwrap_or_default());
            }
        }
        Verb::Add | Verb::Remove => super::lists::change(record, action, input),
        Verb::Tag => {
            let tags = input.get("Tags").and_then(Value::as_object).cloned().unwrap_or_default();
            if let Some(known) = record.tags_mut() {
                known.extend(tags);
            }
        }
        Verb::Untag => super::tags::remove(record.tags_mut(), input.get("TagKeys")),
        _ => {}
    }
}

/// Sets the values that the table has for an action.
fn set_values(record: &mut Record, action: &Action, request: &Request<'_>) {
    for (name, value) in action.sets() {
        let value = match value {
            "now" => Value::from(request.now.div_euclid(1000)),
            "fresh" => Value::from(uuid(&mut Random::new(hash(hash(0, &record.id), name)))),
            "sent" => request.input.get(action.family.id()).cloned().unwrap_or_default(),
            value => serde_json::from_str(value).unwrap_or_else(|_| Value::from(value)),
        };
        record.set(name, value);
    }
}
