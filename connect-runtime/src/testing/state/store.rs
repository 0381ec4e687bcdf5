//! All things that the stand-in keeps, in the order of their creation.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use super::family::{Families, Family};
use super::record::Record;

/// Where things of one family are: the family by its service and noun, and the ids of what they are in.
type Place = (&'static str, &'static str, Vec<String>);

/// The things of one family in one place.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    numbers: HashMap<String, u64>,
    records: BTreeMap<u64, Record>,
    /// The numbers of things by their names and by the tokens of the requests that created them, so that a
    /// creation does not look at all.
    names: HashMap<String, u64>,
    client_tokens: HashMap<String, u64>,
}

#[derive(Debug, Default)]
pub(super) struct Store {
    shelves: BTreeMap<Place, Shelf>,
    places_by_arn: HashMap<String, (Place, String)>,
    next_number: u64,
}

impl Shelf {
    pub(super) fn get(&self, id: &str) -> Option<&Record> {
        self.records.get(self.numbers.get(id)?)
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Record> {
        self.records.get_mut(self.numbers.get(id)?)
    }

    /// Returns the thing that people know by this name.
    pub(super) fn named(&self, name: &str) -> Option<&Record> {
        self.records.get(self.names.get(name)?)
    }

    /// Returns what a request with this token created.
    pub(super) fn created_by(&self, client_token: &str) -> Option<&Record> {
        self.records.get(self.client_tokens.get(client_token)?)
    }

    fn put(&mut self, number: u64, record: Record) {
        let name = record.name().map(|name| (name.to_owned(), number));
        self.names.extend(name);
        self.client_tokens.extend(record.client_token.clone().map(|token| (token, number)));
        self.records.insert(number, record);
    }

    fn take(&mut self, number: u64) -> Option<Record> {
        let record = self.records.remove(&number)?;
        if let Some(name) = record.name().filter(|name| self.names.get(*name) == Some(&number)) {
            self.names.remove(name);
        }
        if let Some(token) = &record.client_token {
            self.client_tokens.remove(token);
        }
        Some(record)
    }

    /// Returns the things after this number, with their numbers, in the order of their creation.
    pub(super) fn after(&self, number: u64) -> impl Iterator<Item = (u64, &Record)> {
        let later = (Bound::Excluded(number), Bound::Unbounded);
        self.records.range(later).map(|(number, record)| (*number, record))
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }
}

impl Store {
    pub(super) fn shelf(&self, family: &Family, scope: &[String]) -> Option<&Shelf> {
        self.shelves.get(&place(family, scope))
    }

    pub(super) fn get(&self, family: &Family, scope: &[String], id: &str) -> Option<&Record> {
        self.shelf(family, scope)?.get(id)
    }

    pub(super) fn get_mut(
        &mut self,
        family: &Family,
        scope: &[String],
        id: &str,
    ) -> Option<&mut Record> {
        self.shelves.get_mut(&place(family, scope))?.get_mut(id)
    }

    pub(super) fn by_arn(&self, arn: &str) -> Option<&Record> {
        let (place, id) = self.places_by_arn.get(arn)?;
        self.shelves.get(place)?.get(id)
    }

    pub(super) fn by_arn_mut(&mut self, arn: &str) -> Option<&mut Record> {
        let (place, id) = self.places_by_arn.get(arn)?;
        self.shelves.get_mut(place)?.get_mut(id)
    }

    /// Adds a record, in place of one with the same id.
    pub(super) fn insert(&mut self, record: Record) {
        let place = place(record.family, &record.scope);
        if let Some(arn) = &record.arn {
            self.places_by_arn.insert(arn.clone(), (place.clone(), record.id.clone()));
        }
        let things = self.shelves.entry(place).or_default();
        self.next_number += 1;
        let number = *things.numbers.entry(record.id.clone()).or_insert(self.next_number);
        things.take(number);
        things.put(number, record);
    }

    /// Changes a record, whose name may then be another one.
    pub(super) fn change(
        &mut self,
        family: &Family,
        scope: &[String],
        id: &str,
        change: impl FnOnce(&mut Record),
    ) {
        let Some(things) = self.shelves.get_mut(&place(family, scope)) else { return };
        let Some(number) = things.numbers.get(id).copied() else { return };
        if let Some(mut record) = things.take(number) {
            change(&mut record);
            things.put(number, record);
        }
    }

    /// Removes a record, with all that is in it.
    pub(super) fn remove(&mut self, family: &Family, scope: &[String], id: &str) -> Option<Record> {
        let things = self.shelves.get_mut(&place(family, scope))?;
        let number = things.numbers.remove(id)?;
        let removed = things.take(number)?;
        if let Some(arn) = &removed.arn {
            self.places_by_arn.remove(arn);
        }
        let mut inside = scope.to_vec();
        inside.push(id.to_owned());
        self.empty(family, &inside);
        Some(removed)
    }

    /// Removes all that is in this scope, or in a scope inside it.
    fn empty(&mut self, family: &Family, scope: &[String]) {
        let service = family.service.folder();
        let families = &Families::get().all;
        // Another family may have a thing of the same id.
        let is_inside = |place: &Place| {
            let of = families.iter().find(|it| it.service == family.service && it.noun == place.1);
            let member = of.and_then(|of| of.scope.get(scope.len().saturating_sub(1)));
            let is_named = member.is_some_and(|member| family.ids.contains(member));
            place.0 == service && is_named && place.2.starts_with(scope)
        };
        let places: Vec<Place> = self.shelves.keys().filter(|it| is_inside(it)).cloned().collect();
        for emptied in places.iter().filter_map(|place| self.shelves.remove(place)) {
            for arn in emptied.records.values().filter_map(|record| record.arn.as_ref()) {
                self.places_by_arn.remove(arn);
            }
        }
    }

    /// Returns all records, by family and place.
    pub(super) fn records(&self) -> impl Iterator<Item = &Record> {
        self.shelves.values().flat_map(|things| things.records.values())
    }
}

fn place(family: &Family, scope: &[String]) -> Place {
    (family.service.folder(), family.noun, scope.to_vec())
}
