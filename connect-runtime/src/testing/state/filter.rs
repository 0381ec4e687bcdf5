//! Which things a list or search finds.

use connect_model::is_same_folded;
use serde_json::{Map, Value};

use super::super::model::Input;
use super::record::Record;

/// Whether a list with this input has the thing.
///
/// A member of the input that the thing has too, such as `QueueTypes`, is a filter. One that it does not
/// have finds all.
pub(super) fn is_listed(record: &Record, input: &Input) -> bool {
    if input.contains_key("KeyName") {
        return super::profile_filter::is_found(record, input);
    }
    input.iter().all(|(name, wanted)| match name.as_str() {
        "SearchCriteria" => wanted.as_object().is_none_or(|it| meets_criteria(record, it)),
        "SearchFilter" => wanted.as_object().is_none_or(|it| meets_filter(record, it)),
        "filter" => super::case_filter::is_met(record, wanted),
        "searchTerm" => super::case_filter::has_term(record, wanted),
        "TimeRange" => is_in_range(record, wanted),
        _ if is_about_the_page(record, name) => true,
        name => is_equal(record, name, wanted),
    })
}

fn is_about_the_page(record: &Record, name: &str) -> bool {
    const PAGE: [&str; 5] = ["NextToken", "MaxResults", "fields", "sorts", "Sort"];
    record.family.scope.contains(&name) || PAGE.iter().any(|page| is_same_folded(page, name))
}

fn is_equal(record: &Record, name: &str, wanted: &Value) -> bool {
    if let Some(stem) = name.strip_suffix("StartsWith").or_else(|| name.strip_suffix("Prefix")) {
        let value = text(record, stem);
        return wanted.as_str().zip(value).is_none_or(|(start, value)| value.starts_with(start));
    }
    let singular =
        [name, name.strip_suffix('s').unwrap_or(name), name.strip_suffix("es").unwrap_or(name)];
    let Some(value) = singular.iter().find_map(|name| text(record, name)) else {
        // What is in no instance, such as a phone number of a traffic distribution group.
        return name != "InstanceId";
    };
    match wanted {
        Value::String(wanted) => wanted == value,
        Value::Array(wanted) => {
            wanted.is_empty() || wanted.iter().any(|wanted| wanted.as_str() == Some(value))
        }
        _ => true,
    }
}

/// Returns the text that a thing has for this name.
pub(super) fn text<'a>(record: &'a Record, name: &str) -> Option<&'a str> {
    let family = record.family;
    if family.is_id(name) || name.eq_ignore_ascii_case("ResourceId") {
        return Some(&record.id);
    }
    if family.is_same_name(name, "Arn") {
        return record.arn.as_deref();
    }
    let is_name = family.is_same_name(name, "Name");
    let named = || record.name().filter(|_| is_name);
    let value = record.get(name).or_else(|| record.nested(name)).and_then(Value::as_str);
    value.or_else(named)
}

/// Conditions join by `AndConditions` and `OrConditions`. One about something that the thing does not
/// have in words, such as a hierarchy, finds all.
fn meets_criteria(record: &Record, criteria: &Map<String, Value>) -> bool {
    criteria.iter().all(|(name, condition)| match name.as_str() {
        "AndConditions" => objects(condition).all(|it| meets_criteria(record, it)),
        "OrConditions" => {
            let mut conditions = objects(condition).peekable();
            conditions.peek().is_none() || conditions.any(|it| meets_criteria(record, it))
        }
        "StringCondition" | "NameCriteria" | "Name" => meets_text(record, condition),
        name => meets_condition(record, name, condition),
    })
}

/// A condition by another name: on one member, on tags, or a list of values.
fn meets_condition(record: &Record, name: &str, condition: &Value) -> bool {
    match (name.strip_suffix("Condition"), condition) {
        (Some("HierarchyGroup"), Value::Object(group)) => {
            let wanted = group.get("Value").and_then(Value::as_str);
            wanted.is_none_or(|wanted| text(record, "HierarchyGroupId") == Some(wanted))
        }
        (Some(member), Value::String(wanted)) => {
            text(record, member).is_none_or(|value| value == wanted)
        }
        // `{"ContactFlowType": "QUEUE_TRANSFER"}` has the member in itself.
        (Some(_), Value::Object(members)) => {
            members.iter().all(|(name, wanted)| is_equal(record, name, wanted))
        }
        (None, Value::Object(conditions)) if name.ends_with("Tags") => {
            meets_filter(record, conditions)
        }
        (None, Value::Array(_)) => is_equal(record, name, condition),
        _ => true,
    }
}

fn objects(conditions: &Value) -> impl Iterator<Item = &Map<String, Value>> {
    conditions.as_array().into_iter().flatten().filter_map(Value::as_object)
}

/// A condition on one field, or the search text for names of contacts.
fn meets_text(record: &Record, condition: &Value) -> bool {
    if let Some(texts) = condition.get("SearchText").and_then(Value::as_array) {
        let name = record.name().unwrap_or_default().to_lowercase();
        let mut found =
            texts.iter().filter_map(Value::as_str).map(|text| name.contains(&text.to_lowercase()));
        let is_all = condition.get("MatchType").and_then(Value::as_str) == Some("MATCH_ALL");
        return if is_all {
            found.all(|found| found)
        } else {
            texts.is_empty() || found.any(|found| found)
        };
    }
    let part = |name| condition.get(name).and_then(Value::as_str);
    let (Some(field), Some(wanted)) = (part("FieldName"), part("Value")) else { return true };
    // The service does not tell capitals from small letters here.
    let value = text(record, field).unwrap_or_default().to_lowercase();
    let wanted = wanted.to_lowercase();
    match part("ComparisonType") {
        Some("STARTS_WITH") => value.starts_with(&wanted),
        Some("CONTAINS") => value.contains(&wanted),
        _ => value == wanted,
    }
}

fn meets_filter(record: &Record, filter: &Map<String, Value>) -> bool {
    filter.iter().all(|(name, condition)| match name.as_str() {
        name if name.ends_with("Filter") => {
            condition.as_object().is_none_or(|it| meets_filter(record, it))
        }
        "OrConditions" => {
            let conditions = condition.as_array().map(Vec::as_slice).unwrap_or_default();
            conditions.is_empty() || conditions.iter().any(|it| meets_all_tags(record, it))
        }
        "AndConditions" | "AndCondition" | "TagConditions" => meets_all_tags(record, condition),
        "TagCondition" => has_tag(record, condition),
        name => meets_condition(record, name, condition),
    })
}

/// Conditions on tags in a list, or in the list of a structure.
fn meets_all_tags(record: &Record, conditions: &Value) -> bool {
    match conditions {
        Value::Array(conditions) => conditions.iter().all(|condition| has_tag(record, condition)),
        Value::Object(conditions) => meets_filter(record, conditions),
        _ => true,
    }
}

fn has_tag(record: &Record, condition: &Value) -> bool {
    let part = |name| condition.get(name).and_then(Value::as_str);
    let Some(key) = part("TagKey") else { return true };
    let value = record.get("Tags").and_then(|tags| tags.get(key)).and_then(Value::as_str);
    value.is_some() && part("TagValue").is_none_or(|wanted| value == Some(wanted))
}

/// Whether a contact was created, is due or ended within the times of a search.
fn is_in_range(record: &Record, range: &Value) -> bool {
    let limit = |name| range.get(name).and_then(Value::as_f64);
    let time = |name| record.get(name).and_then(Value::as_f64);
    #[expect(clippy::cast_precision_loss, reason = "exact until the year 287396")]
    let created = record.created as f64 / 1000.0;
    let time = match range.get("Type").and_then(Value::as_str) {
        Some("INITIATION_TIMESTAMP") => Some(created),
        Some("SCHEDULED_TIMESTAMP") => time("ScheduledTime"),
        Some("DISCONNECT_TIMESTAMP") => time("DisconnectTimestamp"),
        _ => return true,
    };
    time.is_some_and(|time| {
        limit("StartTime").is_none_or(|start| time >= start)
            && limit("EndTime").is_none_or(|end| time <= end)
    })
}
