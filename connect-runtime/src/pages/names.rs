//! Checks the names in `pages(…)` against the pages that arrive.
//!
//! A wrong name would lose items or pages in silence. But a service may leave out an empty list, and the
//! last page has no token. A name therefore counts as wrong only if a page has another member in its place,
//! or if none of several pages has the items.

use std::sync::{Mutex, PoisonError};

use serde_json::value::RawValue;
use tracing::{Level, enabled, warn};

use crate::declaration::operation::{Operation, Paging};
use crate::protocol::json::{Members, parse_object, shown_key};

/// What a page has for a declared name.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    Declared,
    /// Another member that seems to be meant.
    Other(String),
    Nothing,
}

/// What a page has for the declared names.
pub(crate) struct FoundNames {
    pub(crate) items: Found,
    pub(crate) token: Found,
}

impl FoundNames {
    pub(super) fn in_page(members: &Members<'_>, paging: &Paging) -> Self {
        let has = |name: &str| members.get(name).is_some();
        Self::beside(members, paging, has(paging.items()), has(paging.response_token()))
    }

    /// Does the same for a page whose declared members are known. `others` need not have them.
    pub(super) fn beside(
        others: &Members<'_>,
        paging: &Paging,
        has_items: bool,
        has_token: bool,
    ) -> Self {
        Self {
            items: find(others, has_items, paging.items(), is_items),
            token: find(others, has_token, paging.response_token(), is_token),
        }
    }
}

/// The names that the pages had so far.
#[derive(Default)]
pub(super) struct NameCheck {
    has_had_items: bool,
    has_had_token: bool,
    /// Whether a page before had a token.
    has_continued: bool,
}

impl NameCheck {
    /// Checks a page, and warns about a name that is wrong.
    ///
    /// Returns the reason for an error if the list has several pages and the items are lost.
    pub(super) fn check(
        &mut self,
        operation: &Operation,
        paging: &Paging,
        found: &FoundNames,
        has_next: bool,
    ) -> Option<String> {
        self.has_had_items |= found.items == Found::Declared;
        self.has_had_token |= found.token == Found::Declared;
        self.has_continued |= has_next;
        if let Found::Other(other) = &found.token
            && !self.has_had_token
        {
            warn_once(operation, "token", paging.response_token(), Some(other));
        }
        match &found.items {
            _ if self.has_had_items => None,
            Found::Other(other) => {
                let items = paging.items();
                warn_once(operation, "items", items, Some(other));
                let reason = format!("has no member `{items}` with items, but the list `{other}`");
                self.has_continued.then_some(reason)
            }
            // A later page may have the items.
            _ if has_next || !self.has_continued => None,
            _ => {
                let items = paging.items();
                warn_once(operation, "items", items, None);
                Some(format!("is the last page, and no page has the member `{items}` with items"))
            }
        }
    }
}

/// Looks for a member that is like `name`, unless the page has the member itself.
fn find(
    members: &Members<'_>,
    is_declared: bool,
    name: &str,
    is_like: fn(&str, &RawValue, &str) -> Option<String>,
) -> Found {
    if is_declared {
        return Found::Declared;
    }
    let other = members.iter().find_map(|(key, value)| is_like(key, value, name));
    other.map_or(Found::Nothing, Found::Other)
}

/// Returns the path of a list with items: the member itself, or the member `name` in it.
fn is_items(key: &str, value: &RawValue, name: &str) -> Option<String> {
    let is_list = |value: &RawValue| {
        let first = value.get().strip_prefix('[').and_then(|rest| rest.trim_start().chars().next());
        first.is_some_and(|first| first != ']')
    };
    if is_list(value) {
        return Some(shown_key(key.as_bytes()).to_owned());
    }
    let inner: Members<'_> = parse_object(value.get().as_bytes())?;
    inner.get(name).is_some_and(is_list).then(|| format!("{}.{name}", shown_key(key.as_bytes())))
}

/// Returns the name of a member that holds the token of a next page.
fn is_token(key: &str, value: &RawValue, name: &str) -> Option<String> {
    let has_text = value.get().starts_with('"') && value.get() != "\"\"";
    let plain = |name: &str| {
        let mut name = name.to_ascii_lowercase();
        name.retain(|c| !['_', '-'].contains(&c));
        name
    };
    let is_like = |key: &str| {
        key == plain(name)
            || ["continuationtoken", "marker", "paginationtoken"].contains(&key)
            || key.starts_with("next")
                && ["cursor", "marker", "pagetoken", "token"].iter().any(|end| key.ends_with(end))
    };
    (has_text && is_like(&plain(key))).then(|| shown_key(key.as_bytes()).to_owned())
}

/// Warns about a name in `pages(…)`, once per operation and name.
fn warn_once(operation: &Operation, part: &str, name: &'static str, other: Option<&str>) {
    static WARNED: Mutex<Vec<(&str, &str, &str)>> = Mutex::new(Vec::new());
    if !enabled!(Level::WARN) {
        return;
    }
    let key = (operation.service().name(), operation.name(), name);
    {
        let mut warned = WARNED.lock().unwrap_or_else(PoisonError::into_inner);
        if warned.contains(&key) {
            return;
        }
        warned.push(key);
    }
    let other = other.map(|other| format!("; it has `{other}`")).unwrap_or_default();
    warn!(
        "rpc.service" = operation.service().name(),
        "rpc.method" = operation.name(),
        "connect.member" = name,
        "{}: no page has the member `{name}`, which `pages({part} = …)` declares{other}",
        operation.name(),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(json: &str) -> Members<'_> {
        parse_object(json.as_bytes()).unwrap()
    }

    #[test]
    fn a_list_in_place_of_the_items_is_found() {
        for (json, expected) in [
            (r#"{"Users":[]}"#, Found::Declared),
            (r#"{"Users":null,"Others":[1]}"#, Found::Declared),
            (r#"{"users":[1]}"#, Found::Other("users".to_owned())),
            (r#"{"Total":3,"UserList":[ {"a":1}]}"#, Found::Other("UserList".to_owned())),
            (r#"{"Data":{"Users":[1]}}"#, Found::Other("Data.Users".to_owned())),
            (r#"{"jane@example.com":[1]}"#, Found::Other("*".to_owned())),
            (r#"{"UserList":[]}"#, Found::Nothing),
            (r#"{"UserList":[ ]}"#, Found::Nothing),
            (r#"{"Data":{"Others":[1]}}"#, Found::Nothing),
            (r#"{"Total":3,"Name":"[1]"}"#, Found::Nothing),
            ("{}", Found::Nothing),
        ] {
            let members = members(json);
            let is_declared = members.get("Users").is_some();
            assert_eq!(find(&members, is_declared, "Users", is_items), expected, "{json}");
        }
    }

    #[test]
    fn a_token_with_another_name_is_found() {
        for (json, expected) in [
            (r#"{"PageToken":null,"NextToken":"a"}"#, Found::Declared),
            (r#"{"NextToken":"a"}"#, Found::Other("NextToken".to_owned())),
            (r#"{"next_page_token":"a"}"#, Found::Other("next_page_token".to_owned())),
            (r#"{"pageToken":"a"}"#, Found::Other("pageToken".to_owned())),
            (r#"{"NextMarker":"a"}"#, Found::Other("NextMarker".to_owned())),
            (r#"{"NextToken":""}"#, Found::Nothing),
            (r#"{"NextToken":null}"#, Found::Nothing),
            (r#"{"ParticipantToken":"a","ClientToken":"b","Next":"c"}"#, Found::Nothing),
            (r#"{"nextMessage":"a"}"#, Found::Nothing),
        ] {
            let members = members(json);
            let is_declared = members.get("PageToken").is_some();
            assert_eq!(find(&members, is_declared, "PageToken", is_token), expected, "{json}");
        }
    }
}
