//! The table of the things that the stand-in keeps.

use std::collections::HashMap;
use std::sync::OnceLock;

use connect_model::Service;
use serde_json::Value;

/// A kind of thing, such as a user, with what differs between kinds.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) noun: &'static str,
    /// What names of members may start with: `UserId` is the `Id` of a `User`.
    prefix: &'static str,
    pub(super) service: Service,
    /// The members of a request that say where the thing is, outermost first.
    pub(super) scope: Vec<&'static str>,
    /// The members of a request that name the thing.
    pub(super) ids: Vec<&'static str>,
    /// Whether the request that creates the thing has its id.
    pub(super) is_id_given: bool,
    /// The member that people know the thing by.
    pub(super) name: Option<&'static str>,
    pub(super) is_name_unique: bool,
    /// The rest of its ARN after the account.
    pub(super) arn: Option<&'static str>,
    pub(super) defaults: Vec<(&'static str, Value)>,
    aliases: Vec<(&'static str, &'static str)>,
    keys: Vec<(&'static str, Vec<&'static str>)>,
}

/// What an operation does to a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Create,
    /// Creates the thing, or replaces it.
    Put,
    Describe,
    List,
    Search,
    /// Describes those that a list of the request names.
    Batch,
    Update,
    Delete,
    /// Adds entries to a map.
    Merge,
    /// Adds elements to a list.
    Add,
    /// Removes elements from a list.
    Remove,
    /// Lists the elements of a list.
    Parts,
    Tag,
    Untag,
}

/// What one operation does.
#[derive(Debug)]
pub(super) struct Action {
    pub(super) family: &'static Family,
    pub(super) verb: Verb,
    /// The words after the operation: a member, or values to set such as `Status=ACTIVE`.
    words: Vec<&'static str>,
}

impl Family {
    pub(super) fn id(&self) -> &'static str {
        self.ids.first().copied().unwrap_or_default()
    }

    /// Whether two names say the same of this family: `UserArn`, `Arn` and `ARN` do for a user.
    pub(super) fn is_same_name(&self, one: &str, other: &str) -> bool {
        let (one, other) = (self.without_prefix(one), self.without_prefix(other));
        one.eq_ignore_ascii_case(other)
    }

    /// Whether an output has the id under this name.
    pub(super) fn is_id(&self, name: &str) -> bool {
        self.id().eq_ignore_ascii_case(name) || self.is_same_name(name, "Id")
    }

    fn without_prefix<'a>(&self, name: &'a str) -> &'a str {
        match name.split_at_checked(self.prefix.len()) {
            Some((start, rest)) if start.eq_ignore_ascii_case(self.prefix) && !rest.is_empty() => {
                rest
            }
            _ => name,
        }
    }

    /// Returns the member that has the value for an output member.
    pub(super) fn source_of(&self, name: &str) -> Option<&'static str> {
        let alias = self.aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name));
        alias.map(|(_, source)| *source)
    }

    /// Returns the names that identify an element of this list.
    pub(super) fn key_of(&self, list: &str) -> &[&'static str] {
        let key = self.keys.iter().find(|(name, _)| *name == list);
        key.map_or(&[], |(_, names)| names)
    }

    /// Returns the name for messages, such as `routing profile`.
    pub(super) fn spoken(&self) -> String {
        let mut spoken = String::new();
        for character in self.noun.chars() {
            if character.is_ascii_uppercase() && !spoken.is_empty() {
                spoken.push(' ');
            }
            spoken.push(character.to_ascii_lowercase());
        }
        spoken
    }
}

impl Action {
    /// Returns the member that the action is about.
    pub(super) fn member(&self) -> &'static str {
        self.words.first().copied().unwrap_or_default()
    }

    /// Returns the member of the request, where it differs from that of the thing.
    pub(super) fn request_member(&self) -> &'static str {
        self.words.get(1).copied().unwrap_or_else(|| self.member())
    }

    /// Returns the member that an update removes if the request leaves it out.
    pub(super) fn clears(&self) -> Option<&'static str> {
        Some(self.member()).filter(|member| !member.is_empty() && !member.contains('='))
    }

    /// Returns the values that the action sets, such as `Status` and `ACTIVE`.
    pub(super) fn sets(&self) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
        self.words.iter().filter_map(|word| word.split_once('='))
    }
}

/// All families and the operations on them.
pub(super) struct Families {
    pub(super) all: Vec<&'static Family>,
    actions: HashMap<(Service, &'static str), Action>,
}

impl Families {
    pub(super) fn get() -> &'static Self {
        static FAMILIES: OnceLock<Families> = OnceLock::new();
        FAMILIES.get_or_init(|| read(include_str!("families.txt")))
    }

    pub(super) fn action(&self, service: Service, operation: &'static str) -> Option<&Action> {
        self.actions.get(&(service, operation))
    }

    /// Finds a family by its service and noun, ignoring case.
    pub(super) fn family(&self, service: Service, noun: &str) -> Option<&'static Family> {
        let mut families = self.all.iter().filter(|family| family.service == service);
        families.find(|family| family.noun.eq_ignore_ascii_case(noun)).copied()
    }

    /// Finds the family whose ids a list has: queues for `QueueIds`.
    pub(super) fn of_ids(&self, service: Service, list: &str) -> Option<&'static Family> {
        self.family(service, list.strip_suffix("Ids")?)
    }

    /// Finds the family whose things a member such as `InstanceId` names.
    pub(super) fn named_by(&self, service: Service, member: &str) -> Option<&'static Family> {
        let mut families = self.all.iter().filter(|family| family.service == service);
        families.find(|family| family.ids.contains(&member)).copied()
    }
}

fn read(table: &'static str) -> Families {
    let mut families = Families { all: Vec::new(), actions: HashMap::new() };
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<&str> = lines.collect();
    for record in lines.split(|line| line.is_empty()).filter(|record| !record.is_empty()) {
        let Some(family) = read_family(record) else { continue };
        // The table lives as long as the program.
        let family: &'static Family = Box::leak(Box::new(family));
        families.all.push(family);
        for line in record {
            let Some((verb, operation, words)) = read_verb(line) else { continue };
            let action = Action { family, verb, words };
            families.actions.insert((family.service, operation), action);
        }
    }
    families
}

fn read_family(record: &[&'static str]) -> Option<Family> {
    let (first, facts) = record.split_first()?;
    let mut words = first.split(' ');
    let noun = words.next()?;
    let mut family = Family {
        noun,
        prefix: noun,
        service: Service::from_constant(words.next()?)?,
        scope: words.collect(),
        ids: Vec::new(),
        is_id_given: false,
        name: None,
        is_name_unique: false,
        arn: None,
        defaults: Vec::new(),
        aliases: Vec::new(),
        keys: Vec::new(),
    };
    for line in facts {
        let (fact, rest) = line.trim_start().split_once(' ')?;
        let mut words = rest.split(' ');
        match fact {
            "id" => {
                family.is_id_given = rest.ends_with(" given");
                family.ids = words.filter(|word| *word != "given").collect();
            }
            "name" => {
                family.name = words.next();
                family.is_name_unique = words.next() == Some("unique");
            }
            "arn" => family.arn = Some(rest),
            "prefix" => family.prefix = rest,
            "default" => {
                let (member, value) = rest.split_once(' ')?;
                let json = serde_json::from_str(value);
                family.defaults.push((member, json.unwrap_or_else(|_| Value::from(value))));
            }
            "alias" => family.aliases.push((words.next()?, words.next()?)),
            "key" => family.keys.push((words.next()?, words.collect())),
            _ => {}
        }
    }
    Some(family)
}

fn read_verb(line: &'static str) -> Option<(Verb, &'static str, Vec<&'static str>)> {
    let mut words = line.trim_start().split(' ');
    let verb = match words.next()? {
        "create" => Verb::Create,
        "put" => Verb::Put,
        "describe" => Verb::Describe,
        "list" => Verb::List,
        "search" => Verb::Search,
        "batch" => Verb::Batch,
        "update" => Verb::Update,
        "delete" => Verb::Delete,
        "merge" => Verb::Merge,
        "add" => Verb::Add,
        "remove" => Verb::Remove,
        "parts" => Verb::Parts,
        "tag" => Verb::Tag,
        "untag" => Verb::Untag,
        _ => return None,
    };
    Some((verb, words.next()?, words.collect()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_names_each_operation_once_and_only_those_of_the_model() {
        let table = include_str!("families.txt");
        let families = Families::get();
        let mut seen = BTreeSet::new();
        let mut service = Service::Connect;
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<&str> = line.split(' ').collect();
            match (line.starts_with(' '), words.as_slice()) {
                (false, [_, constant, ..]) => {
                    service = Service::from_constant(constant).expect(line);
                }
                (
                    true,
                    ["", "id" | "name" | "arn" | "prefix" | "default" | "alias" | "key", ..],
                ) => {}
                (true, ["", _, operation, ..]) => {
                    assert!(read_verb(line).is_some(), "{line}");
                    let known = service.calls().operation(operation);
                    assert_eq!(known.map(|known| known.name()), Some(*operation), "{line}");
                    assert!(seen.insert((service.folder(), *operation)), "{line} twice");
                }
                _ => assert!(line.is_empty(), "{line}"),
            }
        }
        assert_eq!(seen.len(), families.actions.len());
    }

    #[test]
    fn the_members_of_the_table_are_in_the_model() {
        for (key, action) in &Families::get().actions {
            let (service, operation) = key;
            let members: Vec<_> = service
                .shapes()
                .input_of(operation)
                .iter()
                .flat_map(connect_model::Shape::members)
                .map(|member| member.name)
                .collect();
            let family = action.family;
            for scope in &family.scope {
                assert!(members.contains(scope), "{operation} has no {scope}");
                assert!(
                    Families::get().named_by(*service, scope).is_some(),
                    "no family has the id {scope}"
                );
            }
            let names_one = !matches!(
                action.verb,
                Verb::Create | Verb::Put | Verb::List | Verb::Search | Verb::Batch
            ) || family.is_id_given
                && matches!(action.verb, Verb::Create | Verb::Put);
            assert!(
                !names_one || family.ids.iter().any(|id| members.contains(id)),
                "{operation} names no {}",
                family.noun
            );
        }
    }

    #[test]
    fn what_is_created_gets_ids_that_differ() {
        use crate::testing::model::{Random, id};

        let mut random = Random::new(1);
        for ((service, operation), action) in &Families::get().actions {
            if action.verb != Verb::Create || action.family.is_id_given {
                continue;
            }
            let shapes = service.shapes();
            let output = shapes.output_of(operation);
            let mut members = output.iter().flat_map(connect_model::Shape::members);
            let member = members.find(|member| action.family.is_id(member.wire_name));
            let shape = member.and_then(|member| shapes.shape(member.shape));
            let mut next = || id(shape.as_ref(), &mut random);
            assert_ne!(next(), next(), "{operation}");
        }
    }
}
