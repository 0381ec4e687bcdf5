//! One thing that the stand-in keeps.

use serde_json::{Map, Value};

use super::super::model::{ACCOUNT, SampleContext, declared_service};
use super::family::Family;

/// A thing, such as a user, with the members that requests gave it.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) family: &'static Family,
    /// The ids of the things that it is in, outermost first.
    pub(super) scope: Vec<String>,
    pub(super) id: String,
    pub(super) arn: Option<String>,
    pub(super) members: Map<String, Value>,
    /// Milliseconds since 1970.
    pub(super) created: i64,
    pub(super) modified: i64,
    /// When requests see it.
    pub(super) visible: i64,
    /// The token of the request that created it.
    pub(super) client_token: Option<String>,
}

impl Record {
    /// Creates a thing with the members that a request gives it, and those that it has by default.
    pub(super) fn new(
        family: &'static Family,
        scope: Vec<String>,
        id: String,
        members: Map<String, Value>,
        now: i64,
        context: &SampleContext,
    ) -> Self {
        let arn = arn(family, &scope, &id, context);
        let mut record = Self {
            family,
            scope,
            id,
            arn,
            members,
            created: now,
            modified: now,
            visible: now,
            client_token: None,
        };
        for (name, value) in &family.defaults {
            if record.get(name).is_none() {
                record.members.insert((*name).to_owned(), value.clone());
            }
        }
        record
    }

    /// Returns the member of this name, or of another one that says the same.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let by_case = || self.members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        let by_sense = || self.members.iter().find(|(key, _)| self.family.is_same_name(key, name));
        self.members.get(name).or_else(|| Some(by_case().or_else(by_sense)?.1))
    }

    /// Sets a member, whatever its name was written like so far.
    pub(super) fn set(&mut self, name: &str, value: Value) {
        let family = self.family;
        let known = self.members.keys().find(|key| family.is_same_name(key, name)).cloned();
        self.members.insert(known.unwrap_or_else(|| name.to_owned()), value);
    }

    /// Returns the name that people know the thing by.
    pub(super) fn name(&self) -> Option<&str> {
        self.get(self.family.name?)?.as_str()
    }

    /// Returns a member inside one of the structures of the thing: the `QuickConnectType` of its
    /// `QuickConnectConfig`.
    pub(super) fn nested(&self, name: &str) -> Option<&Value> {
        // The keys of these are a user's.
        const MAPS: [&str; 4] = ["Tags", "Attributes", "SegmentAttributes", "References"];
        let structures = self
            .members
            .iter()
            .filter(|(key, _)| !MAPS.iter().any(|map| map.eq_ignore_ascii_case(key)));
        let mut members = structures.filter_map(|(_, value)| value.as_object()).flatten();
        let found = members.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// Returns the tags for a change.
    pub(super) fn tags_mut(&mut self) -> Option<&mut Map<String, Value>> {
        let known = self.members.keys().find(|key| key.eq_ignore_ascii_case("Tags")).cloned();
        let tags = self.members.entry(known.unwrap_or_else(|| "Tags".to_owned()));
        tags.or_insert_with(|| Value::Object(Map::new())).as_object_mut()
    }
}

/// Returns the ARN of a thing whose family has one.
fn arn(family: &Family, scope: &[String], id: &str, context: &SampleContext) -> Option<String> {
    let scope = family.scope.iter().zip(scope);
    let path = scope.fold(family.arn?.to_owned(), |path, (member, id)| {
        path.replace(&format!("{{{member}}}"), id)
    });
    let path = path.replace("{}", id);
    let service = declared_service(family.service).signing_name();
    let region = &context.text.region;
    Some(format!("arn:aws:{service}:{region}:{ACCOUNT}:{path}"))
}
