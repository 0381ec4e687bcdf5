//! Compares two shapes, and notes their parts.

use super::walk::{Step, Walk};
use super::{kinds, limits, members};
use crate::diff::finding::Finding;
use crate::diff::finding::Weight::ToLookAt;

/// Compares all shapes that a walk reaches.
pub(super) fn compare_all(mut walk: Walk<'_>) -> Vec<Finding> {
    while let Some(step) = walk.next_step() {
        compare(&mut walk, &step);
    }
    walk.findings()
}

fn compare<'a>(walk: &mut Walk<'a>, step: &Step<'a>) {
    let Step { old, new, kinds: [old_kind, new_kind], .. } = step;
    if old_kind != new_kind {
        let weight = kinds::weight(walk.direction, old_kind, new_kind);
        let message = format!("`{new_kind}` now, `{old_kind}` before");
        walk.report(step, weight, "kind_changed", message);
        if !kinds::have_same_parts(old_kind, new_kind) {
            return;
        }
    }
    limits::compare(walk, step);
    marks(walk, step);
    match *old_kind {
        "structure" | "union" => members::compare(walk, step),
        "list" => part(walk, step, "[]", [&old.element, &new.element]),
        "map" => {
            part(walk, step, "{key}", [&old.key, &new.key]);
            part(walk, step, "{}", [&old.value, &new.value]);
        }
        _ => {}
    }
}

fn part<'a>(walk: &mut Walk<'a>, step: &Step<'a>, mark: &str, names: [&'a Option<String>; 2]) {
    if let [Some(old), Some(new)] = names {
        walk.reach_name([old, new], ["body", "body"], format!("{}{mark}", step.path));
    }
}

fn marks(walk: &mut Walk<'_>, step: &Step<'_>) {
    let Step { old, new, .. } = step;
    if new.is_deprecated && !old.is_deprecated {
        walk.report(step, ToLookAt, "deprecated", "deprecated now".to_owned());
    }
    let now = |is_set: bool, mark: &str| {
        if is_set { format!("{mark} now") } else { format!("not {mark} any more") }
    };
    for (what, mark, before, is_set) in [
        ("sensitive_changed", "sensitive", old.is_sensitive, new.is_sensitive),
        ("streaming_changed", "streamed", old.is_streaming, new.is_streaming),
        ("null_changed", "with `null` in it", old.is_sparse, new.is_sparse),
    ] {
        if before != is_set {
            walk.report(step, ToLookAt, what, now(is_set, mark));
        }
    }
}
