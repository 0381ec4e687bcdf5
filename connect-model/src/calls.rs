//! The data file `<service>.calls`.

use std::fmt;

use crate::operation::Operation;
use crate::records;
use crate::release::Release;

/// The operations of one service, which borrow the text of a data file.
///
/// A search for one operation reads only the lines that it compares with.
#[derive(Clone, Copy)]
pub struct Calls<'a> {
    release: Release<'a>,
    errors: &'a str,
    lines: &'a str,
    operations: &'a str,
}

/// The method and path of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path, with `{}` for each label.
    pub path: &'a str,
    /// The name of the operation.
    pub name: &'a str,
}

/// The code of an error and the HTTP status of its response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorCode<'a> {
    /// The code, such as `ResourceNotFoundException`.
    pub code: &'a str,
    /// The status, such as 404.
    pub status: u16,
}

impl<'a> Calls<'a> {
    /// Reads the text of a data file. A line that it does not understand is not there.
    pub fn new(text: &'a str) -> Self {
        Self {
            release: Release::read(text),
            errors: records::section(text, "errors"),
            lines: records::section(text, "lines"),
            operations: records::section(text, "operations"),
        }
    }

    /// Returns the release that the facts are of.
    pub const fn release(&self) -> Release<'a> {
        self.release
    }

    /// Finds an operation by its name. Ignores case and `_`, so `get_federation_token` finds
    /// `GetFederationToken`.
    pub fn operation(&self, name: &str) -> Option<Operation<'a>> {
        records::find_ignoring_case(self.operations, name).and_then(Operation::read)
    }

    /// Finds the operation with this method and path. A label has any name, in braces or in angle
    /// brackets: `/user/federate/<InstanceId>`.
    pub fn operation_at(&self, method: &str, path: &str) -> Option<Operation<'a>> {
        let wanted = format!("{method} {}", without_label_names(path));
        let record = records::find(self.lines, |record| line_of(record).cmp(wanted.as_str()))?;
        self.operation(Line::read(record)?.name)
    }

    /// Returns all operations, sorted by their names in lower case.
    pub fn operations(&self) -> impl Iterator<Item = Operation<'a>> + use<'a> {
        records::all(self.operations).filter_map(Operation::read)
    }

    /// Returns the methods and paths of all operations, sorted.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        records::all(self.lines).filter_map(Line::read)
    }

    /// Returns the codes of all errors, sorted.
    pub fn errors(&self) -> impl Iterator<Item = ErrorCode<'a>> + use<'a> {
        records::all(self.errors).filter_map(|record| {
            let (code, status) = record.trim_end().split_once(' ')?;
            Some(ErrorCode { code, status: status.parse().ok()? })
        })
    }
}

impl fmt::Debug for Calls<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calls").field("release", &self.release).finish_non_exhaustive()
    }
}

impl<'a> Line<'a> {
    fn read(record: &'a str) -> Option<Self> {
        let mut words = record.split_ascii_whitespace();
        Some(Self { method: words.next()?, path: words.next()?, name: words.next()? })
    }
}

/// Replaces the name of each label by nothing: `/users/<Id>` and `/users/{Id}` become `/users/{}`.
pub fn without_label_names(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((literal, label)) = rest.split_once(['<', '{']) {
        plain.push_str(literal);
        plain.push_str("{}");
        rest = label.split_once(['>', '}']).map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain
}

/// The record of a line without the name of its operation.
fn line_of(record: &str) -> &str {
    record.rsplit_once(' ').map_or(record, |(line, _)| line)
}
