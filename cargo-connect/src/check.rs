//! `cargo connect check`.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::declared::{Declarations, Endpoint};
use crate::finding::Finding;
use crate::options::CheckOptions;
use crate::out::{self, counted};
use crate::paint::Paint;
use crate::types::{self, Seen};

/// Holds the declarations of a crate against AWS's model. Returns whether none has a mistake.
pub(crate) fn run(options: &CheckOptions) -> Result<bool, String> {
    let mut found = Declarations::of_crate(options.manifest_path.as_deref())?;
    found.notes.extend(found.endpoints.iter().filter_map(deprecated));
    found.notes.extend(of_types(&found));
    found.notes.sort_by(|one, other| one.place.cmp(&other.place));
    found.mistakes.sort_by(|one, other| one.place.cmp(&other.place));
    if options.json {
        out::print(&format!("{:#}\n", to_json(&found)))?;
    } else {
        out::print(&text(&found, Paint::of_stdout()))?;
    }
    Ok(found.mistakes.is_empty())
}

/// Returns what the model does not know of the types.
fn of_types(found: &Declarations) -> Vec<Finding> {
    let mut seen = Seen::default();
    let notes = |endpoint| types::notes(&found.types, endpoint, &mut seen);
    found.endpoints.iter().flat_map(notes).collect()
}

fn deprecated(endpoint: &Endpoint) -> Option<Finding> {
    let (service, operation) = endpoint.operation?;
    let shapes = service.shapes().operation(operation.name())?;
    shapes.is_deprecated.then(|| Finding {
        place: endpoint.place.clone(),
        message: format!("AWS advises against `{}`", operation.name()),
    })
}

fn to_json(found: &Declarations) -> Value {
    let list = |findings: &[Finding], level: &str| -> Vec<Value> {
        let object = |Finding { place, message }: &Finding| {
            let (line, column) = place.start.unzip();
            json!({ "level": level, "file": place.file, "line": line, "column": column, "message": message })
        };
        findings.iter().map(object).collect()
    };
    let mut all = list(&found.mistakes, "error");
    all.extend(list(&found.notes, "note"));
    Value::Array(all)
}

fn text(found: &Declarations, paint: Paint) -> String {
    let mut text = String::new();
    for (level, findings) in [("note", &found.notes), ("error", &found.mistakes)] {
        for Finding { place, message } in findings {
            let message = message.replace('\n', "\n  ");
            let _ = writeln!(
                text,
                "{}: {}: {message}",
                paint.dim(&place.to_string()),
                paint.bold(level)
            );
        }
    }
    let unknown = found.endpoints.iter().filter(|endpoint| endpoint.operation.is_none()).count();
    let unknown =
        if unknown == 0 { String::new() } else { format!(" ({unknown} not in AWS's model)") };
    let _ = writeln!(
        text,
        "{} in {}{unknown}: {}, {}",
        counted(found.declared, "declaration"),
        counted(found.files, "file"),
        counted(found.mistakes.len(), "mistake"),
        counted(found.notes.len(), "note")
    );
    text
}
