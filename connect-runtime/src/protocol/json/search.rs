//! Finds the value to repair where serde does not report its position.

use std::ops::Range;

use super::edits::{Change, Edits, Written};
use super::path::show_member;
use super::reading::{Reading, unexpected, unexpected_in};
use super::repair::{MAX_DEPTH, Repairing};
use super::report::Repair;
use super::stop::Stop;

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
        let mut candidates = self.scalars(stop.range(self.json));
        candidates.retain(|value| {
            let is_readable = stop.reading.is_some_and(|it| it.read(value.token.text).is_some());
            let is_repairable =
                value.text == b"null" || value.text != value.token.text || is_readable;
            is_repairable && unexpected(&value.text).as_deref() == Some(unexpected_value)
        });
        candidates.truncate(MAX_CANDIDATES);
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
            let mut edits = self.edits.clone();
            for (index, value) in candidates.iter().enumerate() {
                edits.single.insert(value.token.start, Change::Write(mark(index).into_bytes()));
            }
            let marked = self.parse(&edits)?;
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
        if stop.reading.is_some() {
            return false;
        }
        let mut tried: Vec<(String, Vec<u8>)> = Vec::new();
        let mut helpful = None;
        for value in self.scalars(stop.range(self.json)) {
            let path = show_member(&value.walk.path());
            for reading in Reading::ALL {
                let text =
                    if value.text == b"null" { None } else { reading.read(value.token.text) };
                let attempt = (path.clone(), text.unwrap_or_else(|| value.text.clone()));
                let is_edit = value.text == b"null" || attempt.1 != value.text;
                if !is_edit || tried.contains(&attempt) || tried.len() >= MAX_CANDIDATES {
                    continue;
                }
                tried.push(attempt);
                let before = self.snapshot();
                if !self.repair_scalar(&value, Some(reading)) {
                    self.restore(before);
                    continue;
                }
                let next = self.parse(&self.edits.clone());
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

    fn scalars(&self, range: Range<usize>) -> Vec<Written<'a>> {
        let mut scalars = Vec::new();
        self.edits.scalars(self.json, range, &mut |value| {
            if value.walk.depth() <= MAX_DEPTH {
                scalars.push(value);
            }
        });
        scalars
    }
}
