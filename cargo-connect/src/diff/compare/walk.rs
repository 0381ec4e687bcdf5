//! Visits all shapes of a request, a response or an error in both models.
//!
//! A pair of shapes is compared once, at the shortest path to it: shapes occur in several places and inside
//! themselves. The walk is breadth-first in the order of the names, so the path does not depend on the
//! order in which a model lists its members.

use std::collections::{BTreeMap, VecDeque};
use std::sync::LazyLock;

use super::Sides;
use crate::diff::finding::{Direction, Finding, Weight};
use crate::diff::model::ShapeFacts;

/// The structure of a request or response without members.
static EMPTY: LazyLock<ShapeFacts> =
    LazyLock::new(|| ShapeFacts { kind: "structure".to_owned(), ..ShapeFacts::default() });

pub(super) struct Walk<'a> {
    pub(super) sides: Sides<'a>,
    pub(super) direction: Direction,
    /// The labels of the old and the new path, if the paths are otherwise the same.
    pub(super) labels: [Vec<String>; 2],
    /// How many places have each pair of shapes, in the order of the visits.
    places: Vec<usize>,
    numbers: BTreeMap<Pair<'a>, usize>,
    waiting: VecDeque<Step<'a>>,
    found: Vec<Found>,
}

/// The names of the two shapes, and their kinds, which may depend on the place.
type Pair<'a> = ([&'a str; 2], [&'a str; 2]);

/// A pair of shapes at its first path.
pub(super) struct Step<'a> {
    pub(super) old: &'a ShapeFacts,
    pub(super) new: &'a ShapeFacts,
    /// What a value is here, in both models.
    pub(super) kinds: [&'a str; 2],
    /// The path with the code of the error.
    pub(super) path: String,
    /// Whether the members have places, and not only the body.
    pub(super) is_root: bool,
    number: usize,
}

/// What is said of a pair of shapes.
struct Found {
    number: usize,
    weight: Weight,
    what: &'static str,
    path: String,
    message: String,
}

impl<'a> Walk<'a> {
    /// Starts at the structures of a request, a response, or the error with this code. An absent structure
    /// has no members.
    pub(super) fn new(
        sides: Sides<'a>,
        direction: Direction,
        code: Option<&'a str>,
        [old, new]: [Option<&str>; 2],
    ) -> Self {
        let mut walk = Self {
            sides,
            direction,
            labels: Default::default(),
            places: Vec::new(),
            numbers: BTreeMap::new(),
            waiting: VecDeque::new(),
            found: Vec::new(),
        };
        let old = old.and_then(|name| sides.old.shapes.get(name)).unwrap_or(&EMPTY);
        let new = new.and_then(|name| sides.new.shapes.get(name)).unwrap_or(&EMPTY);
        walk.reach([old, new], ["body", "body"], code.unwrap_or_default().to_owned(), true);
        walk
    }

    /// Returns the next pair of shapes, in the order of the lengths of their paths.
    pub(super) fn next_step(&mut self) -> Option<Step<'a>> {
        self.waiting.pop_front()
    }

    pub(super) fn findings(self) -> Vec<Finding> {
        self.found.iter().map(|found| self.finding(found)).collect()
    }

    /// Notes a place of two shapes by their names. Both are there, as readers of models check.
    pub(super) fn reach_name(&mut self, names: [&str; 2], places: [&str; 2], path: String) {
        let [old, new] = names;
        let shapes = (self.sides.old.shapes.get(old), self.sides.new.shapes.get(new));
        if let (Some(old), Some(new)) = shapes {
            self.reach([old, new], places, path, false);
        }
    }

    /// Notes a place of two shapes. The walk visits their first place later.
    fn reach(
        &mut self,
        [old, new]: [&'a ShapeFacts; 2],
        [old_place, new_place]: [&str; 2],
        path: String,
        is_root: bool,
    ) {
        let kinds = [old.kind_in(old_place), new.kind_in(new_place)];
        let pair = ([old.name.as_str(), &new.name], kinds);
        let number = *self.numbers.entry(pair).or_insert(self.places.len());
        if let Some(places) = self.places.get_mut(number) {
            *places += 1;
            return;
        }
        self.places.push(1);
        self.waiting.push_back(Step { old, new, kinds, path, is_root, number });
    }

    /// Reports a change of the shapes of a step.
    pub(super) fn report(
        &mut self,
        step: &Step<'_>,
        weight: Weight,
        what: &'static str,
        message: String,
    ) {
        self.report_at(step, step.path.clone(), weight, what, message);
    }

    /// Reports a change of a member or part of the shapes of a step.
    pub(super) fn report_at(
        &mut self,
        step: &Step<'_>,
        path: String,
        weight: Weight,
        what: &'static str,
        message: String,
    ) {
        let number = step.number;
        let is_known = |found: &Found| found.path == path && found.what == what;
        if !self.found.iter().any(is_known) {
            self.found.push(Found { number, weight, what, path, message });
        }
    }

    fn finding(&self, found: &Found) -> Finding {
        let Found { number, weight, what, path, message } = found;
        let direction = self.direction.name();
        let others = self.places.get(*number).map_or(0, |places| places - 1);
        let places = match others {
            0 => String::new(),
            1 => " and 1 more place".to_owned(),
            others => format!(" and {others} more places"),
        };
        let path_text = if path.is_empty() { String::new() } else { format!(" `{path}`") };
        Finding {
            weight: *weight,
            what: format!("{direction}_{what}"),
            path: path.clone(),
            text: format!("{direction}{path_text}{places}: {message}"),
        }
    }
}

/// Returns the path of a member.
pub(super) fn member_path(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
