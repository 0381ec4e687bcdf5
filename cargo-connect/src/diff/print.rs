//! Writes the changes for a person, or as JSON.

use std::fmt::Write as _;
use std::path::Path;

use connect_model::Service;
use serde_json::{Value, json};

use super::Compared;
use super::finding::{Finding, Weight};
use crate::options::service_name;
use crate::out::counted;
use crate::paint::Paint;

const WIDTH: usize = 80;
/// The column in which the texts start.
const INDENT: usize = 14;

/// Returns the changes of each operation, and how many there are.
pub(super) fn text(compared: &[Compared<'_>], model: &Path, paint: Paint) -> String {
    let mut text = String::new();
    for operation in compared.iter().filter(|operation| !operation.findings.is_empty()) {
        let Compared { declared, findings } = operation;
        let place = paint.dim(&declared.place.to_string());
        let name = paint.bold(declared.operation.name());
        let of = match declared.service {
            Service::Connect => String::new(),
            service => paint.dim(&format!("  [{}]", service_name(service))),
        };
        let _ = writeln!(text, "{place}  {name}{of}");
        text.extend(findings.iter().map(|finding| lines(finding, paint)));
        text.push('\n');
    }
    for line in wrap(&summary(compared, model), WIDTH) {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// Returns the lines of a change. The weight is in a column of its own.
fn lines(finding: &Finding, paint: Paint) -> String {
    let weight = format!("{:INDENT$}", format!("  {}", finding.weight.name()));
    let weight = match finding.weight {
        Weight::Breaking => paint.bold(&weight),
        _ => paint.dim(&weight),
    };
    let lines = wrap(&finding.text, WIDTH - INDENT);
    format!("{weight}{}\n", lines.join(&format!("\n{:INDENT$}", "")))
}

fn summary(compared: &[Compared<'_>], model: &Path) -> String {
    let count = |weight: Weight| {
        let findings = compared.iter().flat_map(|operation| &operation.findings);
        findings.filter(|finding| finding.weight == weight).count()
    };
    let [breaking, to_look_at, additions] = Weight::ALL.map(count);
    let release = Service::Connect.calls().release();
    format!(
        "{}: {breaking} breaking, {to_look_at} to look at, {} (built-in model {} of {}, this model {})",
        counted(compared.len(), "operation"),
        counted(additions, "addition"),
        release.version,
        release.date,
        model.display()
    )
}

/// Returns the changes for programs.
pub(super) fn json(compared: &[Compared<'_>]) -> Value {
    let of_operation = |operation: &Compared<'_>| -> Vec<Value> {
        let Compared { declared, findings } = operation;
        let of_finding = |finding: &Finding| {
            json!({
                "file": declared.place.file,
                "line": declared.place.start.map(|(line, _)| line),
                "service": service_name(declared.service),
                "operation": declared.operation.name(),
                "kind": finding.weight.name(),
                "what": finding.what,
                "path": finding.path,
                "text": finding.text,
            })
        };
        findings.iter().map(of_finding).collect()
    };
    compared.iter().flat_map(of_operation).collect()
}

/// Breaks a text between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let has_room = |line: &String| line.chars().count() + 1 + word.chars().count() <= width;
        match lines.last_mut().filter(|line| has_room(line)) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
