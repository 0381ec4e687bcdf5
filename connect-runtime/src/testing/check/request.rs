//! Holds the JSON body of a request against the model.

use connect_model::{Kind, Limit, Place, Shape, ShapeMember, is_same_folded, slips};
use serde_json::{Map, Value};

use super::report::Report;
use super::sample::{ROOT, element_path, member_path, value_path};
use super::subject::Subject;

pub(super) fn check(subject: &Subject, body: &[u8]) -> Report {
    let mut report = Report::default();
    let Some(shape) = subject.shapes.input_of(subject.operation.name()) else { return report };
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return report };
    Walk { subject, report: &mut report }.value(&body, &shape, ROOT);
    report
}

struct Walk<'a> {
    subject: &'a Subject,
    report: &'a mut Report,
}

impl Walk<'_> {
    fn value(&mut self, value: &Value, shape: &Shape<'static>, path: &str) {
        match (value, shape.kind()) {
            (_, Kind::Document) => {}
            (Value::Object(members), Kind::Structure | Kind::Union) => {
                self.object(members, shape, path);
            }
            (Value::Object(entries), Kind::Map) => {
                let shape = shape.value().and_then(|value| self.subject.shapes.shape(value));
                let Some(shape) = shape else { return };
                for value in entries.values() {
                    self.value(value, &shape, &value_path(path));
                }
            }
            (Value::Array(elements), Kind::List) => {
                self.limits(elements.len(), "elements", shape, path);
                let shape = shape.element().and_then(|name| self.subject.shapes.shape(name));
                let Some(shape) = shape else { return };
                for element in elements {
                    self.value(element, &shape, &element_path(path));
                }
            }
            (Value::String(text), Kind::String) => self.text(text, shape, path),
            (value, kind) => self.scalar(value, kind, path),
        }
    }

    fn object(&mut self, members: &Map<String, Value>, shape: &Shape<'static>, path: &str) {
        let known: Vec<ShapeMember<'static>> =
            shape.members().filter(|member| member.place == Place::Body).collect();
        for (name, value) in members {
            let path = member_path(path, name);
            match known.iter().find(|member| member.wire_name == name) {
                Some(member) => {
                    if let Some(shape) = self.subject.shapes.shape(member.shape) {
                        self.value(value, &shape, &path);
                    }
                }
                None => self.unknown(name, members, &known, &path),
            }
        }
        // A member under a wrong name is not missing too.
        let is_meant = |member: &ShapeMember<'_>| {
            let mut names = members.keys();
            names.any(|name| {
                is_same_folded(name, member.wire_name)
                    || known.iter().all(|known| known.wire_name != name)
                        && slips(member.wire_name, name).is_some()
            })
        };
        let missing = known.iter().filter(|member| {
            member.is_required && !member.is_idempotency_token && !is_meant(member)
        });
        for member in missing {
            let problem = format!("the request has no `{}`, which AWS requires", member.wire_name);
            let path = member_path(path, member.wire_name);
            self.report.error(self.subject.finding(&path, problem, "send it"));
        }
    }

    fn unknown(
        &mut self,
        name: &str,
        sent: &Map<String, Value>,
        known: &[ShapeMember<'static>],
        path: &str,
    ) {
        let folded = known.iter().find(|member| is_same_folded(member.wire_name, name));
        let near = known
            .iter()
            .filter(|member| !sent.contains_key(member.wire_name))
            .find(|member| slips(member.wire_name, name).is_some());
        let problem = format!("the request has `{name}`, which AWS does not know");
        match folded.or(near) {
            Some(member) => {
                let help = format!("write `#[serde(rename = \"{}\")]`", member.wire_name);
                self.report.error(self.subject.finding(path, problem, help));
            }
            None => {
                let help = "remove it, unless AWS has added it since";
                self.report.note(self.subject.finding(path, problem, help));
            }
        }
    }

    fn text(&mut self, text: &str, shape: &Shape<'static>, path: &str) {
        self.limits(text.chars().count(), "characters", shape, path);
        let mut values = shape.values().peekable();
        if values.peek().is_some() && !values.any(|value| value == text) {
            let problem = "the enum does not have this value".to_owned();
            let help = "use a value of AWS's reference, unless AWS has added this one since";
            self.report.note(self.subject.finding(path, problem, help));
        }
    }

    fn limits(&mut self, length: usize, what: &str, shape: &Shape<'static>, path: &str) {
        let limit = |limit: Option<Limit>| {
            limit.and_then(Limit::as_i64).and_then(|limit| usize::try_from(limit).ok())
        };
        let (min, max) = (limit(shape.min()), limit(shape.max()));
        if min.is_some_and(|min| length < min) || max.is_some_and(|max| length > max) {
            let bound = |bound: Option<usize>| bound.map_or("…".to_owned(), |it| it.to_string());
            let problem =
                format!("{length} {what}, where AWS takes {} to {}", bound(min), bound(max));
            self.report.note(self.subject.finding(path, problem, "change the length"));
        }
    }

    fn scalar(&mut self, value: &Value, kind: Kind, path: &str) {
        let fits = match kind {
            Kind::Boolean => value.is_boolean(),
            // Some floats are text, such as `NaN`, and some times are.
            Kind::Float | Kind::Double | Kind::Timestamp(_) => {
                value.is_number() || value.is_string()
            }
            Kind::Integer | Kind::Long => value.is_number(),
            Kind::Blob => value.is_string(),
            Kind::String | Kind::List | Kind::Map | Kind::Structure | Kind::Union => false,
            _ => true,
        };
        if !fits && !value.is_null() {
            let sent = match value {
                Value::Null => "null",
                Value::Bool(_) => "a boolean",
                Value::Number(_) => "a number",
                Value::String(_) => "text",
                Value::Array(_) => "a list",
                Value::Object(_) => "an object",
            };
            let problem = format!("the request has {sent}, and AWS takes a {}", kind.name());
            self.report.error(self.subject.finding(path, problem, "send a value of that kind"));
        }
    }
}
