//! What is to be said about a place in the sources.

use std::fmt;
use std::path::{Path, PathBuf};

use proc_macro2::Span;

/// A message and where it belongs.
pub(crate) struct Finding {
    pub(crate) place: Place,
    pub(crate) message: String,
}

/// A place, such as `src/lib.rs:12:5`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) file: PathBuf,
    /// Line and column, which start at 1. `None` for the whole file.
    pub(crate) start: Option<(usize, usize)>,
}

impl Place {
    pub(crate) fn of(file: &Path, span: Span) -> Self {
        let start = span.start();
        Self { file: file.to_owned(), start: Some((start.line, start.column + 1)) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        match self.start {
            Some((line, column)) => write!(f, ":{line}:{column}"),
            None => Ok(()),
        }
    }
}
