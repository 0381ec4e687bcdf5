//! What the stand-in keeps: the things of the families that people use most, by a table from operations
//! to verbs and nouns.

mod actions;
mod case_filter;
mod family;
mod file;
mod filter;
mod lists;
mod page;
mod profile_filter;
mod record;
mod specials;
mod store;
mod tags;
mod view;

use std::collections::BTreeMap;

use connect_model::Shape;
use serde_json::{Map, Value};

use self::family::{Families, Family};
pub use self::file::StateError;
use self::record::Record;
use self::store::Store;
use super::model::{Input, ModelRoute, Random, Reason, SampleContext, Sampler, id, uuid};

/// The things that the stand-in keeps, and the rules for all of them.
#[derive(Debug)]
pub(super) struct State {
    store: Store,
    /// The tags of ARNs that no family has.
    other_tags: BTreeMap<String, Map<String, Value>>,
    random: Random,
    /// Milliseconds before requests see what was created.
    pub(super) lag: i64,
    /// The most things of one family in one place.
    pub(super) quota: Option<usize>,
}

/// Why an action is refused, and the text that says so.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) reason: Reason,
    pub(super) message: String,
}

/// One request, for the functions that act on the state.
pub(super) struct Request<'a> {
    pub(super) route: &'a ModelRoute,
    pub(super) input: &'a Input,
    pub(super) sampler: &'a Sampler<'a>,
    /// Milliseconds since 1970.
    pub(super) now: i64,
}

type Outcome<T> = Result<T, Problem>;

/// The most characters of an id or token that a message has.
const SHOWN: usize = 100;

impl Problem {
    pub(super) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }

    fn not_found(family: &Family, id: &str, scope: &[String]) -> Self {
        let place = scope.last().map_or_else(String::new, |place| format!(" in '{place}'"));
        let id: String = id.chars().take(SHOWN).collect();
        let message = format!("no {} has the id '{id}'{place}", family.spoken());
        let is_contact = family.noun == "Contact";
        Self::new(if is_contact { Reason::NoContact } else { Reason::NotFound }, message)
    }
}

impl State {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            store: Store::default(),
            other_tags: BTreeMap::new(),
            random: Random::new(seed),
            lag: 0,
            quota: None,
        }
    }

    /// Performs an operation on what is kept. Returns `None` for an operation that keeps nothing, if the
    /// things that its path names exist.
    pub(super) fn act(&mut self, request: &Request<'_>) -> Option<Outcome<Map<String, Value>>> {
        let service = request.route.service;
        let name = request.route.operation.name();
        if let Some(action) = Families::get().action(service, name) {
            return Some(self.perform(action, request));
        }
        if let Some(outcome) = self.act_on_tags(request) {
            return Some(outcome);
        }
        self.check_path(request).err().map(Err)
    }

    /// Adds an instance with this id, if there is none yet.
    pub(super) fn add_instance(&mut self, id: &str, now: i64, context: &SampleContext) {
        let families = Families::get();
        let service = connect_model::Service::Connect;
        let Some(family) = families.family(service, "Instance") else { return };
        if self.store.get(family, &[], id).is_some() {
            return;
        }
        let mut members = Map::new();
        members.insert("InstanceAlias".to_owned(), Value::from(format!("local-{id}")));
        members.insert("IdentityManagementType".to_owned(), Value::from("CONNECT_MANAGED"));
        members.insert("InboundCallsEnabled".to_owned(), Value::from(true));
        members.insert("OutboundCallsEnabled".to_owned(), Value::from(true));
        let record = Record::new(family, Vec::new(), id.to_owned(), members, now, context);
        self.insert(record, context);
    }

    /// Returns the id of the user of an instance who signs in with this name.
    pub(super) fn user_id(&self, instance_id: &str, username: &str, now: i64) -> Option<String> {
        let families = Families::get();
        let service = connect_model::Service::Connect;
        let instance = families.family(service, "Instance")?;
        let instance = self.visible(instance, &[], instance_id, now)?;
        let users = families.family(service, "User")?;
        let user = self.store.shelf(users, std::slice::from_ref(&instance.id))?.named(username)?;
        (user.visible <= now).then(|| user.id.clone())
    }

    /// Adds a record, and what comes with it. Returns it as it is kept.
    fn insert(&mut self, mut record: Record, context: &SampleContext) -> Record {
        specials::set_target(&mut record, context);
        for attribute in specials::attributes_of(&record, context) {
            self.store.insert(attribute);
        }
        self.store.insert(record.clone());
        record
    }

    /// Returns the thing with this id or ARN, if requests see it by now.
    fn visible(&self, family: &Family, scope: &[String], id: &str, now: i64) -> Option<&Record> {
        let found = |id: &str| {
            let by_arn = || {
                let record = self.store.by_arn(id)?;
                let is_here = record.family.noun == family.noun && record.scope == scope;
                is_here.then_some(record)
            };
            self.store.get(family, scope, id).or_else(by_arn)
        };
        // A part after the last `:` is a version or an alias, but a given id may have one itself.
        let without_version = || {
            let (plain, version) = id.rsplit_once(':').filter(|_| !family.is_id_given)?;
            found(plain).filter(|_| !version.contains('/'))
        };
        let record = found(id).or_else(without_version)?;
        (record.visible <= now).then_some(record)
    }

    /// Returns the ids that say where the things of a request are. Those must exist.
    fn scope(&self, family: &Family, request: &Request<'_>) -> Outcome<Vec<String>> {
        let mut scope = Vec::new();
        for member in &family.scope {
            let id = request.input.get(*member).and_then(Value::as_str).unwrap_or_default();
            let outer = Families::get().named_by(family.service, member);
            let Some(outer) = outer else { continue };
            let place = scope.get(..outer.scope.len()).unwrap_or_default();
            let found = self.visible(outer, place, id, request.now);
            let found = found.ok_or_else(|| Problem::not_found(outer, id, place))?;
            scope.push(found.id.clone());
        }
        Ok(scope)
    }

    /// Checks that the things exist which the path of another operation names.
    fn check_path(&self, request: &Request<'_>) -> Outcome<()> {
        let service = request.route.service;
        let mut families = Families::get().all.iter().filter(|family| {
            let is_in_input = |member: &&str| request.input.contains_key(*member);
            family.service == service
                && family.scope.iter().all(is_in_input)
                && family.id().ends_with("Id")
                && request.route.has_label(family.id())
        });
        families.try_for_each(|family| {
            let scope = self.scope(family, request)?;
            let id = request.input.get(family.id()).and_then(Value::as_str).unwrap_or_default();
            let found = self.visible(family, &scope, id, request.now);
            found.map(|_| ()).ok_or_else(|| Problem::not_found(family, id, &scope))
        })
    }

    /// Returns an id that no thing of the family has there, within the limits of its shape.
    fn fresh_id(
        &mut self,
        family: &Family,
        scope: &[String],
        shape: Option<Shape<'static>>,
    ) -> String {
        // A shape may allow few ids, and a UUID is always new.
        const ATTEMPTS: usize = 100;
        let is_free = |id: &String| self.store.get(family, scope, id).is_none();
        let random = &mut self.random;
        let free = (0..ATTEMPTS).map(|_| id(shape.as_ref(), random)).find(is_free);
        free.unwrap_or_else(|| uuid(&mut self.random))
    }
}
