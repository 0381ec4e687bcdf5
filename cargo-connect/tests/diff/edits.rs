//! What each change of a model is reported as, by the table `edits.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use connect_model::Service;
use serde_json::Value;

use crate::fixture;

const OPERATIONS: [&str; 7] = [
    "CreateTaskTemplate",
    "CreateTestCase",
    "CreateUser",
    "DeleteUser",
    "GetAttachedFile",
    "ListUsers",
    "StartTaskContact",
];

/// A block of the table.
struct Case<'a> {
    title: &'a str,
    edits: Vec<&'a str>,
    expected: BTreeSet<String>,
}

fn cases() -> Vec<Case<'static>> {
    let blocks = include_str!("edits.txt").split("\n\n");
    let blocks = blocks.map(|block| {
        let lines = || block.lines().filter(|line| !line.is_empty());
        let title = lines().find_map(|line| line.strip_prefix("# ")).expect(block);
        let expected = lines().filter_map(|line| line.strip_prefix("=> ")).map(str::to_owned);
        let is_edit = |line: &&str| line.starts_with("set ") || line.starts_with("remove ");
        Case { title, edits: lines().filter(is_edit).collect(), expected: expected.collect() }
    });
    blocks.collect()
}

/// The fixture's model and pages as one value, which `edits.txt` changes.
fn models() -> Value {
    let mut all = fixture::model(Service::Connect, &OPERATIONS);
    all["pagination"] = fixture::paginators(Service::Connect, &OPERATIONS)["pagination"].take();
    all
}

/// Performs `set POINTER JSON` or `remove POINTER`. The pointer's last part may be new.
fn edit(models: &mut Value, edit: &str) {
    let (verb, rest) = edit.split_once(' ').unwrap();
    let (pointer, value) = rest.split_once(' ').unwrap_or((rest, "null"));
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/");
    match (verb, models.pointer_mut(parent).expect(edit)) {
        ("set", Value::Object(parent)) => {
            parent.insert(key, serde_json::from_str(value).expect(edit));
        }
        ("set", Value::Array(parent)) => parent.push(serde_json::from_str(value).expect(edit)),
        ("remove", Value::Object(parent)) => drop(parent.remove(&key).expect(edit)),
        ("remove", Value::Array(parent)) => {
            let position = parent.iter().position(|known| known["shape"] == key || *known == key);
            parent.remove(position.expect(edit));
        }
        _ => panic!("{edit}"),
    }
}

fn write(folder: &Path, models: &Value) {
    fs::write(folder.join("service-2.json"), models.to_string()).unwrap();
    fs::write(folder.join("paginators-1.json"), models.to_string()).unwrap();
}

fn found(package: &Path) -> BTreeSet<String> {
    let json = fixture::stdout(package, &["--model", "model", "--json"]);
    let found: Vec<Value> = serde_json::from_str(&json).unwrap();
    let text = |finding: &Value, field: &str| finding[field].as_str().unwrap().to_owned();
    let fields = ["operation", "kind", "what", "path"];
    let line = |finding| fields.map(|field| text(finding, field)).join(" | ");
    let lines: BTreeSet<String> = found.iter().map(line).collect();
    assert_eq!(lines.len(), found.len(), "a finding is there twice: {json}");
    lines
}

#[test]
fn each_edit_is_reported_as_what_it_means() {
    let package = fixture::folder("edits");
    fixture::package(&package, &OPERATIONS.map(|name| (Service::Connect, name)));
    let model = package.join("model");
    fs::create_dir(&model).unwrap();
    let unchanged = models();
    let mut wrong = Vec::new();
    for case in cases() {
        let mut models = unchanged.clone();
        case.edits.iter().for_each(|line| edit(&mut models, line));
        write(&model, &models);
        let found = found(&package);
        if found != case.expected {
            let Case { title, expected, .. } = case;
            wrong.push(format!("{title}\n  found {found:#?}\n  not {expected:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of the table are those that the documentation has.
#[test]
fn each_word_has_a_case_and_is_documented() {
    let cases = cases();
    let expected = cases.iter().flat_map(|case| &case.expected);
    let words: BTreeSet<&str> = expected.filter_map(|line| line.split(" | ").nth(2)).collect();
    let words: BTreeSet<&str> = words.iter().map(|word| general(word)).collect();
    let page = include_str!("../../README.md");
    let (_, table) = page.split_once("| `what` |").unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let documented: BTreeSet<&str> = rows
        .flat_map(|row| row.split('|').nth(1).unwrap().split(", "))
        .map(|word| word.trim().trim_matches('`').trim_start_matches('…').trim_start_matches('_'))
        .collect();
    assert_eq!(words, documented);
}

/// Returns a word without its direction.
fn general(word: &str) -> &str {
    let directions = ["request_", "response_"];
    let general = directions.iter().find_map(|direction| word.strip_prefix(direction));
    let of_operation = ["error_added", "error_removed", "error_status_changed"];
    let in_error = word.strip_prefix("error_").filter(|_| !of_operation.contains(&word));
    general.or(in_error).unwrap_or(word)
}
