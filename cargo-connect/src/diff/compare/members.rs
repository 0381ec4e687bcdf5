//! Compares the members of two structures.
//!
//! A member is what a request or response has: its name on the wire and its place. Only for a member that is
//! gone, the name in the model tells whether it has another name now.

use std::collections::BTreeMap;

use super::walk::{Step, Walk, member_path};
use crate::diff::describe;
use crate::diff::finding::Direction;
use crate::diff::finding::Weight::{self, Addition, Breaking, ToLookAt};
use crate::diff::model::{MemberFacts, ShapeFacts};

/// What makes a member the same one in both models. The name comes first, which orders the walk.
type Key = (String, String);

type Members<'a> = BTreeMap<Key, &'a MemberFacts>;

/// A member of the old structure, the one of the new structure that it is now, and what changed with it.
struct Match<'a> {
    old: &'a MemberFacts,
    new: Option<&'a MemberFacts>,
    change: Option<Change>,
}

/// Another name or place.
struct Change {
    weight: Weight,
    what: &'static str,
    message: String,
}

pub(super) fn compare<'a>(walk: &mut Walk<'a>, step: &Step<'a>) {
    let [old_labels, new_labels] = &walk.labels;
    let old = keyed(step.old, step, walk.direction, old_labels);
    let mut added = keyed(step.new, step, walk.direction, new_labels);
    for Match { old, new, change } in matches(step, old, &mut added) {
        let path = member_path(&step.path, &old.wire_name);
        if let Some(Change { weight, what, message }) = change {
            walk.report_at(step, path.clone(), weight, what, message);
        }
        if let Some(new) = new {
            marks(walk, step, &path, [old, new]);
            let places = if step.is_root { [old.place.as_str(), &new.place] } else { ["body"; 2] };
            walk.reach_name([&old.shape, &new.shape], places, path);
        }
    }
    for member in added.into_values() {
        add(walk, step, member);
    }
}

/// Finds for each old member what it is now, in the order of the old names. What is left is new.
fn matches<'a>(step: &Step<'_>, old: Members<'a>, added: &mut Members<'a>) -> Vec<Match<'a>> {
    let mut matches = Vec::new();
    let mut missing = Vec::new();
    for (key, old) in old {
        match added.remove(&key) {
            Some(new) => {
                let change = label_change(step, old, new);
                matches.push(Match { old, new: Some(new), change });
            }
            None => missing.push(old),
        }
    }
    matches.extend(missing.into_iter().map(|old| gone(step, old, added)));
    matches.sort_by_key(|it| &it.old.wire_name);
    matches
}

/// Returns the change of a label's name, which is the only one that a request does not show.
fn label_change(step: &Step<'_>, old: &MemberFacts, new: &MemberFacts) -> Option<Change> {
    let is_label = step.is_root && old.place == "path";
    (is_label && old.wire_name != new.wire_name).then(|| Change {
        weight: ToLookAt,
        what: "label_renamed",
        message: format!("the label has the name `{}` now", new.wire_name),
    })
}

/// Returns the members by what a request or response has of them.
fn keyed<'a>(
    shape: &'a ShapeFacts,
    step: &Step<'_>,
    direction: Direction,
    labels: &[String],
) -> Members<'a> {
    let key = |member: &MemberFacts| {
        let name = &member.wire_name;
        match member.place.as_str() {
            // The protocol ignores places in a structure inside another one.
            _ if !step.is_root => (name.clone(), "body".to_owned()),
            "path" => {
                // A request has the value of a label, but not its name.
                let position = labels.iter().position(|label| label == name);
                let name = position.map_or_else(|| name.clone(), |number| format!("{{{number}}}"));
                (name, "path".to_owned())
            }
            "header" => (name.to_ascii_lowercase(), "header".to_owned()),
            // Clients read the message of an error in both cases.
            place if direction == Direction::Error && name.eq_ignore_ascii_case("message") => {
                ("message".to_owned(), place.to_owned())
            }
            place => (name.clone(), place.to_owned()),
        }
    };
    shape.members.iter().map(|member| (key(member), member)).collect()
}

fn marks(walk: &mut Walk<'_>, step: &Step<'_>, path: &str, [old, new]: [&MemberFacts; 2]) {
    let direction = walk.direction;
    let mut report = |weight, what, message: &str| {
        walk.report_at(step, path.to_owned(), weight, what, message.to_owned());
    };
    match (old.is_required, new.is_required) {
        // Clients fill in a token that the caller leaves out.
        (false, true) if old.is_token => {
            report(ToLookAt, "member_required", "required now, and a token before");
        }
        (false, true) => {
            report(direction.weigh(Breaking, Addition), "member_required", "required now");
        }
        (true, false) => {
            report(direction.weigh(Addition, ToLookAt), "member_optional", "optional now");
        }
        _ => {}
    }
    match (old.is_token, new.is_token) {
        (false, true) => report(ToLookAt, "token_changed", "an idempotency token now"),
        (true, false) => report(ToLookAt, "token_changed", "no idempotency token any more"),
        _ => {}
    }
    if new.is_deprecated && !old.is_deprecated {
        report(ToLookAt, "deprecated", "deprecated now");
    }
}

fn add(walk: &mut Walk<'_>, step: &Step<'_>, member: &MemberFacts) {
    let path = member_path(&step.path, &member.wire_name);
    let place = if step.is_root { member.place.as_str() } else { "body" };
    let mut facts = describe::member(walk.sides.new, member, place);
    if place != "body" {
        facts = format!("{}, {facts}", place_words(place));
    }
    if member.is_required && walk.direction == Direction::Request {
        let message = format!("new and required, {facts}");
        walk.report_at(step, path, Breaking, "required_member_added", message);
    } else {
        walk.report_at(step, path, Addition, "member_added", facts);
    }
}

/// Finds out whether a member has another place or name now.
fn gone<'a>(step: &Step<'_>, old: &'a MemberFacts, added: &mut Members<'a>) -> Match<'a> {
    let (what, message, new) = if let Some(new) = take(added, |it| it.wire_name == old.wire_name) {
        let [before, now] = [&old.place, &new.place].map(|place| place_words(place));
        ("member_moved", format!("{now} now, {before} before"), Some(new))
    } else if let Some(new) = take(added, |it| it.name == old.name) {
        let is_moved = step.is_root && new.place != old.place;
        let place = if is_moved { place_words(&new.place) + ", and " } else { String::new() };
        ("member_renamed", format!("{place}with the name `{}` now", new.wire_name), Some(new))
    } else {
        ("member_removed", "gone".to_owned(), None)
    };
    Match { old, new, change: Some(Change { weight: Breaking, what, message }) }
}

fn take<'a>(
    members: &mut Members<'a>,
    is_wanted: impl Fn(&MemberFacts) -> bool,
) -> Option<&'a MemberFacts> {
    let key = members.iter().find(|(_, member)| is_wanted(member))?.0.clone();
    members.remove(&key)
}

fn place_words(place: &str) -> String {
    match place {
        "path" => "in the path".to_owned(),
        "query" => "in the query".to_owned(),
        "header" => "in a header".to_owned(),
        "body" => "in the body".to_owned(),
        "payload" => "the whole body".to_owned(),
        "status" => "the status".to_owned(),
        other => format!("in `{other}`"),
    }
}
