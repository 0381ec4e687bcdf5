//! JSON bodies for restJson1.

use serde::{Serialize, ser};

use crate::protocol::json::to_json_without_null_members;

/// A type that can be the JSON body of an endpoint.
///
/// The trait exists for its compile error, which is clearer than that of `Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the body of an endpoint",
    label = "does not implement `serde::Serialize`",
    note = "derive it: `#[derive(serde::Serialize)]`"
)]
pub trait JsonBody {
    /// Returns the JSON text without `null` members, which AWS services do not accept.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be serialized as JSON.
    fn to_json(&self) -> serde_json::Result<Vec<u8>>;
}

#[diagnostic::do_not_recommend]
impl<B: Serialize + ?Sized> JsonBody for B {
    fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        to_json_without_null_members(self)
    }
}

/// Returns the JSON text of a body or body member, or `None` for `null`.
pub(super) fn to_json(value: &(impl JsonBody + ?Sized)) -> serde_json::Result<Option<Vec<u8>>> {
    let json = value.to_json()?;
    if memchr::memmem::find(&json, br#""$serde_json::private::RawValue":"#).is_some() {
        let reason = "a `Document` or `RawValue` cannot be serialized under `#[serde(flatten)]`";
        return Err(ser::Error::custom(reason));
    }
    Ok((json != b"null").then_some(json))
}

/// Appends a member to an object without its closing brace.
pub(super) fn push_member(object: &mut Vec<u8>, name: &str, json: &[u8]) {
    if object.len() > 1 {
        object.push(b',');
    }
    object.extend_from_slice(string(name).as_bytes());
    object.push(b':');
    object.extend_from_slice(json);
}

/// Returns `text` as a JSON string.
pub(super) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
