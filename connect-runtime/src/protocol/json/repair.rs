//! Repairs JSON that does not fit the declared type.
//!
//! The repairs change the text and parse it again with the same code as before. A second deserializer that
//! is tolerant itself would be compiled for every output type. Where serde stopped, and what it expected,
//! say what to change. Other values of the same path are changed with it, so that a few passes suffice.

use super::edits::{Change, Edits, Written};
use super::parse::{Mismatch, ParseStart, parse_whole};
use super::path::show_member;
use super::reading::{Reading, form};
use super::report::{Repair, Report};
use super::stop::{Stop, position};
use super::walk::{Role, Step};

/// Bounds the work for a large body: about this many bytes are parsed.
const MAX_PARSED: usize = 128 * 1024 * 1024;
/// `serde_json` reads no deeper values.
pub(super) const MAX_DEPTH: usize = 128;

/// Parses well-formed JSON that does not fit as it is.
#[cold]
pub(super) fn parse_with_repairs(
    json: &[u8],
    parse: &mut ParseStart<'_>,
    report: &mut Report<'_>,
) -> Result<(), Mismatch> {
    let passes = (MAX_PARSED / (json.len() + 1)).clamp(16, 512);
    let edits = Edits::new((passes / 2).clamp(8, 64));
    let mut repairing =
        Repairing { json, parse, edits, repairs: Vec::new(), passes, is_unique: false };
    let failure = repairing.run();
    if failure.is_none() {
        repairing.repairs.into_iter().for_each(report);
    }
    failure.map_or(Ok(()), Err)
}

/// The repairs of one text.
pub(super) struct Repairing<'a, 'p, 'q> {
    pub(super) json: &'a [u8],
    parse: &'p mut ParseStart<'q>,
    pub(super) edits: Edits,
    pub(super) repairs: Vec<Repair>,
    /// How often the text may still be parsed.
    pub(super) passes: usize,
    /// Whether repeated members have been removed.
    pub(super) is_unique: bool,
}

impl<'a> Repairing<'a, '_, '_> {
    /// Returns why the text cannot be repaired, or `None` if it was.
    fn run(&mut self) -> Option<Mismatch> {
        let mut stop = self.parse()?;
        while self.passes > 0 && self.improve(&stop) {
            stop = self.parse()?;
        }
        // For a flattened or untagged type, more than one `null` may have to be removed.
        self.edits.removes_all_nulls = true;
        if memchr::memmem::find(self.json, b"null").is_some() {
            self.parse()?;
        }
        Some(stop.into_mismatch())
    }

    /// Parses the changed text. Returns where parsing stopped, or `None` if the text fits.
    pub(super) fn parse(&mut self) -> Option<Stop<'a>> {
        self.passes = self.passes.saturating_sub(1);
        let text = self.edits.apply(self.json);
        let error = parse_whole(&text, self.parse).err()?;
        let last = position(&text, &error).and_then(|end| self.edits.token_before(self.json, end));
        Some(Stop::new(error, last))
    }

    /// Makes one more edit. Returns whether there is one to make.
    fn improve(&mut self, stop: &Stop<'a>) -> bool {
        if stop.message.starts_with("duplicate field ") {
            return self.remove_repeated() || self.remove_alias(stop);
        }
        let is_improved = match &stop.last {
            Some(last) => match last.token.role {
                Role::Scalar => self.repair_scalar(last, stop.reading) || self.try_all(stop),
                Role::Key => self.repair_key(last, stop.reading),
                Role::Close => self.repair_inside(stop),
                Role::Open | Role::Separator => false,
            },
            None => self.repair_inside(stop),
        };
        is_improved || self.remove_repeated()
    }

    /// Adds the rule for the value's path.
    pub(super) fn repair_scalar(&mut self, value: &Written<'a>, reading: Option<Reading>) -> bool {
        let (token, path) = (value.token, value.walk.path());
        if self.edits.single.contains_key(&token.start) || path.len() > MAX_DEPTH {
            return false;
        }
        if value.text == b"null" {
            if path.is_empty() {
                return false;
            }
            self.edits.rules.at(&path).removes_null = true;
            return true;
        }
        let Some(reading) = reading else { return false };
        let is_readable = reading.read(token.text).is_some();
        let is_changed = value.text != token.text;
        if !is_readable && !is_changed {
            return false;
        }
        let rule = self.edits.rules.at(&path);
        match rule.value {
            None if is_readable => rule.value = Some(reading),
            // A rule for all values around may be new here. One that has changed the value is of no use.
            Some(present) if present == reading && is_changed => return false,
            Some(present) if present == reading => {}
            // Values of the same path have different types: the rule is for all members of an object, or the
            // object is a tagged union.
            _ => {
                if let Some(own) = self.edits.rules.own(&path) {
                    own.value = is_readable.then_some(reading);
                    return true;
                }
                let change = if is_readable { Change::Read(reading) } else { Change::Keep };
                self.edits.single.insert(token.start, change);
            }
        }
        if is_readable {
            self.record(&path, form(token.text), reading.name());
        }
        true
    }

    /// Adds the rule for the keys of the map.
    fn repair_key(&mut self, key: &Written<'a>, reading: Option<Reading>) -> bool {
        let Some(reading) = reading.filter(|it| it.read_key(key.token.text).is_some()) else {
            return false;
        };
        let mut path = key.walk.path();
        path.pop();
        let is_new = key.text == key.token.text;
        if is_new {
            self.edits.rules.at(&path).keys = Some(reading);
            self.record(&path, "a key in another form", reading.name());
        }
        is_new
    }

    pub(super) fn record(&mut self, path: &[Step<'_>], found: &'static str, read_as: &'static str) {
        let member = show_member(path);
        if self.repairs.iter().all(|repair| repair.member != member) {
            self.repairs.push(Repair { member, found, read_as });
        }
    }
}
