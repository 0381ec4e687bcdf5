//! Removes members that an object repeats, so that the last one wins, as in other JSON parsers.

use std::collections::HashMap;

use super::edits::Change;
use super::repair::Repairing;
use super::stop::Stop;
use super::walk::{Role, Walk};

/// Bounds the number of members that may be another name of a field.
const MAX_CANDIDATES: usize = 64;

impl<'a> Repairing<'a, '_, '_> {
    /// Removes all but the last of the members with the same key in an object. Returns whether there are any.
    pub(super) fn remove_repeated(&mut self) -> bool {
        if std::mem::replace(&mut self.is_unique, true) {
            return false;
        }
        let (mut walk, mut objects) = (Walk::new(self.json), Vec::new());
        let mut is_found = false;
        while let Some(token) = walk.next() {
            match (token.role, walk.peek_value()) {
                (Role::Open, _) => objects.push(HashMap::new()),
                (Role::Close, _) => drop(objects.pop()),
                (Role::Key, Some(value)) => {
                    let earlier = objects.last_mut().and_then(|members: &mut HashMap<_, _>| {
                        members.insert(key_text(token.text), value.start)
                    });
                    if let Some(earlier) = earlier {
                        is_found = true;
                        self.edits.single.insert(earlier, Change::Remove);
                        self.record_repeated(&walk);
                    }
                }
                _ => {}
            }
        }
        is_found
    }

    fn record_repeated(&mut self, walk: &Walk<'_>) {
        if self.repairs.len() < MAX_CANDIDATES {
            self.record(&walk.path(), "a member given more than once", "the last one");
        }
    }

    /// Removes the first of the members that stand for the same field by different names.
    pub(super) fn remove_alias(&mut self, stop: &Stop<'a>) -> bool {
        let Some(last) = &stop.last else { return false };
        let range = match last.token.role {
            Role::Key => last.walk.object_start()..last.token.start,
            _ => stop.range(self.json),
        };
        let mut walk = Walk::new(self.json.get(range.start..).unwrap_or_default());
        let mut values = Vec::new();
        while let Some(token) = walk.next()
            && range.start + token.start < range.end
            && values.len() < MAX_CANDIDATES
        {
            if token.role == Role::Key {
                values.extend(walk.peek_value().map(|value| range.start + value.start));
                walk.skip_value();
            }
        }
        for value in values {
            let before = self.edits.clone();
            if self.edits.single.insert(value, Change::Remove) == Some(Change::Remove) {
                continue;
            }
            if self.passes == 0 {
                return false;
            }
            let next = self.parse();
            let helps = next.is_none_or(|next| {
                let is_other = next.message != stop.message || next.is_after(stop);
                is_other && !next.message.starts_with("missing field ")
            });
            if helps {
                self.record_repeated(&last.walk);
                return true;
            }
            self.edits = before;
        }
        false
    }
}

/// Returns the text of a key, which may have escapes.
fn key_text(key: &[u8]) -> Vec<u8> {
    let text: Option<String> = serde_json::from_slice(key).ok();
    text.map_or_else(|| key.to_vec(), String::into_bytes)
}
