//! JSON bodies as restJson1 wants them.

use serde::{Serialize, ser};

use crate::protocol::json::without_null_members;

/// The body of an endpoint: what has a JSON form. It has this name for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the body of an endpoint",
    label = "does not implement `serde::Serialize`",
    note = "derive it: `#[derive(serde::Serialize)]`"
)]
pub trait JsonBody {
    /// The JSON text, `null` members included.
    ///
    /// # Errors
    ///
    /// Where the value has no JSON form.
    fn to_json(&self) -> serde_json::Result<Vec<u8>>;
}

#[diagnostic::do_not_recommend]
impl<B: Serialize + ?Sized> JsonBody for B {
    fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }
}

/// The JSON text of a body or a member of one; none for `null`.
///
/// AWS services take an absent member and refuse a `null` one; serde writes `null` for a `None`.
pub(super) fn to_json(value: &(impl JsonBody + ?Sized)) -> serde_json::Result<Option<Vec<u8>>> {
    let json = value.to_json()?;
    if memchr::memmem::find(&json, br#""$serde_json::private::RawValue":"#).is_some() {
        let reason =
            "a `Document` or `RawValue` is under `#[serde(flatten)]`, where it has no form";
        return Err(ser::Error::custom(reason));
    }
    Ok((json != b"null").then(|| without_null_members(json)))
}

/// Appends a member to an object that is not closed yet.
pub(super) fn push_member(object: &mut Vec<u8>, name: &str, json: &[u8]) {
    if object.len() > 1 {
        object.push(b',');
    }
    object.extend_from_slice(string(name).as_bytes());
    object.push(b':');
    object.extend_from_slice(json);
}

/// A JSON string.
pub(super) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
