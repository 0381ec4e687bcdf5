//! The head of a data file.

/// The release of AWS's model that a data file is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Release<'a> {
    /// The version of botocore, such as `1.44.8`.
    pub version: &'a str,
    /// The day of the release, such as `2026-11-20`.
    pub date: &'a str,
}

impl<'a> Release<'a> {
    /// Reads the line `release 1.44.8 2026-11-20`. Both parts are empty if the text has no such line.
    pub(crate) fn read(text: &'a str) -> Self {
        let line = text.lines().find_map(|line| line.strip_prefix("release "));
        let (version, date) = line.unwrap_or_default().split_once(' ').unwrap_or_default();
        Self { version, date }
    }
}
