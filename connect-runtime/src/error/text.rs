//! Finds the text of an error in a body of any form.
//!
//! The service sends a JSON object with a message. A gateway, a proxy or a broken service sends something
//! else, and its text is often all that explains the failure.

use super::items::visit_items;
use crate::protocol::json::{Members, mend, parse_object, parse_tolerantly};

/// The members that hold the message of an error of AWS.
const AWS_NAMES: [&str; 3] = ["message", "Message", "errorMessage"];

/// The members that hold the text of other errors, the most specific first. A flow with mistakes has
/// `problems`.
const OTHER_NAMES: [&str; 12] = [
    "problems",
    "Problems",
    "error_description",
    "detail",
    "error",
    "Error",
    "errors",
    "Errors",
    "title",
    "msg",
    "reason",
    "Reason",
];

/// How deep the text may lie, as in `{"errors": [{"detail": "…"}]}`.
const MAX_DEPTH: u8 = 4;

/// The length in bytes that is shown of a text which is not the message of a service.
const LIMIT: usize = 1024;

/// The text of an error.
pub(crate) struct ErrorText {
    /// The text without a cut inside of it, after which a secret could not be recognized.
    text: String,
    limit: usize,
    /// The member of the body that holds the text, if the text is not a message of the service.
    member: Option<&'static str>,
}

impl ErrorText {
    /// Creates the text from a message of the service, which is not cut.
    pub(super) fn whole(text: String) -> Self {
        Self { text, limit: usize::MAX, member: None }
    }

    /// Finds the text in a body. Returns `None` if the body is empty, is not text, or is an object without
    /// a member that is known to hold text.
    pub(crate) fn of(body: &[u8]) -> Option<Self> {
        let mended = mend(body);
        let json = mended.as_ref().map_or(body, |mended| &mended.text);
        let (member, text) = match parse_object::<Members<'_>>(json) {
            Some(members) => {
                let mut messages = AWS_NAMES.iter().filter_map(|name| members.string(name));
                if let Some(message) = messages.find(|message| !message.trim().is_empty()) {
                    return Some(Self::whole(message));
                }
                let (name, text) = text_of_members(&members, MAX_DEPTH)?;
                (Some(name), text)
            }
            None => (None, text_of_value(&readable(body)?, MAX_DEPTH)?),
        };
        Some(Self { text, limit: LIMIT, member })
    }

    /// Returns the member of the body that holds the text, unless the text is a message of the service.
    pub(super) fn member(&self) -> Option<&'static str> {
        self.member
    }

    pub(super) fn as_str(&self) -> &str {
        self.text.get(..self.text.floor_char_boundary(self.limit)).unwrap_or_default()
    }

    pub(super) fn replace(&mut self, replace: impl Fn(&str) -> Option<String>) {
        if let Some(text) = replace(&self.text) {
            self.text = text;
        }
    }
}

/// Returns a body that is no JSON object as text. Returns `None` if it is not text.
///
/// Bytes that are not UTF-8 become U+FFFD, and control characters become spaces.
fn readable(body: &[u8]) -> Option<String> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let text = String::from_utf8_lossy(body);
    let is_broken = |c: &char| *c == char::REPLACEMENT_CHARACTER || *c < ' ' && !c.is_whitespace();
    let broken = text.chars().filter(is_broken).count();
    // A compressed body has about one such character of two, and a text in another encoding only a few.
    (broken * 4 <= text.chars().count()).then(|| text.chars().map(|c| c.max(' ')).collect())
}

/// Returns the text of a JSON value, or of something that is not JSON.
fn text_of_value(value: &str, depth: u8) -> Option<String> {
    let value = value.trim();
    let inner = match (value.as_bytes().first()?, depth.checked_sub(1)) {
        _ if ["null", "true", "false"].contains(&value) => return None,
        (b'"', _) => parse_tolerantly(value.as_bytes(), &mut |_| {}).ok(),
        (b'{', Some(depth)) => {
            let members = parse_object(value.as_bytes());
            members.and_then(|members| text_of_members(&members, depth)).map(|(_, text)| text)
        }
        (b'[', Some(depth)) => text_of_list(value, depth),
        _ => None,
    };
    let text = inner.unwrap_or_else(|| value.split_whitespace().collect::<Vec<_>>().join(" "));
    (!text.trim().is_empty()).then_some(text)
}

/// Returns the first text of a member, with the name of the member.
fn text_of_members(members: &Members<'_>, depth: u8) -> Option<(&'static str, String)> {
    let mut names = AWS_NAMES.into_iter().chain(OTHER_NAMES);
    names.find_map(|name| Some((name, text_of_value(members.get(name)?.get(), depth)?)))
}

/// Joins the texts of the items, up to the one that reaches the limit.
///
/// A cut between two items leaves no part of a secret.
fn text_of_list(list: &str, depth: u8) -> Option<String> {
    let mut joined = String::new();
    let is_list = visit_items(list, |item| {
        if joined.len() < LIMIT
            && let Some(text) = text_of_value(item.get(), depth)
        {
            joined.push_str(if joined.is_empty() { "" } else { "; " });
            joined.push_str(&text);
        }
    });
    (is_list && !joined.is_empty()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_items_that_are_not_shown_are_not_kept() {
        let items = format!(r#"["a"{}]"#, r#", ["b", "c"]"#.repeat(100_000));
        for body in [items.clone(), format!(r#"{{"errors": {items}}}"#), format!("[{items}]")] {
            let text = ErrorText::of(body.as_bytes()).unwrap();
            assert!(text.text.starts_with("a; b; c; b; c"), "{}", text.as_str());
            assert!((LIMIT..LIMIT + 10).contains(&text.text.len()), "{}", text.text.len());
        }
    }
}
