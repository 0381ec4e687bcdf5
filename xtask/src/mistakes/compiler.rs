//! Runs the compiler on a crate and finds the lines that its errors are about.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const SOURCE: &str = "src/lib.rs";

/// Checks the crate in `folder`. Returns the first line of the first error for each line of the library.
pub(super) fn errors(folder: &Path) -> Result<BTreeMap<usize, String>, String> {
    let output = Command::new("cargo")
        .args(["check", "--lib", "--quiet", "--offline", "--message-format=json"])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("cargo check: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut errors = BTreeMap::new();
    for message in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let Some(message) = message.get("message").filter(|message| is_error(message)) else {
            continue;
        };
        let text = message.get("message").and_then(Value::as_str).unwrap_or_default();
        let first = text.lines().next().unwrap_or_default();
        for line in lines(message) {
            errors.entry(line).or_insert_with(|| first.to_owned());
        }
    }
    if errors.is_empty() && !output.status.success() {
        return Err(format!("cargo check: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(errors)
}

fn is_error(message: &Value) -> bool {
    message.get("level").and_then(Value::as_str) == Some("error")
}

/// The lines of the primary spans. A span in a macro counts where the macro is called.
fn lines(message: &Value) -> Vec<usize> {
    let spans =
        message.get("spans").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_primary = |span: &&Value| span.get("is_primary").and_then(Value::as_bool) == Some(true);
    spans.iter().filter(is_primary).filter_map(line).collect()
}

fn line(span: &Value) -> Option<usize> {
    let mut span = span;
    while span.get("file_name").and_then(Value::as_str) != Some(SOURCE) {
        span = span.get("expansion")?.get("span")?;
    }
    usize::try_from(span.get("line_start")?.as_u64()?).ok()
}
