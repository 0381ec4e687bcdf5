//! Holds the type of an output against the model.

use connect_model::{Kind, Place, Shape, is_same_folded, slips};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::probe::Run;
use super::report::Report;
use super::sample::{Change, Sampler, member_path};
use super::subject::Subject;
use super::wanted::{Seen, UnknownName, Wanted};
use crate::protocol::json::parse_tolerantly;

/// A type that refuses the samples of more members than this is not looked at further.
const MOST_REFUSALS: usize = 20;

/// Checks the type of an output, or of a value in it.
pub(super) fn check<T: DeserializeOwned>(subject: &Subject, shape: Shape<'static>) -> Report {
    let mut report = Report::default();
    let (seen, left_out) = see::<T>(subject, shape);
    // A name and its alias may mean one member.
    let mut meant = Vec::new();
    for unknown in &seen.unknown {
        report_unknown_name(subject, unknown, &mut meant, &mut report);
    }
    for path in &seen.hidden {
        let problem = "the type does not say which names it asks for".to_owned();
        report.note(subject.finding(path, problem, "compare it with AWS's reference"));
    }
    for path in left_out {
        let problem =
            "the type refuses a sample, so what it asks for there is not known".to_owned();
        report.note(subject.finding(&path, problem, "compare it with AWS's reference"));
    }
    let trials = Trials { subject, shape, decodes: decodes::<T> };
    let whole_decodes = trials.decodes(Change::Nothing);
    for (path, wanted, kind) in &seen.kinds {
        report_kind(subject, path, *wanted, *kind, whole_decodes, &mut report);
    }
    if whole_decodes {
        trials.leave_out_members(&seen, &mut report);
        trials.try_values(&seen, &mut report);
        trials.try_union_members(&seen, &mut report);
    } else if report.errors().is_empty() {
        let problem = "the type refuses a whole sample of the response".to_owned();
        report.note(subject.finding("$", problem, "compare it with AWS's reference"));
    }
    report
}

/// Runs over the type until it refuses nothing. Returns the members that it refused as well.
fn see<T: DeserializeOwned>(subject: &Subject, shape: Shape<'static>) -> (Seen, Vec<String>) {
    let mut left_out = Vec::new();
    loop {
        let (mut seen, is_read) = run::<T>(subject, shape, &left_out, false);
        if !is_read {
            let with_unknown = run::<T>(subject, shape, &left_out, true);
            if with_unknown.1 {
                seen = with_unknown.0;
            }
        }
        match seen.refused.take() {
            Some(path) if left_out.len() < MOST_REFUSALS && !left_out.contains(&path) => {
                left_out.push(path);
            }
            _ => return (seen, left_out),
        }
    }
}

/// Returns what one run has seen, and whether the type was read to its end.
fn run<T: DeserializeOwned>(
    subject: &Subject,
    shape: Shape<'static>,
    left_out: &[String],
    gives_unknown: bool,
) -> (Seen, bool) {
    let run = Run::new(subject.shapes, left_out.to_vec(), gives_unknown);
    let is_read = T::deserialize(run.probe(shape)).is_ok();
    (run.seen.into_inner(), is_read)
}

/// Whether a call would decode this JSON.
fn decodes<T: DeserializeOwned>(json: &Value) -> bool {
    parse_tolerantly::<T>(json.to_string().as_bytes(), &mut |_| {}).is_ok()
}

fn report_unknown_name(
    subject: &Subject,
    unknown: &UnknownName,
    meant: &mut Vec<String>,
    report: &mut Report,
) {
    let UnknownName { path, type_name, fields, shape } = unknown;
    let (parent, name) = path.rsplit_once('.').unwrap_or_default();
    // The macro names the struct for the members of an error.
    let type_name = if type_name.starts_with("__") { &*subject.type_name } else { type_name };
    let members = || shape.members().filter(|member| member.place == Place::Body);
    let folded = members().find(|member| is_same_folded(member.wire_name, name));
    // A name that the type has as well is not the one that is meant, unless the other is its alias.
    let free = members().filter(|member| !fields.contains(&member.wire_name));
    let near = free
        .filter_map(|member| Some((slips(member.wire_name, name)?, member)))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, member)| member);
    let is_alias = folded.is_some_and(|member| fields.contains(&member.wire_name));
    if is_alias {
        return;
    }
    let problem = format!("`{type_name}` asks for `{name}`, which the response does not have");
    match folded.or(near) {
        Some(member) => {
            let member_path = member_path(parent, member.wire_name);
            if meant.contains(&member_path) {
                return;
            }
            meant.push(member_path);
            let help = format!("write `#[serde(rename = \"{}\")]`", member.wire_name);
            report.error(subject.finding(path, problem, help));
        }
        None => {
            let help = "remove it, unless AWS has added it since";
            report.note(subject.finding(path, problem, help));
        }
    }
}

/// Reports a kind that differs. The tolerance of decoding may make up for it.
fn report_kind(
    subject: &Subject,
    path: &str,
    wanted: Wanted,
    kind: Kind,
    is_tolerated: bool,
    report: &mut Report,
) {
    let problem =
        format!("the type asks for {}, and the response has {}", wanted.name(), the(kind));
    let finding = subject.finding(path, problem, format!("take {}", type_for(kind)));
    if is_tolerated { report.note(finding) } else { report.error(finding) }
}

fn the(kind: Kind) -> String {
    match kind.name() {
        name @ "integer" => format!("an {name}"),
        "epoch-seconds" => "a time in seconds".to_owned(),
        "date-time" | "http-date" => "a time as text".to_owned(),
        name => format!("a {name}"),
    }
}

/// The Rust type for values of this kind.
fn type_for(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "`String`",
        Kind::Blob => "`Blob`",
        Kind::Boolean => "`bool`",
        Kind::Integer => "`i32`",
        Kind::Long => "`i64`",
        Kind::Float | Kind::Double => "`f64`",
        Kind::Timestamp(_) => "`Timestamp`",
        Kind::List => "`Vec<…>`",
        Kind::Map => "`BTreeMap<String, …>`",
        Kind::Structure => "a struct",
        Kind::Union => "an enum with `#[derive(ConnectUnion)]`",
        _ => "`Document`",
    }
}

/// Decodes samples that differ in one place.
struct Trials<'s> {
    subject: &'s Subject,
    shape: Shape<'static>,
    decodes: fn(&Value) -> bool,
}

impl Trials<'_> {
    fn decodes(&self, change: Change) -> bool {
        let sampler = Sampler { shapes: self.subject.shapes, change };
        (self.decodes)(&sampler.sample(&self.shape))
    }

    fn leave_out_members(&self, seen: &Seen, report: &mut Report) {
        for (path, is_required) in &seen.members {
            if !*is_required && !self.decodes(Change::Absent(path.clone())) {
                let problem = "the type insists on it, and AWS does not always send it".to_owned();
                let help = "take an `Option`, or write `#[serde(default)]`";
                report.note(self.subject.finding(path, problem, help));
            }
        }
    }

    fn try_values(&self, seen: &Seen, report: &mut Report) {
        for (path, shape) in &seen.enums {
            let breaks =
                |value: &&str| !self.decodes(Change::Text(path.clone(), (*value).to_owned()));
            let breaking: Vec<String> =
                shape.values().filter(breaks).map(|value| format!("`{value}`")).collect();
            let help = "derive `ConnectEnum`, whose `#[other]` takes any value";
            if !breaking.is_empty() {
                let problem = format!("the enum refuses {}", breaking.join(", "));
                report.error(self.subject.finding(path, problem, help));
            } else if !self.decodes(Change::Text(path.clone(), "A_LATER_VALUE".to_owned())) {
                let problem = "the enum refuses a value that AWS adds later".to_owned();
                report.note(self.subject.finding(path, problem, help));
            }
        }
    }

    fn try_union_members(&self, seen: &Seen, report: &mut Report) {
        for (path, shape) in seen.unions.iter().filter(|(_, shape)| shape.kind() == Kind::Union) {
            let breaks =
                |name: &&str| !self.decodes(Change::UnionMember(path.clone(), (*name).to_owned()));
            let names = shape.members().map(|member| member.wire_name);
            let breaking: Vec<String> =
                names.filter(breaks).map(|name| format!("`{name}`")).collect();
            if !breaking.is_empty() {
                let problem = format!("the enum refuses the members {}", breaking.join(", "));
                let help = "derive `ConnectUnion`, whose `#[other]` takes any member";
                report.error(self.subject.finding(path, problem, help));
            }
        }
    }
}
