//! Finds the value to repair where serde does not report its position.

use std::ops::Range;

use super::edits::{Change, Edits, Written};
use super::path::show_member;
use super::reading::{Reading, unexpected, unexpected_in};
use super::repair::{MAX_DEPTH, Repairing};
use super::report::Repair;
use super::stop::Stop;
use super::walk::Token;

/// Bounds the number of values that are searched.
const MAX_CANDIDATES: usize = 64;

impl<'a> Repairing<'a, '_, '_> {
    /// Repairs a value inside a flattened, tagged or untagged type, for which serde reports only the end.
    ///
    /// Serde's message shows the value. If several look the same, a parse with a different value in the place
    /// of each tells which one it is.
    pub(super) fn repair_inside(&mut self, stop: &Stop<'a>) -> bool {
        let Some((unexpected_value, _)) = unexpected_in(&stop.message) else {
            return self.try_all(stop);
        };
        let candidates = self.scalars(stop.range(self.json), &mut |token, text| {
            let is_repairable = || {
                let is_changed = text == b"null" || text != token.text;
                is_changed || stop.reading.is_some_and(|it| it.read(token.text).is_some())
            };
            may_be(unexpected_value, text)
                && unexpected(text).as_deref() == Some(unexpected_value)
                && is_repairable()
        });
        let value = match &candidates[..] {
            [value] => Some(value),
            several => self.find_culprit(several.iter().collect(), stop),
        };
        value.is_some_and(|value| self.repair_scalar(value, stop.reading))
    }

    /// Returns the candidate at which parsing stops.
    fn find_culprit<'c>(
        &mut self,
        mut candidates: Vec<&'c Written<'a>>,
        stop: &Stop<'a>,
    ) -> Option<&'c Written<'a>> {
        let mark = |index: usize| match stop.reading {
            Some(Reading::Text) => format!("{}", 7_000_000_000_000_000 + index),
            _ => format!("\"\\u001f{index}\""),
        };
        let (_, expected) = unexpected_in(&stop.message)?;
        while self.passes > 0 {
            let before = self.snapshot();
            for (index, value) in candidates.iter().enumerate() {
                let change = Change::Write(mark(index).into_bytes());
                self.edits.single.insert(value.token.start, change);
            }
            let marked = self.parse();
            self.restore(before);
            let marked = marked?;
            let (found, expected_there) = unexpected_in(&marked.message)?;
            let is_found =
                |index: &usize| unexpected(mark(*index).as_bytes()).as_deref() == Some(found);
            let index = (0..candidates.len()).find(is_found)?;
            let value = candidates.swap_remove(index);
            if expected_there == expected {
                return Some(value);
            }
            // The value fits as it is, and its mark does not.
        }
        None
    }

    /// Tries every repair alone where serde says neither the value nor what it expects.
    ///
    /// Makes an edit only if exactly one helps, since the meaning is not sure otherwise.
    pub(super) fn try_all(&mut self, stop: &Stop<'a>) -> bool {
        /// A scalar in another form cannot be the cause of these.
        const OTHER_CAUSES: [&str; 4] =
            ["missing field ", "unknown field ", "unknown variant ", "invalid length "];
        let is_known = unexpected_in(&stop.message).is_some()
            || OTHER_CAUSES.iter().any(|cause| stop.message.starts_with(cause));
        if is_known || stop.reading.is_some() {
            return false;
        }
        let mut tried: Vec<(String, Vec<u8>)> = Vec::new();
        let mut helpful = None;
        for value in self.scalars(stop.range(self.json), &mut |_, _| true) {
            let path = show_member(&value.walk.path());
            for reading in Reading::ALL {
                let text =
                    if value.text == b"null" { None } else { reading.read(value.token.text) };
                let attempt = (path.clone(), text.unwrap_or_else(|| value.text.clone()));
                let is_edit = value.text == b"null" || attempt.1 != value.text;
                if !is_edit || tried.contains(&attempt) {
                    continue;
                }
                if self.passes == 0 {
                    return false;
                }
                tried.push(attempt);
                let before = self.snapshot();
                if !self.repair_scalar(&value, Some(reading)) {
                    self.restore(before);
                    continue;
                }
                let next = self.parse();
                let after = self.snapshot();
                self.restore(before);
                if next.is_none_or(|next| next.is_after(stop)) && helpful.replace(after).is_some() {
                    return false;
                }
            }
        }
        let is_sure = helpful.is_some();
        if let Some(edits) = helpful {
            self.restore(edits);
        }
        is_sure
    }

    fn snapshot(&self) -> (Edits, Vec<Repair>) {
        (self.edits.clone(), self.repairs.clone())
    }

    fn restore(&mut self, (edits, repairs): (Edits, Vec<Repair>)) {
        (self.edits, self.repairs) = (edits, repairs);
    }

    /// Returns the first scalars in a part of the text that are wanted, given as they are and as written.
    fn scalars(
        &self,
        range: Range<usize>,
        is_wanted: &mut dyn FnMut(&Token<'_>, &[u8]) -> bool,
    ) -> Vec<Written<'a>> {
        let mut scalars = Vec::new();
        self.edits.visit_scalars(self.json, range, &mut |token, part| {
            if part.walk.depth() <= MAX_DEPTH && is_wanted(token, part.text) {
                scalars.extend(part.to_written());
            }
            scalars.len() < MAX_CANDIDATES
        });
        scalars
    }
}

/// Whether serde's description may be of the scalar `token`. Costs less than the description.
fn may_be(description: &str, token: &[u8]) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && *byte != b'\\';
    match token {
        [b'"', ..] if token.iter().all(is_plain) => {
            description.strip_prefix("string ").is_some_and(|text| text.as_bytes() == token)
        }
        [b'"', ..] => description.starts_with("string"),
        b"null" => description.starts_with("null"),
        b"true" | b"false" => description.starts_with("boolean"),
        _ => true,
    }
}
