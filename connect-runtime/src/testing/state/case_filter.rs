//! The filters of a search for cases.

use serde_json::Value;

use super::record::Record;

/// Whether a case meets a filter, which joins conditions on fields by `and`, `or` and `not`.
pub(super) fn is_met(record: &Record, filter: &Value) -> bool {
    let Some(filter) = filter.as_object() else { return true };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    filter.iter().all(|(name, condition)| match name.as_str() {
        "andAll" => list(condition).iter().all(|it| is_met(record, it)),
        "orAll" => list(condition).iter().any(|it| is_met(record, it)),
        "not" => !is_met(record, condition),
        "field" => meets_field(record, condition),
        "tag" => meets_tag(record, condition),
        _ => true,
    })
}

/// Whether a text of the case has this term.
pub(super) fn has_term(record: &Record, term: &Value) -> bool {
    let Some(term) = term.as_str() else { return true };
    let term = term.to_lowercase();
    let fields = record.get("fields").and_then(Value::as_array).into_iter().flatten();
    let mut texts = fields.filter_map(|field| field.pointer("/value/stringValue")?.as_str());
    texts.any(|text| text.to_lowercase().contains(&term))
}

fn meets_field(record: &Record, condition: &Value) -> bool {
    let Some((operator, wanted)) = condition.as_object().and_then(|it| it.iter().next()) else {
        return true;
    };
    let id = wanted.get("id").and_then(Value::as_str);
    let fields = record.get("fields").and_then(Value::as_array).into_iter().flatten();
    let value = fields
        .filter(|field| field.get("id").and_then(Value::as_str) == id)
        .find_map(|field| field.get("value"));
    let (value, wanted) = (scalar(value), scalar(wanted.get("value")));
    let order = || number(&value).zip(number(&wanted));
    match operator.as_str() {
        "equalTo" => value == wanted,
        "contains" => text(&value).contains(&text(&wanted)),
        "greaterThan" => order().is_some_and(|(value, wanted)| value > wanted),
        "greaterThanOrEqualTo" => order().is_some_and(|(value, wanted)| value >= wanted),
        "lessThan" => order().is_some_and(|(value, wanted)| value < wanted),
        "lessThanOrEqualTo" => order().is_some_and(|(value, wanted)| value <= wanted),
        _ => true,
    }
}

fn meets_tag(record: &Record, condition: &Value) -> bool {
    let wanted = condition.get("equalTo");
    let part = |name| wanted.and_then(|wanted| wanted.get(name)).and_then(Value::as_str);
    let Some(key) = part("key") else { return true };
    record.get("tags").and_then(|tags| tags.get(key)).and_then(Value::as_str) == part("value")
}

/// Returns the value in the union of a field.
fn scalar(value: Option<&Value>) -> Value {
    value.and_then(Value::as_object).and_then(|it| it.values().next()).cloned().unwrap_or_default()
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_lowercase()
}
