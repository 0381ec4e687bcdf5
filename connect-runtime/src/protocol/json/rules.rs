//! Rules for all values that share a path.
//!
//! A response that has one member in another form often has thousands of it. A rule for the path repairs
//! them in one pass.

use std::collections::HashMap;

use super::reading::Reading;
use super::walk::Step;

/// The index of a place in [`Rules`].
pub(super) type Place = usize;

/// The place of the whole text.
pub(super) const ROOT: Place = 0;

/// How to repair the values at one place.
#[derive(Clone, Default)]
pub(super) struct Rule {
    /// Whether a `null` is removed.
    pub(super) removes_null: bool,
    pub(super) value: Option<Reading>,
    /// For a map: how to read its keys.
    pub(super) keys: Option<Reading>,
}

/// A tree of the places that have rules.
#[derive(Clone)]
pub(super) struct Rules {
    nodes: Vec<Node>,
    /// An object or list with more places than this is a map or list of equal values.
    max_places: usize,
}

#[derive(Clone, Default)]
struct Node {
    rule: Rule,
    members: HashMap<Vec<u8>, Place>,
    items: HashMap<usize, Place>,
    /// The place of all members or items.
    all: Option<Place>,
}

impl Rules {
    pub(super) fn new(max_places: usize) -> Self {
        Self { nodes: vec![Node::default()], max_places }
    }

    pub(super) fn rule(&self, place: Option<Place>) -> Option<&Rule> {
        Some(&self.nodes.get(place?)?.rule)
    }

    /// Returns the place of a value below another place, if there are rules.
    pub(super) fn below(&self, place: Option<Place>, step: Step<'_>) -> Option<Place> {
        let node = self.nodes.get(place?)?;
        let own = match step {
            Step::Key(key) => node.members.get(key),
            Step::Item(index) => node.items.get(&index),
        };
        own.copied().or(node.all)
    }

    /// Returns the rule of the value at the end of a path, and creates it if needed.
    ///
    /// All items of a list share their rules, except for scalars: a list of them may be a tuple.
    pub(super) fn at(&mut self, path: &[Step<'_>]) -> &mut Rule {
        let mut place = ROOT;
        for (index, step) in path.iter().enumerate() {
            let is_last = index + 1 == path.len();
            let step = if is_last || matches!(step, Step::Key(_)) { Some(*step) } else { None };
            place = self.child(place, step);
        }
        &mut self.node(place).rule
    }

    /// Returns a new rule for a member that had only the rule of all members of its object.
    pub(super) fn own(&mut self, path: &[Step<'_>]) -> Option<&mut Rule> {
        let (Step::Key(key), parents) = path.split_last()? else { return None };
        let parent = parents.iter().try_fold(ROOT, |place, step| self.below(Some(place), *step))?;
        let (new, node) = (self.nodes.len(), self.node(parent));
        let rule = node.all.filter(|_| !node.members.contains_key(*key))?;
        node.members.insert(key.to_vec(), new);
        let node = self.node(rule).clone();
        self.nodes.push(node);
        Some(&mut self.node(new).rule)
    }

    /// Returns the place below `place`, and creates it if needed. `None` is the step to all members or items.
    fn child(&mut self, place: Place, step: Option<Step<'_>>) -> Place {
        let (new, max_places) = (self.nodes.len(), self.max_places);
        let node = self.node(place);
        let own = match step {
            Some(Step::Key(key)) => node.members.get(key).copied(),
            _ => None,
        };
        let child = match (step, own.or(node.all)) {
            (_, Some(place)) => return place,
            (None, None) => *node.all.insert(new),
            (Some(Step::Key(key)), None) => *node.members.entry(key.to_vec()).or_insert(new),
            (Some(Step::Item(index)), None) => *node.items.entry(index).or_insert(new),
        };
        let has_many = node.members.len() + node.items.len() > max_places;
        if child == new {
            self.nodes.push(Node::default());
        }
        if has_many { self.unite(place) } else { child }
    }

    /// Merges all places below `place` into one, and returns it.
    fn unite(&mut self, place: Place) -> Place {
        let node = self.node(place);
        let places: Vec<Place> = node.members.drain().map(|(_, place)| place).collect();
        let items: Vec<Place> = node.items.drain().map(|(_, place)| place).collect();
        let all = self.nodes.len();
        self.nodes.push(Node::default());
        for child in places.into_iter().chain(items) {
            self.merge(all, child);
        }
        self.node(place).all = Some(all);
        all
    }

    /// Adds the rules at and below `from` to those of `into`.
    fn merge(&mut self, into: Place, from: Place) {
        let Node { rule, members, items, all } = std::mem::take(self.node(from));
        let own = &mut self.node(into).rule;
        own.removes_null |= rule.removes_null;
        own.value = own.value.or(rule.value);
        own.keys = own.keys.or(rule.keys);
        let members: Vec<_> = members.into_iter().collect();
        for (key, place) in members {
            let child = self.child(into, Some(Step::Key(&key)));
            self.merge(child, place);
        }
        for (index, place) in items {
            let child = self.child(into, Some(Step::Item(index)));
            self.merge(child, place);
        }
        if let Some(place) = all {
            let child = self.child(into, None);
            self.merge(child, place);
        }
    }

    /// A place is only made together with its node, and nodes are never removed.
    fn node(&mut self, place: Place) -> &mut Node {
        &mut self.nodes[place]
    }
}
