//! The crates that the written code needs.

use std::fs;
use std::path::Path;

/// Each crate with the command that adds it.
const NEEDED: [(&str, &str); 2] = [
    ("connect-runtime", "cargo add connect-runtime"),
    ("serde", "cargo add serde --features derive"),
];

/// Returns the commands for what the manifest above a file does not mention. Without a manifest, there are none.
pub(super) fn missing(file: &Path) -> Vec<&'static str> {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let mut manifests = file.ancestors().map(|folder| folder.join("Cargo.toml"));
    let Some(manifest) = manifests.find(|manifest| manifest.is_file()) else { return Vec::new() };
    let Ok(text) = fs::read_to_string(manifest) else { return Vec::new() };
    let is_missing = |(name, _): &&(&str, &str)| !text.lines().any(|line| mentions(line, name));
    NEEDED.iter().filter(is_missing).map(|(_, command)| *command).collect()
}

/// Whether a line of a manifest has a crate of this name, as a key, in a table's name or as a value.
fn mentions(line: &str, name: &str) -> bool {
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let code = line.split('#').next().unwrap_or_default();
    code.split(|letter| !is_of_name(letter)).any(|word| word == name)
}
