//! Free-form JSON, which the model calls `document`.

use std::io;

use serde::ser::{Error, SerializeStruct};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use serde_json::ser::Formatter;

use crate::protocol::json::KEEP_NULL_MARK;

/// Any JSON value, for members that the model declares as `document`.
///
/// A `null` inside it is sent. Elsewhere in a body, `null` members are left out.
///
/// Only `serde_json` can serialize it, and not under `#[serde(flatten)]`.
///
/// ```
/// use connect_runtime::{Call, ConnectClient, Document, connect_endpoint};
///
/// #[derive(serde::Serialize)]
/// struct MessageInput {
///     value: MessageData,
/// }
///
/// #[derive(serde::Serialize)]
/// struct MessageData {
///     data: Document,
/// }
///
/// trait Messages: ConnectClient {
///     #[connect_endpoint(
///         POST "/assistants/<assistantId>/sessions/<sessionId>/message",
///         service = Q_CONNECT,
///     )]
///     fn send_message(
///         &self,
///         assistant_id: &str,
///         session_id: &str,
///         #[body("type")] message_type: &str,
///         #[body("message")] message: &MessageInput,
///     ) -> Call<'_, ()>;
/// }
/// # impl Messages for connect_runtime::Client {}
///
/// # let client = connect_runtime::Client::builder().region("us-west-2").credentials(
/// #     connect_runtime::Credentials::new("a", "b", None, None, "docs")).build()?;
/// let data = Document(serde_json::json!({ "limit": null }));
/// let message = MessageInput { value: MessageData { data } };
/// let call = client.send_message("an-assistant", "a-session", "DATA", &message);
/// let body: serde_json::Value = serde_json::from_slice(call.request().unwrap().body())?;
/// assert_eq!(body["message"].to_string(), r#"{"value":{"data":{"limit":null}}}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Document(pub Value);

impl From<Value> for Document {
    fn from(json: Value) -> Self {
        Self(json)
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = Vec::new();
        let mut json = serde_json::Serializer::with_formatter(&mut text, MarkNulls);
        self.0.serialize(&mut json).map_err(S::Error::custom)?;
        let text = String::from_utf8(text).map_err(S::Error::custom)?;
        let mut raw = serializer.serialize_struct(RAW_VALUE, 1)?;
        raw.serialize_field(RAW_VALUE, &text)?;
        raw.end()
    }
}

/// The struct name by which `serde_json` recognizes a `RawValue`, of which it copies the text.
///
/// `RawValue::from_string` would read the text again, and trim the mark of a `null`.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Writes JSON with a mark before each `null`, so that the `null` stays in the body.
struct MarkNulls;

impl Formatter for MarkNulls {
    fn write_null<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(KEEP_NULL_MARK)?;
        writer.write_all(b"null")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::json::to_json_without_null_members;

    #[test]
    fn json_round_trips_unchanged() {
        for value in
            [json!(null), json!([null, { "a": null, "b": [] }]), json!("\u{1} null"), json!(1.5)]
        {
            let text = serde_json::to_string(&Document(value.clone())).unwrap();
            assert_eq!(serde_json::from_str::<Document>(&text).unwrap().0, value, "{text}");
        }
    }

    #[test]
    fn a_top_level_null_is_kept() {
        #[derive(Serialize)]
        struct Body {
            document: Document,
            absent: Option<u8>,
        }
        let body = Body { document: Document(Value::Null), absent: None };
        let text = to_json_without_null_members(&body).unwrap();
        assert_eq!(text, br#"{"document":null}"#);
        let value = json!({ "document": null, "absent": null });
        assert_eq!(serde_json::to_value(&body).unwrap(), value);
    }
}
