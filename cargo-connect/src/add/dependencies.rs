//! The crates that the written code needs.

use std::path::Path;

use serde_json::Value;

use crate::package;

/// Each crate, a feature that the code needs, and the command that adds both.
const NEEDED: [(&str, Option<&str>, &str); 2] = [
    ("connect-runtime", None, "cargo add connect-runtime"),
    ("serde", Some("derive"), "cargo add serde --features derive"),
];

/// Returns the commands for what the crate of a file does not depend on. A file may be in no crate.
pub(super) fn missing(file: &Path) -> Vec<&'static str> {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let Some(manifest) = package::manifest_above(&file) else { return Vec::new() };
    let Ok(Some(package)) = package::of_manifest(&manifest) else { return Vec::new() };
    let listed: Vec<&Value> = package
        .get("dependencies")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        // Those of tests and build scripts have a kind.
        .filter(|dependency| dependency.get("kind").is_none_or(Value::is_null))
        .collect();
    let is_missing = |(name, feature, _): &&(&str, Option<&str>, &str)| {
        !listed.iter().any(|dependency| is_it(dependency, name, *feature))
    };
    NEEDED.iter().filter(is_missing).map(|(_, _, command)| *command).collect()
}

fn is_it(dependency: &Value, name: &str, feature: Option<&str>) -> bool {
    let features = dependency.get("features").and_then(Value::as_array);
    let has = |wanted: &str| features.is_some_and(|all| all.iter().any(|it| it == wanted));
    dependency.get("name").is_some_and(|it| it == name) && feature.is_none_or(has)
}
