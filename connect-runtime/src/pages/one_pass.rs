//! Decodes the items of a page where they stand in the text of an output.
//!
//! A page is mostly its list of items. To look for the list first, and to parse its text afterwards, would read
//! it twice. A page that does not fit as it is goes to `decode.rs`, which decodes each member for itself.

use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::names::FoundNames;
use super::page::DecodedPage;
use crate::declaration::operation::Paging;
use crate::protocol::json::Members;

/// Parses the object at the start of `text` into a page, and returns the length of its text.
///
/// # Errors
///
/// Returns an error if the text, the items or the token do not fit as they are. The error has no meaning for
/// users.
pub(super) fn parse_page<Item: DeserializeOwned>(
    text: &[u8],
    paging: &Paging,
) -> serde_json::Result<(DecodedPage<Vec<Item>>, usize)> {
    // Serde skips invalid UTF-8 in members that it ignores, but the client reports it.
    str::from_utf8(text).map_err(serde_json::Error::custom)?;
    let mut json = serde_json::Deserializer::from_slice(text);
    let page = PageReader { paging, items: PhantomData }.deserialize(&mut json)?;
    Ok((page, json.into_iter::<IgnoredAny>().byte_offset()))
}

struct PageReader<'p, Item> {
    paging: &'p Paging,
    items: PhantomData<fn() -> Item>,
}

impl<'de, Item: Deserialize<'de>> DeserializeSeed<'de> for PageReader<'_, Item> {
    type Value = DecodedPage<Vec<Item>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, Item: Deserialize<'de>> Visitor<'de> for PageReader<'_, Item> {
    type Value = DecodedPage<Vec<Item>>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object with a page")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut items: Option<Option<Vec<Item>>> = None;
        let mut token: Option<Option<String>> = None;
        let mut others = Members::default();
        while let Some(name) = map.next_key::<String>()? {
            let is_items = name == self.paging.items();
            let is_new = match (is_items, name == self.paging.response_token()) {
                (true, false) => items.replace(map.next_value()?).is_none(),
                (false, true) => token.replace(map.next_value()?).is_none(),
                (false, false) => {
                    others.push(name, map.next_value()?);
                    true
                }
                (true, true) => false,
            };
            if !is_new {
                return Err(A::Error::custom("a member is repeated or has two meanings"));
            }
        }
        let names = FoundNames::beside(&others, self.paging, items.is_some(), token.is_some());
        Ok(DecodedPage {
            page: items.flatten().unwrap_or_default(),
            // Some services end their lists with an empty token.
            token: token.flatten().filter(|token| !token.is_empty()),
            names,
            is_items: true,
        })
    }
}
