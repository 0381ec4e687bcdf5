//! The rules of the model for a single value: its kind, length, range, pattern and enum values.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use connect_model::{Kind, Limit, Shape};
use serde_json::Value;

use super::super::lock;
use super::pattern::Pattern;

/// Returns what is wrong with the JSON type of a value, such as `is not a string`.
pub(super) fn kind_problem(value: &Value, kind: Kind) -> Option<&'static str> {
    let (is_right, problem) = match kind {
        Kind::String => (value.is_string(), "is not a string"),
        Kind::Blob => (is_base64(value), "is not Base64"),
        Kind::Boolean => (value.is_boolean(), "is not a boolean"),
        Kind::Integer => (is_whole(value, i64::from(i32::MAX)), "is not a whole number of 32 bits"),
        Kind::Long => (is_whole(value, i64::MAX), "is not a whole number of 64 bits"),
        Kind::Float | Kind::Double => (is_float(value), "is not a number"),
        // Other formats than that of the model are read by some services, and so pass.
        Kind::Timestamp(_) => (value.is_number() || value.is_string(), "is not a time"),
        Kind::List => (value.is_array(), "is not a list"),
        Kind::Map | Kind::Structure | Kind::Union => (value.is_object(), "is not an object"),
        _ => (true, ""),
    };
    (!is_right).then_some(problem)
}

fn is_base64(value: &Value) -> bool {
    value.as_str().is_some_and(|text| BASE64_STANDARD.decode(text).is_ok())
}

fn is_whole(value: &Value, max: i64) -> bool {
    match value.as_i64() {
        Some(number) => (-max - 1..=max).contains(&number),
        // `5.0` is a whole number in JSON.
        #[expect(
            clippy::cast_precision_loss,
            reason = "the limit rounds to a power of two, which is one more"
        )]
        None => {
            value.is_f64()
                && value.as_f64().is_some_and(|it| it.fract() == 0.0 && it.abs() <= max as f64)
        }
    }
}

fn is_float(value: &Value) -> bool {
    value.is_number() || matches!(value.as_str(), Some("NaN" | "Infinity" | "-Infinity"))
}

/// Returns the rule that a value of the right kind breaks.
pub(super) fn problem(value: &Value, shape: &Shape<'static>) -> Option<String> {
    match value {
        Value::String(text) if shape.kind() == Kind::String => text_problem(text, shape),
        Value::String(text) if shape.kind() == Kind::Blob => {
            let bytes = BASE64_STANDARD.decode(text).ok()?;
            length_problem(bytes.len(), "bytes", shape)
        }
        Value::Array(elements) => length_problem(elements.len(), "elements", shape),
        Value::Object(entries) if shape.kind() == Kind::Map => {
            length_problem(entries.len(), "entries", shape)
        }
        Value::Number(number) => range_problem(number.as_f64()?, shape),
        _ => None,
    }
}

fn text_problem(text: &str, shape: &Shape<'static>) -> Option<String> {
    if let Some(problem) = length_problem(text.chars().count(), "characters", shape) {
        return Some(problem);
    }
    let mut values = shape.values().peekable();
    if values.peek().is_some() && !values.any(|value| value == text) {
        return Some(format!("is not one of {}", list(shape.values())));
    }
    let source = shape.pattern()?;
    let matches = pattern(source).is_none_or(|pattern| pattern.is_match(text));
    (!matches).then(|| format!("does not match the pattern {source}"))
}

/// Lists enum values, the first ones if there are many.
fn list(values: impl Iterator<Item = &'static str>) -> String {
    const SHOWN: usize = 20;
    let values: Vec<&str> = values.collect();
    let shown = values.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    match values.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => format!("{shown} and {more} more"),
        _ => shown,
    }
}

fn length_problem(length: usize, unit: &str, shape: &Shape<'static>) -> Option<String> {
    let number = i64::try_from(length).unwrap_or(i64::MAX);
    let (min, max) = (shape.min().and_then(Limit::as_i64), shape.max().and_then(Limit::as_i64));
    if let Some(min) = min.filter(|min| number < *min) {
        return Some(format!("has {length} {unit}, and the minimum is {min}"));
    }
    let max = max.filter(|max| number > *max)?;
    Some(format!("has {length} {unit}, and the maximum is {max}"))
}

fn range_problem(number: f64, shape: &Shape<'static>) -> Option<String> {
    if let Some(min) = shape.min().filter(|min| number < min.as_f64()) {
        return Some(format!("is below the minimum {min}"));
    }
    let max = shape.max().filter(|max| number > max.as_f64())?;
    Some(format!("is above the maximum {max}"))
}

/// Returns the compiled pattern. Compiles each one once.
pub(super) fn pattern(source: &'static str) -> Option<Arc<Pattern>> {
    static PATTERNS: Mutex<BTreeMap<&'static str, Option<Arc<Pattern>>>> =
        Mutex::new(BTreeMap::new());
    let mut patterns = lock(&PATTERNS);
    patterns.entry(source).or_insert_with(|| Pattern::new(source).map(Arc::new)).clone()
}
