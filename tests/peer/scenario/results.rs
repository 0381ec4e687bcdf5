//! Prints the results of steps in the form that `scenario.py` compares.

use connect_runtime::Result;
use serde_json::{Value, json};

/// A text of JSON with one of these as the end of its name is a time.
const TIMES: [&str; 3] = ["Time", "Timestamp", "At"];

/// Knows the ids and ARNs of the things that the steps made.
#[derive(Default)]
pub(super) struct Scenario {
    /// A text of a response, and what stands for it.
    names: Vec<(String, String)>,
}

impl Scenario {
    /// Prints the result of a step and returns the response as it is. It is `null` after an error of the service.
    pub(super) fn step(&mut self, name: &str, result: Result<Value>) -> Result<Value> {
        let (shown, answer) = match result {
            Ok(answer) => {
                if name.starts_with("create ") || name.starts_with("start ") {
                    self.learn(name, &answer);
                }
                (self.normal(&answer), answer)
            }
            Err(error) => match error.api() {
                Some(api) => {
                    (json!({"error": api.code(), "status": api.status().as_u16()}), Value::Null)
                }
                None => return Err(error),
            },
        };
        // boto3 shows an empty body as an empty output.
        let shown = if shown.is_null() { json!({}) } else { shown };
        println!("{}", json!({"step": name, "result": shown}));
        Ok(answer)
    }

    fn learn(&mut self, name: &str, answer: &Value) {
        for (member, value) in answer.as_object().into_iter().flatten() {
            let is_id = ["Id", "Arn", "ARN"].iter().any(|end| member.ends_with(end));
            if let Some(value) = value.as_str().filter(|_| is_id) {
                self.names.push((value.to_owned(), format!("<{name}: {member}>")));
            }
        }
        // An ARN has ids of other things in it.
        self.names.sort_by(|(one, _), (other, _)| {
            other.len().cmp(&one.len()).then_with(|| one.cmp(other))
        });
    }

    fn normal(&self, value: &Value) -> Value {
        match value {
            Value::Object(members) => members
                .iter()
                .filter(|(name, one)| !one.is_null() && !is_time(name, one))
                .map(|(name, one)| (self.named(name), self.normal(one)))
                .collect(),
            Value::Array(items) => items.iter().map(|item| self.normal(item)).collect(),
            Value::String(text) => Value::String(self.named(text)),
            other => other.clone(),
        }
    }

    fn named(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (known, name)| text.replace(known, name))
    }
}

fn is_time(name: &str, value: &Value) -> bool {
    let is_scalar = !value.is_object() && !value.is_array();
    is_scalar && TIMES.iter().any(|end| name.ends_with(end))
}

/// Returns a text of a response, and an empty one if the response lacks it.
pub(super) fn text<'a>(answer: &'a Value, member: &str) -> &'a str {
    answer.get(member).and_then(Value::as_str).unwrap_or_default()
}
