//! Where and why parsing stopped.

use std::ops::Range;

use super::edits::Written;
use super::parse::Mismatch;
use super::path::show_path;
use super::reading::{Reading, form, unexpected_in};
use super::walk::{Role, Token};

/// Returns the message of an error without the position.
pub(crate) fn message_of(error: &serde_json::Error) -> String {
    let mut message = error.to_string();
    if let Some(end) = message.rfind(" at line ") {
        message.truncate(end);
    }
    message
}

/// Where and why parsing stopped.
pub(super) struct Stop<'a> {
    error: serde_json::Error,
    pub(super) message: String,
    /// `None` if serde does not report the position.
    pub(super) last: Option<Written<'a>>,
    pub(super) reading: Option<Reading>,
}

impl<'a> Stop<'a> {
    pub(super) fn new(error: serde_json::Error, last: Option<Written<'a>>) -> Self {
        let message = message_of(&error);
        let reading = reading(&message, last.as_ref(), error.is_syntax());
        Self { error, message, last, reading }
    }

    /// Returns the part of the text in which the mismatch is.
    pub(super) fn range(&self, json: &[u8]) -> Range<usize> {
        match &self.last {
            Some(Written { token: Token { role: Role::Close, start, .. }, walk, .. }) => {
                walk.closed_start()..*start
            }
            Some(Written { token, .. }) => token.start..token.start + 1,
            None => 0..json.len(),
        }
    }

    /// Whether parsing stopped later in the text.
    pub(super) fn is_after(&self, other: &Self) -> bool {
        let start = |stop: &Self| stop.last.as_ref().map(|last| last.token.start);
        start(self) > start(other)
    }

    pub(super) fn into_mismatch(self) -> Mismatch {
        let path = self.last.as_ref().map(|last| show_path(&last.walk.path())).unwrap_or_default();
        let scalar = self.last.filter(|last| last.token.role == Role::Scalar);
        let misfit = scalar.and_then(|last| self.reading?.misfit(last.token.text));
        Mismatch { error: self.error, path, found: misfit }
    }
}

/// Returns the offset of the end of the token at which parsing stopped, if serde reports it.
///
/// `text` is a single line, because it has no white space between its tokens.
pub(super) fn position(text: &[u8], error: &serde_json::Error) -> Option<usize> {
    let end = error.column();
    if error.line() == 0 {
        return None;
    }
    // At an object or list, serde_json stops before the value. At the end of an item, it stops after the comma.
    let starts_container = matches!(text.get(end), Some(b'{' | b'['));
    let is_container = [" map, ", " sequence, "].iter().any(|form| {
        error.to_string().strip_prefix("invalid type:").is_some_and(|rest| rest.starts_with(form))
    });
    match end.checked_sub(1) {
        _ if starts_container && is_container => Some(end + 1),
        Some(last) if text.get(last) == Some(&b',') => Some(last),
        _ => Some(end),
    }
}

/// Returns the kind of scalar that the type expects at the last token.
fn reading(message: &str, last: Option<&Written<'_>>, is_syntax: bool) -> Option<Reading> {
    if let Some((_, expected)) = unexpected_in(message) {
        return Reading::expected(expected);
    }
    // For a 128-bit integer, serde_json stops at the point or exponent. For an integer key, at other text.
    let is_number = |last: &Written<'_>| match last.token.role {
        Role::Scalar => form(last.token.text).starts_with("a number with"),
        role => role == Role::Key,
    };
    (is_syntax && last.is_some_and(is_number)).then_some(Reading::Integer)
}
