//! Tests on a small model: what is written for it, and that a mistake in it is refused by name.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use connect_model::{Service, Shape, Shapes};
use serde_json::{Value, json};

use crate::model;

/// The service in whose files the small model is.
const SERVICE: Service = Service::ContactLens;

/// A folder that is removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("connect-model-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The small model, with this value at this JSON pointer if there is one. Returns the two data files.
fn write(change: Option<(&str, &Value)>) -> Result<[String; 2], String> {
    let folder = Folder::new();
    for (name, text) in [
        ("service-2", include_str!("small/service-2.json")),
        ("paginators-1", include_str!("small/paginators-1.json")),
    ] {
        let mut file: Value = serde_json::from_str(text).unwrap();
        match change {
            Some((pointer, value)) if pointer.starts_with("/pag") == name.starts_with("pag") => {
                put(&mut file, pointer, value);
            }
            _ => {}
        }
        let path = folder.0.join(format!("{}-{name}.json", SERVICE.folder()));
        fs::write(path, file.to_string()).unwrap();
    }
    let files = model::files(&folder.0, SERVICE, Some(("1.2.3", "2026-01-02")))?;
    Ok(files.map(|(_, text)| text))
}

fn put(file: &mut Value, pointer: &str, value: &Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match file.pointer_mut(parent).unwrap() {
        Value::Object(object) => {
            object.insert(key.to_owned(), value.clone());
        }
        other => panic!("{pointer} is in {other}"),
    }
}

#[test]
fn a_model_is_written() {
    let [calls, shapes] = write(None).unwrap();
    assert_eq!(calls, include_str!("small/expected.calls"));
    assert_eq!(shapes, include_str!("small/expected.shapes"));
}

#[test]
fn what_is_not_understood_is_refused_by_name() {
    let rows = include_str!("small/refusals.txt").lines();
    let rows = rows.filter(|row| !row.is_empty() && !row.starts_with('#'));
    let mut count = 0;
    for row in rows {
        let [pointer, value, expected] = row.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        let value = serde_json::from_str(value).unwrap();
        let message = write(Some((pointer, &value))).expect_err(row);
        assert!(message.contains(expected), "{row}\n{message}");
        assert!(message.contains(SERVICE.folder()), "{row}\n{message}");
        count += 1;
    }
    assert!(count > 50, "{count}");
}

/// Writes the shape `Name` with this value of a field, and reads it with this function.
fn reads_back<T>(field: &str, value: &Value, read: impl Fn(Shape<'_>) -> T) -> T {
    let [_, file] = write(Some((&format!("/shapes/Name/{field}"), value))).unwrap();
    let shapes = Shapes::new(&file);
    assert_eq!(shapes.shapes().count(), 8, "{value}");
    assert_eq!(shapes.shape("Users").and_then(|shape| shape.element()), Some("User"), "{value}");
    read(shapes.shape("Name").unwrap())
}

#[test]
fn any_pattern_is_read_back_and_is_one_line() {
    for (pattern, expected) in [
        ("", ""),
        (" ", " "),
        ("[shapes]", "[shapes]"),
        (" min 3", " min 3"),
        ("^[^\\s]([^\\n]*) $", "^[^\\s]([^\\n]*) $"),
        ("ä\u{2028}\u{85}\t", "ä\u{2028}\u{85}\t"),
        // Line breaks become the escapes that match them.
        ("a\nb", "a\\nb"),
        ("\n[shapes]\n", "\\n[shapes]\\n"),
        ("\\\n", "\\n"),
        ("\\\\\n", "\\\\\\n"),
        ("a\r\n", "a\\r\\n"),
    ] {
        let read = |shape: Shape<'_>| shape.pattern().map(ToOwned::to_owned);
        let found = reads_back("pattern", &json!(pattern), read);
        assert_eq!(found.as_deref(), Some(expected), "{pattern:?}");
    }
}

#[test]
fn any_enum_value_is_read_back() {
    let values = ["a", " b ", "Times New Roman", "[shapes]", "min 3", "", "ä"];
    let read = |shape: Shape<'_>| shape.values().map(ToOwned::to_owned).collect::<Vec<_>>();
    assert_eq!(reads_back("enum", &json!(values), read), values);
}

#[test]
fn any_limit_is_read_back() {
    for (value, integer, float) in [
        (json!(0), Some(0), 0.0),
        (json!(-1), Some(-1), -1.0),
        (json!(i64::MAX), Some(i64::MAX), 9_223_372_036_854_775_807.0),
        (json!(i64::MIN), Some(i64::MIN), -9_223_372_036_854_775_808.0),
        (json!(0.01), None, 0.01),
        (json!(5.0), None, 5.0),
        (json!(1e300), None, 1e300),
    ] {
        let read = |shape: Shape<'_>| shape.max().map(|max| (max.as_i64(), max.as_f64()));
        assert_eq!(reads_back("max", &value, read), Some((integer, float)), "{value}");
    }
}

#[test]
fn an_error_has_the_status_code_and_fault_of_the_model() {
    let error = |value: Value| {
        let [calls, shapes] = write(Some(("/shapes/NotFoundException", &value))).unwrap();
        let calls: Vec<_> = connect_model::Calls::new(&calls)
            .errors()
            .map(|error| (error.code.to_owned(), error.status))
            .collect();
        let shapes = Shapes::new(&shapes);
        let error = shapes.errors().next().and_then(|shape| shape.error()).unwrap();
        assert_eq!(calls, [(error.code.to_owned(), error.status)]);
        assert_eq!(shapes.error(error.code).map(|shape| shape.name()), Some("NotFoundException"));
        (error.code.to_owned(), error.status, error.is_server_fault)
    };
    let code = "NotFoundException";
    for (fields, expected) in [
        (json!({}), (code, 400, false)),
        (json!({ "fault": true }), (code, 500, true)),
        (json!({ "error": { "httpStatusCode": 404 } }), (code, 404, false)),
        (json!({ "error": { "httpStatusCode": 503 } }), (code, 503, true)),
        (json!({ "error": { "httpStatusCode": 409, "code": "Gone" } }), ("Gone", 409, false)),
        (json!({ "error": { "httpStatusCode": 429, "fault": true } }), (code, 429, true)),
    ] {
        let mut shape = json!({ "type": "structure", "exception": true });
        shape.as_object_mut().unwrap().append(&mut fields.as_object().unwrap().clone());
        let (code, status, is_server_fault) = error(shape);
        assert_eq!((code.as_str(), status, is_server_fault), expected);
    }
}
