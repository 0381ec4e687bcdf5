//! What a check has found, as a table.

use std::fmt;

/// The findings of a check. `Display` shows them as one table.
///
/// An error is something that AWS's model surely contradicts. A note is something that may be right: the
/// type insists on a member that the model does not require, asks for one that the model does not have, or
/// hides what it asks for.
#[derive(Debug, Clone, Default)]
#[must_use = "a report is of no use unless its findings are looked at"]
pub struct Report {
    errors: Vec<Finding>,
    notes: Vec<Finding>,
}

/// One finding of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The operation, such as `ListUsers`.
    pub operation: String,
    /// The type, without the paths of its modules.
    pub type_name: String,
    /// The JSON path, such as `$.UserSummaryList[].Id`, or the code of an error.
    pub path: String,
    /// What is wrong.
    pub problem: String,
    /// What to write instead.
    pub help: String,
}

impl Report {
    /// Returns what is surely wrong.
    pub fn errors(&self) -> &[Finding] {
        &self.errors
    }

    /// Returns what may be right.
    pub fn notes(&self) -> &[Finding] {
        &self.notes
    }

    /// Checks that there is no error. Notes do not count.
    ///
    /// # Panics
    ///
    /// Panics with the whole table if there is one.
    #[track_caller]
    pub fn assert_no_errors(&self) {
        assert!(self.errors.is_empty(), "AWS's model contradicts the declarations\n{self}");
    }

    pub(super) fn error(&mut self, finding: Finding) {
        push(&mut self.errors, finding);
    }

    pub(super) fn note(&mut self, finding: Finding) {
        push(&mut self.notes, finding);
    }

    pub(super) fn extend(&mut self, other: Self) {
        other.errors.into_iter().for_each(|finding| self.error(finding));
        other.notes.into_iter().for_each(|finding| self.note(finding));
    }
}

/// Adds a finding, unless it is there already.
fn push(findings: &mut Vec<Finding>, finding: Finding) {
    if !findings.contains(&finding) {
        findings.push(finding);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.errors.is_empty() && self.notes.is_empty() {
            return f.write_str("no findings");
        }
        let heading = ["", "operation", "type", "path", "problem", "help"].map(str::to_owned);
        let row = |kind: &str, finding: &Finding| {
            let Finding { operation, type_name, path, problem, help } = finding.clone();
            [kind.to_owned(), operation, type_name, path, problem, help]
        };
        let errors = self.errors.iter().map(|finding| row("error", finding));
        let notes = self.notes.iter().map(|finding| row("note", finding));
        let rows: Vec<[String; 6]> = [heading].into_iter().chain(errors).chain(notes).collect();
        let mut widths = [0; 6];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
            f.write_str(cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}
