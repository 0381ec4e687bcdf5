//! Compares the values that two shapes allow: enums, limits and patterns.
//!
//! In a request, a new limit refuses what works today. In a response, it is a promise that a reader may want
//! to know.

use connect_model::Limit;

use super::walk::{Step, Walk};
use crate::diff::finding::Weight::{Addition, Breaking, ToLookAt};
use crate::range::counted;

pub(super) fn compare(walk: &mut Walk<'_>, step: &Step<'_>) {
    values(walk, step);
    let Step { old, new, .. } = step;
    limit(walk, step, &UPPER, [old.max, new.max]);
    limit(walk, step, &LOWER, [old.lower_limit(), new.lower_limit()]);
    pattern(walk, step);
}

fn values(walk: &mut Walk<'_>, step: &Step<'_>) {
    let [old, new] = [&step.old.values, &step.new.values];
    match (old.is_empty(), new.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let weight = walk.direction.weigh(Breaking, ToLookAt);
            walk.report(step, weight, "values_limited", format!("only {} now", list(new)));
        }
        (false, true) => {
            let weight = walk.direction.weigh(Addition, ToLookAt);
            walk.report(step, weight, "values_opened", "any text now, an enum before".to_owned());
        }
        (false, false) => {
            let missing = |from: &[String], other: &[String]| -> Vec<String> {
                from.iter().filter(|value| !other.contains(value)).cloned().collect()
            };
            let removed = missing(old, new);
            if !removed.is_empty() {
                let weight = walk.direction.weigh(Breaking, ToLookAt);
                walk.report(step, weight, "values_removed", format!("without {}", list(&removed)));
            }
            let added = missing(new, old);
            if !added.is_empty() {
                walk.report(step, Addition, "values_added", format!("also {}", list(&added)));
            }
        }
    }
}

fn list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    values.join(", ")
}

/// One end of a range.
struct End {
    /// The words for programs: without the limit before, without it now, narrower and wider.
    added: &'static str,
    removed: &'static str,
    narrowed: &'static str,
    widened: &'static str,
    words: &'static str,
    name: &'static str,
    is_upper: bool,
}

const UPPER: End = End {
    added: "max_added",
    removed: "max_removed",
    narrowed: "max_lowered",
    widened: "max_raised",
    words: "at most",
    name: "upper",
    is_upper: true,
};

const LOWER: End = End {
    added: "min_added",
    removed: "min_removed",
    narrowed: "min_raised",
    widened: "min_lowered",
    words: "at least",
    name: "lower",
    is_upper: false,
};

fn limit(walk: &mut Walk<'_>, step: &Step<'_>, end: &End, [old, new]: [Option<Limit>; 2]) {
    let End { words, name, .. } = end;
    let counted = |limit| counted(limit, &step.old.kind);
    let (what, is_narrower, message) = match (old, new) {
        (None, None) => return,
        (None, Some(new)) => {
            let message = format!("{words} {} now, no {name} limit before", counted(new));
            (end.added, true, message)
        }
        (Some(old), None) => {
            let message = format!("no {name} limit now, {words} {} before", counted(old));
            (end.removed, false, message)
        }
        (Some(old), Some(new)) if is_equal(old, new) => return,
        (Some(old), Some(new)) => {
            let is_narrower = (new.as_f64() < old.as_f64()) == end.is_upper;
            let what = if is_narrower { end.narrowed } else { end.widened };
            (what, is_narrower, format!("{words} {} now, {old} before", counted(new)))
        }
    };
    let in_request = if is_narrower { Breaking } else { Addition };
    walk.report(step, walk.direction.weigh(in_request, ToLookAt), what, message);
}

/// Whether two limits are one number, with a point or without one.
fn is_equal(old: Limit, new: Limit) -> bool {
    old == new || old.as_f64().total_cmp(&new.as_f64()).is_eq()
}

fn pattern(walk: &mut Walk<'_>, step: &Step<'_>) {
    match (step.old.pattern.as_deref(), step.new.pattern.as_deref()) {
        (None, Some(new)) => {
            let weight = walk.direction.weigh(Breaking, ToLookAt);
            walk.report(step, weight, "pattern_added", format!("the pattern `{new}` is new"));
        }
        (Some(old), None) => {
            let weight = walk.direction.weigh(Addition, ToLookAt);
            let message = format!("no pattern now, `{old}` before");
            walk.report(step, weight, "pattern_removed", message);
        }
        (Some(old), Some(new)) if old != new => {
            let message = format!("the pattern is `{new}` now, `{old}` before");
            walk.report(step, ToLookAt, "pattern_changed", message);
        }
        _ => {}
    }
}
