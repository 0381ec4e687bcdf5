//! The search for profiles by a key.

use serde_json::Value;

use super::super::model::Input;
use super::record::Record;

/// Whether a profile has one of the values under the key, such as `_phone`, and under the additional keys.
pub(super) fn is_found(record: &Record, input: &Input) -> bool {
    let more = input.get("AdditionalSearchKeys").and_then(Value::as_array);
    let more = more
        .into_iter()
        .flatten()
        .map(|key| has_value(record, key.get("KeyName"), key.get("Values")));
    let mut found =
        std::iter::once(has_value(record, input.get("KeyName"), input.get("Values"))).chain(more);
    let is_any = input.get("LogicalOperator").and_then(Value::as_str) == Some("OR");
    if is_any { found.any(|found| found) } else { found.all(|found| found) }
}

fn has_value(record: &Record, key: Option<&Value>, wanted: Option<&Value>) -> bool {
    let key = key.and_then(Value::as_str).unwrap_or_default();
    let key = key.trim_start_matches('_').to_ascii_lowercase();
    let values = values(record, &key);
    let wanted = wanted.and_then(Value::as_array).into_iter().flatten();
    wanted.filter_map(Value::as_str).any(|wanted| values.iter().any(|value| value == wanted))
}

/// Returns what a profile has under a key: all of its phone numbers under `phone`.
fn values(record: &Record, key: &str) -> Vec<String> {
    let member = |name| record.get(name).and_then(Value::as_str).unwrap_or_default();
    match key {
        "profileid" => vec![record.id.clone()],
        "fullname" => {
            let names = [member("FirstName"), member("MiddleName"), member("LastName")];
            let names = names.iter().filter(|name| !name.is_empty());
            vec![names.copied().collect::<Vec<_>>().join(" ")]
        }
        key => {
            let members = record.members.iter();
            let members = members.filter(|(name, _)| name.to_ascii_lowercase().contains(key));
            members.filter_map(|(_, value)| value.as_str().map(str::to_owned)).collect()
        }
    }
}
