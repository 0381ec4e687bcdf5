//! The elements and members that a run gives to a type.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess};
use serde_json::Error;

use super::{Probe, Run};

/// Deserializes the value of a place, and remembers the place if its type refuses the value.
fn visit<'de, S: DeserializeSeed<'de>>(
    run: &Run,
    seed: S,
    probe: Probe<'_>,
) -> Result<S::Value, Error> {
    let path = probe.path.clone();
    let result = seed.deserialize(probe);
    if result.is_err() {
        run.seen.borrow_mut().refused.get_or_insert(path);
    }
    result
}

pub(super) struct Elements<'r> {
    pub(super) run: &'r Run,
    pub(super) element: Option<Probe<'r>>,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        self.element.take().map(|element| visit(self.run, seed, element)).transpose()
    }
}

pub(super) struct Entries<'r> {
    run: &'r Run,
    rest: std::vec::IntoIter<(&'static str, Probe<'r>)>,
    value: Option<Probe<'r>>,
}

impl<'r> Entries<'r> {
    pub(super) fn new(run: &'r Run, entries: Vec<(&'static str, Probe<'r>)>) -> Self {
        Self { run, rest: entries.into_iter(), value: None }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        let name: StrDeserializer<'_, Error> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let value = self.value.take().ok_or_else(|| Error::custom("a value without its name"))?;
        visit(self.run, seed, value)
    }
}
