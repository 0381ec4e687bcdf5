//! A JSON object whose values stay text.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The members of an object in order, with the text of each value.
#[derive(Default)]
pub(crate) struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Members<'a> {
    /// Returns the member `name`, the last one if it is given more than once.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.iter().rev().find_map(|(key, value)| (key == name).then_some(*value))
    }

    /// Returns the member `name` if it is a string.
    pub(crate) fn string(&self, name: &str) -> Option<String> {
        serde_json::from_slice(self.get(name)?.get().as_bytes()).ok()
    }

    pub(crate) fn push(&mut self, key: String, value: &'a RawValue) {
        self.0.push((key, value));
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &(String, &'a RawValue)> {
        self.0.iter()
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}
