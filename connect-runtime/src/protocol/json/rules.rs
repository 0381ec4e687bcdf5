//! Rules for all values that share a path.
//!
//! A response that has one member in another form often has thousands of it. A rule for the path repairs
//! them in one pass.

use std::mem::take;

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
    /// Few: many of them become all.
    members: Vec<(Vec<u8>, Place)>,
    items: Vec<(usize, Place)>,
    /// The place of all members or items.
    all: Option<Place>,
}

impl Node {
    fn member(&self, key: &[u8]) -> Option<Place> {
        self.members.iter().find(|(other, _)| other == key).map(|(_, place)| *place)
    }

    fn item(&self, index: usize) -> Option<Place> {
        self.items.iter().find(|(other, _)| *other == index).map(|(_, place)| *place)
    }
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
            Step::Key(key) => node.member(key),
            Step::Item(index) => node.item(index),
        };
        own.or(node.all)
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
        let rule = node.all.filter(|_| node.member(key).is_none())?;
        node.members.push((key.to_vec(), new));
        let node = self.node(rule).clone();
        self.nodes.push(node);
        Some(&mut self.node(new).rule)
    }

    /// Returns the place below `place`, and creates it if needed. `None` is the step to all members or items.
    fn child(&mut self, place: Place, step: Option<Step<'_>>) -> Place {
        let (new, max_places) = (self.nodes.len(), self.max_places);
        let node = self.node(place);
        let known = match step {
            Some(Step::Key(key)) => node.member(key).or(node.all),
            Some(Step::Item(index)) => node.all.or_else(|| node.item(index)),
            None => node.all,
        };
        if let Some(place) = known {
            return place;
        }
        match step {
            Some(Step::Key(key)) => node.members.push((key.to_vec(), new)),
            Some(Step::Item(index)) => node.items.push((index, new)),
            None => node.all = Some(new),
        }
        let has_many = node.members.len() + node.items.len() > max_places;
        self.nodes.push(Node::default());
        if has_many { self.unite(place) } else { new }
    }

    /// Merges all places below `place` into one, and returns it.
    fn unite(&mut self, place: Place) -> Place {
        let node = self.node(place);
        let (members, items) = (take(&mut node.members), take(&mut node.items));
        let all = self.nodes.len();
        self.nodes.push(Node::default());
        for (_, child) in members {
            self.merge(all, child);
        }
        for (_, child) in items {
            self.merge(all, child);
        }
        self.node(place).all = Some(all);
        all
    }

    /// Adds the rules at and below `from` to those of `into`.
    fn merge(&mut self, into: Place, from: Place) {
        let Node { rule, members, items, all } = take(self.node(from));
        let own = &mut self.node(into).rule;
        own.removes_null |= rule.removes_null;
        own.value = own.value.or(rule.value);
        own.keys = own.keys.or(rule.keys);
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
