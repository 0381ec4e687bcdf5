//! The messages are those of the macros, by the UI cases.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::Folder;

/// The errors of one file: line, column and text.
type Errors = Vec<(u64, u64, String)>;

#[test]
fn the_messages_are_those_of_the_macros() {
    let cases = ui_cases();
    assert!(cases.len() > 100, "{}", cases.len());
    let modules: Vec<String> = cases.keys().map(|name| format!("mod {name};")).collect();
    let folder = Folder::with_crate("check_ui", &[("src/lib.rs", &modules.join("\n"))]);
    for (name, (source, _)) in &cases {
        folder.write(&format!("src/{name}.rs"), source);
    }
    let said = folder.run(&["check", "--json"]);
    let json: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let mut differing = Vec::new();
    for (name, (_, wanted)) in &cases {
        let file = format!("src/{name}.rs");
        let errors = json.iter().filter(|it| it["level"] == "error" && it["file"] == file.as_str());
        let mut found: Errors = errors
            .map(|it| {
                let number = |key: &str| it[key].as_u64().unwrap();
                (number("line"), number("column"), it["message"].as_str().unwrap().to_owned())
            })
            .collect();
        found.sort();
        if found != *wanted {
            differing.push(format!("{name}: {found:#?} and not {wanted:#?}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// Cases that the command does not read: an attribute that is on no method of a trait, a method that the
/// parser does not know, and one that another macro has rewritten.
const NOT_READ: [&str; 3] =
    ["attribute_on_a", "signature_with_a_visibility", "attribute_below_async_trait"];

/// The sources of the UI cases in which all errors are those of the attribute macros, with these errors.
fn ui_cases() -> BTreeMap<String, (String, Errors)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui/fail");
    let mut cases = BTreeMap::new();
    for kind in ["attribute", "model", "signature", "template"] {
        let files = fs::read_dir(folder.join(kind)).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|file| file.extension().is_some_and(|it| it == "rs")) {
            let name = format!("{kind}_{}", file.file_stem().unwrap().to_str().unwrap());
            let is_elsewhere = NOT_READ.iter().any(|start| name.starts_with(start));
            if let Some(errors) = errors_of_macros(&file).filter(|_| !is_elsewhere) {
                cases.insert(name, (fs::read_to_string(&file).unwrap(), errors));
            }
        }
    }
    cases
}

/// Reads what the compiler says of a file. `None` if some of it is the compiler's own.
fn errors_of_macros(file: &Path) -> Option<Errors> {
    let said = fs::read_to_string(file.with_extension("stderr")).unwrap();
    let mut errors = Errors::new();
    for block in said.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let text = block.trim_start().strip_prefix("error: ")?;
        let (message, place) =
            text.split_once("\n --> ").or_else(|| text.split_once("\n  --> "))?;
        if !message.contains('\n') {
            return None;
        }
        let message: Vec<&str> = message.lines().map(str::trim_start).collect();
        let mut numbers = place.lines().next()?.rsplit(':');
        let column = numbers.next()?.parse().ok()?;
        errors.push((numbers.next()?.parse().ok()?, column, message.join("\n")));
    }
    errors.sort();
    Some(errors)
}
