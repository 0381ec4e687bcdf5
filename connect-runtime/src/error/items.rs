//! Visits the items of a JSON list without keeping them.

use std::fmt;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Calls `visit` with each item of a list, and returns whether the text is a list.
///
/// A body of the largest size holds millions of items, of which an error shows a few. A `Vec` of them would take many
/// times the memory of the body.
pub(super) fn visit_items<'a>(json: &'a str, visit: impl FnMut(&'a RawValue)) -> bool {
    // From bytes, as everywhere else, so that `serde_json`'s reader is compiled once.
    let mut deserializer = serde_json::Deserializer::from_slice(json.as_bytes());
    deserializer.deserialize_seq(Items(visit)).and_then(|()| deserializer.end()).is_ok()
}

struct Items<F>(F);

impl<'de, F: FnMut(&'de RawValue)> Visitor<'de> for Items<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            (self.0)(item);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_list_is_one() {
        for (json, is_list, visited) in [
            ("[]", true, ""),
            (r#" [1, "a", [2]] "#, true, r#"1 "a" [2] "#),
            ("[1, 2", false, "1 2 "),
            ("[1] 2", false, "1 "),
            (r#"{"a": 1}"#, false, ""),
            ("7", false, ""),
            ("", false, ""),
        ] {
            let mut items = String::new();
            let visit = |item: &RawValue| items.extend([item.get(), " "]);
            assert_eq!(visit_items(json, visit), is_list, "{json}");
            assert_eq!(items, visited, "{json}");
        }
    }
}
