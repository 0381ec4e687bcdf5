//! Compares the members of two structures.
//!
//! A member is what a request or response has: its name on the wire and its place. Only for a member that is
//! gone, the name in the model tells whether it has another name now.

use std::collections::BTreeMap;

use super::walk::{Step, Walk, member_path};
use crate::diff::describe;
use crate::diff::finding::Direction;
use crate::diff::finding::Weight::{Addition, Breaking, ToLookAt};
use crate::diff::model::{MemberFacts, ShapeFacts};

/// What makes a member the same one in both models. The name comes first, which orders the walk.
type Key = (String, String);

type Members<'a> = BTreeMap<Key, &'a MemberFacts>;

pub(super) fn compare<'a>(walk: &mut Walk<'a>, step: &Step<'a>) {
    let [old_labels, new_labels] = &walk.labels;
    let old = keyed(step.old, step, walk.direction, old_labels);
    let mut added = keyed(step.new, step, walk.direction, new_labels);
    let mut missing = Vec::new();
    for (key, member) in old {
        match added.remove(&key) {
            Some(new) => same(walk, step, member, new),
            None => missing.push(member),
        }
    }
    for member in missing {
        gone(walk, step, member, &mut added);
    }
    for member in added.into_values() {
        add(walk, step, member);
    }
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

/// Compares a member that both structures have under one key.
fn same<'a>(walk: &mut Walk<'a>, step: &Step<'a>, old: &'a MemberFacts, new: &'a MemberFacts) {
    if step.is_root && old.place == "path" && old.wire_name != new.wire_name {
        let path = member_path(&step.path, &old.wire_name);
        let message = format!("the label has the name `{}` now", new.wire_name);
        walk.report_at(step, path, ToLookAt, "label_renamed", message);
    }
    pair(walk, step, old, new);
}

fn pair<'a>(walk: &mut Walk<'a>, step: &Step<'a>, old: &'a MemberFacts, new: &'a MemberFacts) {
    let path = member_path(&step.path, &old.wire_name);
    marks(walk, step, &path, [old, new]);
    let places = if step.is_root { [old.place.as_str(), &new.place] } else { ["body"; 2] };
    walk.reach_name([&old.shape, &new.shape], places, path);
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

fn gone<'a>(
    walk: &mut Walk<'a>,
    step: &Step<'a>,
    member: &'a MemberFacts,
    added: &mut Members<'a>,
) {
    let path = member_path(&step.path, &member.wire_name);
    let is_moved = |new: &MemberFacts| new.wire_name == member.wire_name;
    let is_renamed = |new: &MemberFacts| new.name == member.name;
    let (what, message, new) = if let Some(new) = take(added, is_moved) {
        let [before, now] = [&member.place, &new.place].map(|place| place_words(place));
        ("member_moved", format!("{now} now, {before} before"), Some(new))
    } else if let Some(new) = take(added, is_renamed) {
        let place = match &new.place {
            place if step.is_root && *place != member.place => format!(", {}", place_words(place)),
            _ => String::new(),
        };
        ("member_renamed", format!("has the name `{}` now{place}", new.wire_name), Some(new))
    } else {
        ("member_removed", "gone".to_owned(), None)
    };
    walk.report_at(step, path, Breaking, what, message);
    if let Some(new) = new {
        pair(walk, step, member, new);
    }
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
