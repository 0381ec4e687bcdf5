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
    for (what, [before, now], [no_more, from_now_on]) in [
        (
            "sensitive_changed",
            [old.is_sensitive, new.is_sensitive],
            ["not sensitive any more", "sensitive now"],
        ),
        (
            "streaming_changed",
            [old.is_streaming, new.is_streaming],
            ["not streamed any more", "streamed now"],
        ),
        (
            "null_changed",
            [old.is_sparse, new.is_sparse],
            ["without `null` in it now", "may have `null` in it now"],
        ),
    ] {
        if before != now {
            let message = if now { from_now_on } else { no_more };
            walk.report(step, ToLookAt, what, message.to_owned());
        }
    }
}
