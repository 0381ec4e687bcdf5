//! Defines a case, which is one call of one operation, and the awkward values that the cases share.

use connect_runtime::{Call, Client, Pages, Timestamp};
use serde_json::Value;

/// A call with its arguments. Each client makes a new one.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) call: fn(&Client) -> AnyCall<'_>,
}

/// The return types of operations.
pub(crate) enum AnyCall<'a> {
    Call(Box<Call<'a, ()>>),
    Pages(Box<Pages<'a, Value>>),
}

impl<'a> From<Call<'a, ()>> for AnyCall<'a> {
    fn from(call: Call<'a, ()>) -> Self {
        Self::Call(Box::new(call))
    }
}

impl<'a> From<Pages<'a, Value>> for AnyCall<'a> {
    fn from(pages: Pages<'a, Value>) -> Self {
        Self::Pages(Box::new(pages))
    }
}

pub(super) fn case(name: &'static str, call: fn(&Client) -> AnyCall<'_>) -> Case {
    Case { name, call }
}

/// Parses a point in time, such as `2026-02-28T23:59:59.5Z`.
pub(super) fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) const INSTANCE: &str = "11111111-2222-3333-4444-555555555555";
pub(super) const CONTACT: &str = "22222222-3333-4444-5555-666666666666";
pub(super) const TOKEN: &str = "33333333-4444-4555-8666-777777777777";
pub(super) const INSTANCE_ARN: &str =
    "arn:aws:connect:us-west-2:123456789012:instance/11111111-2222-3333-4444-555555555555";
pub(super) const QUEUE_ARN: &str = "arn:aws:connect:us-west-2:123456789012:instance/\
                                    11111111-2222-3333-4444-555555555555/queue/\
                                    22222222-3333-4444-5555-666666666666";

/// Every printable ASCII character that is not a letter or a digit, each between two letters.
pub(super) const RESERVED: &str =
    "a/b?c#d%e+f&g=h i*j!k'l(m)n~o:p@q,r;s$t[u]v\\w\"x<y>z|A^B`C{D}E-F_G.H";
pub(super) const ESCAPED: &str = "%2F%2f%25%zz%";
pub(super) const UNICODE: &str = "é日本🦀e\u{301}\u{a0}\u{2028}\u{feff}";
pub(super) const CONTROL: &str = "a\tb\nc\rd\0e\u{1f}f\u{7f}g";

/// Returns 1500 characters, including each base64 character that a URL must encode.
pub(super) fn long_token() -> String {
    "ab+/=Zz9-_".repeat(150)
}

/// Returns 8 KiB of UTF-8.
pub(super) fn long_text() -> String {
    "é\n\t\"\\/~".repeat(1024)
}
