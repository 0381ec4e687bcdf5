//! The state as JSON, to be written to a file and read from it.

use std::collections::BTreeSet;
use std::{fmt, io};

use connect_model::Service;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::model::SampleContext;
use super::State;
use super::family::{Families, Family};
use super::record::Record;

/// JSON that is not a state of the stand-in.
///
/// The text names the place in the JSON, and says what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateError(String);

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StateError {}

impl From<StateError> for io::Error {
    fn from(error: StateError) -> Self {
        Self::new(io::ErrorKind::InvalidData, error)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StateFile {
    records: Vec<RecordEntry>,
}

/// One thing of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordEntry {
    #[serde(default = "connect")]
    service: String,
    family: String,
    /// The ids of what it is in, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty", rename = "in")]
    scope: Vec<String>,
    #[serde(default)]
    id: Option<String>,
    /// Seconds since 1970.
    #[serde(default)]
    created: Option<f64>,
    #[serde(default)]
    modified: Option<f64>,
    #[serde(default)]
    members: Map<String, Value>,
}

fn connect() -> String {
    Service::Connect.constant().to_owned()
}

impl State {
    pub(in crate::testing) fn to_json(&self) -> Value {
        let mut records: Vec<&Record> = self.store.records().collect();
        // What others are in comes first.
        records.sort_by_key(|record| record.scope.len());
        let records = records.into_iter().map(RecordEntry::of).collect();
        serde_json::to_value(StateFile { records }).unwrap_or_default()
    }

    /// Adds the things of a state that [`Self::to_json`] wrote, or a person.
    pub(in crate::testing) fn read_json(
        &mut self,
        json: &str,
        now: i64,
        context: &SampleContext,
    ) -> Result<(), StateError> {
        let file: StateFile = serde_json::from_str(json)
            .map_err(|error| StateError(format!("the state is not as expected: {error}")))?;
        let mut entries: Vec<(usize, RecordEntry)> = file.records.into_iter().enumerate().collect();
        entries.sort_by_key(|(_, entry)| entry.scope.len());
        let mut read = BTreeSet::new();
        for (index, entry) in entries {
            self.read_entry(entry, &mut read, now, context)
                .map_err(|problem| StateError(format!("records[{index}]: {problem}")))?;
        }
        Ok(())
    }

    fn read_entry(
        &mut self,
        entry: RecordEntry,
        read: &mut BTreeSet<(String, Vec<String>, String)>,
        now: i64,
        context: &SampleContext,
    ) -> Result<(), String> {
        let family = family_of(&entry)?;
        self.check_scope(family, &entry)?;
        let id = entry.id.unwrap_or_else(|| self.fresh_id(family, &entry.scope, None));
        let place = format!("{} {}", entry.service, family.noun);
        if !read.insert((place, entry.scope.clone(), id.clone())) {
            return Err(format!("another record of the family {} has the id '{id}'", family.noun));
        }
        let mut record = Record::new(family, entry.scope, id, entry.members, now, context);
        record.created = entry.created.map_or(now, milliseconds);
        record.modified = entry.modified.map_or(record.created, milliseconds);
        self.insert(record, context);
        Ok(())
    }

    fn check_scope(&self, family: &Family, entry: &RecordEntry) -> Result<(), String> {
        let (wanted, given) = (family.scope.join(", "), entry.scope.len());
        if given != family.scope.len() {
            let count = family.scope.len();
            return Err(format!(
                "`in` has {given} ids, and a {} needs {count}: [{wanted}]",
                family.noun
            ));
        }
        for (index, (member, id)) in family.scope.iter().zip(&entry.scope).enumerate() {
            let outer = Families::get().named_by(family.service, member);
            let place = entry.scope.get(..index).unwrap_or_default();
            let place = outer.and_then(|outer| place.get(..outer.scope.len())).unwrap_or_default();
            let is_known = outer.is_some_and(|outer| self.store.get(outer, place, id).is_some());
            if !is_known {
                let outer =
                    outer.map_or_else(|| (*member).to_owned(), super::family::Family::spoken);
                return Err(format!(
                    "`in` names the {outer} '{id}', and the records have none of this id"
                ));
            }
        }
        Ok(())
    }
}

impl RecordEntry {
    fn of(record: &Record) -> Self {
        Self {
            service: record.family.service.constant().to_owned(),
            family: record.family.noun.to_owned(),
            scope: record.scope.clone(),
            id: Some(record.id.clone()),
            created: Some(seconds(record.created)),
            modified: Some(seconds(record.modified)),
            members: record.members.clone(),
        }
    }
}

fn family_of(entry: &RecordEntry) -> Result<&'static Family, String> {
    let Some(service) = Service::from_constant(&entry.service) else {
        let all = Service::ALL.map(Service::constant).join(", ");
        return Err(format!("the service '{}' is unknown; the services are {all}", entry.service));
    };
    let families = Families::get();
    families.family(service, &entry.family).ok_or_else(|| {
        let all = families.all.iter().filter(|family| family.service == service);
        let all: Vec<&str> = all.map(|family| family.noun).collect();
        let (family, all) = (&entry.family, all.join(", "));
        format!("the family '{family}' is unknown; the families of {} are {all}", entry.service)
    })
}

#[expect(clippy::cast_precision_loss, reason = "exact until the year 287396")]
fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1000.0
}

#[expect(clippy::cast_possible_truncation, reason = "a time beyond the range is the last one")]
fn milliseconds(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}
