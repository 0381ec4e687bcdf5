//! Finds the text of an error in a body of any form.
//!
//! The service sends a JSON object with a message. A gateway, a proxy or a broken service sends something
//! else, and its text is often all that explains the failure.

use serde_json::value::RawValue;

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
    /// The whole text. A secret in it could not be recognized after a cut.
    text: String,
    limit: usize,
}

impl ErrorText {
    /// Creates the text from a message of the service, which is not cut.
    pub(super) fn whole(text: String) -> Self {
        Self { text, limit: usize::MAX }
    }

    /// Finds the text in a body. Returns `None` if the body is empty, is not text, or is an object without
    /// a member that is known to hold text.
    pub(crate) fn of(body: &[u8]) -> Option<Self> {
        let mended = mend(body);
        let json = mended.as_ref().map_or(body, |mended| &mended.text);
        let text = match parse_object::<Members<'_>>(json) {
            Some(members) => {
                let mut messages = AWS_NAMES.iter().filter_map(|name| members.string(name));
                if let Some(message) = messages.find(|message| !message.trim().is_empty()) {
                    return Some(Self::whole(message));
                }
                text_of_members(&members, MAX_DEPTH)
            }
            None => text_of_value(&readable(body)?, MAX_DEPTH),
        };
        text.map(|text| Self { text, limit: LIMIT })
    }

    /// Whether it is a message of the service.
    pub(super) fn is_whole(&self) -> bool {
        self.limit == usize::MAX
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
    (broken * 4 <= text.chars().count()).then(|| text.replace(|c| c < ' ', " "))
}

/// Returns the text of a JSON value, or of something that is not JSON.
fn text_of_value(value: &str, depth: u8) -> Option<String> {
    let value = value.trim();
    let inner = match (value.as_bytes().first()?, depth.checked_sub(1)) {
        _ if ["null", "true", "false"].contains(&value) => return None,
        (b'"', _) => parse_tolerantly(value.as_bytes(), &mut |_| {}).ok(),
        (b'{', Some(depth)) => {
            parse_object(value.as_bytes()).and_then(|members| text_of_members(&members, depth))
        }
        (b'[', Some(depth)) => text_of_list(value, depth),
        _ => None,
    };
    let text = inner.unwrap_or_else(|| value.split_whitespace().collect::<Vec<_>>().join(" "));
    (!text.trim().is_empty()).then_some(text)
}

fn text_of_members(members: &Members<'_>, depth: u8) -> Option<String> {
    let mut names = AWS_NAMES.iter().chain(&OTHER_NAMES);
    names.find_map(|name| text_of_value(members.get(name)?.get(), depth))
}

fn text_of_list(list: &str, depth: u8) -> Option<String> {
    let values: Vec<&RawValue> = serde_json::from_str(list).ok()?;
    let texts: Vec<String> =
        values.iter().filter_map(|value| text_of_value(value.get(), depth)).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}
