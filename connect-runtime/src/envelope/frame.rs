//! The wrapped form: an object with a boolean `success` and a member `data` or `error`.

use std::sync::LazyLock;

use bytes::Bytes;
use http::Response;
use memchr::memmem::Finder;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::error::ApiError;
use crate::json::{members, parse_object};

/// The wrapped form, with what is in it left as text.
#[derive(Deserialize)]
struct Frame<'a> {
    success: bool,
    #[serde(borrow, default, deserialize_with = "present")]
    data: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    error: Option<&'a RawValue>,
}

/// Reads a member that is there, `null` included.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

/// The member `error` of the wrapped form.
#[derive(Default, Deserialize)]
struct FrameError {
    code: Option<Value>,
    message: Option<Value>,
}

impl<'a> Frame<'a> {
    /// None for a body that is not of the wrapped form.
    fn read(response: &'a Response<Bytes>) -> Option<Self> {
        parse_object(response.body())
            .filter(|frame: &Self| frame.data.is_some() || frame.error.is_some())
    }

    fn output(self, response: &Response<Bytes>) -> Result<&'a [u8], ApiError> {
        if !self.success {
            return Err(self.api_error(response));
        }
        if !response.status().is_success() {
            return Err(ApiError::from_response(response));
        }
        Ok(self.data.map_or(b"null", |data| data.get().as_bytes()))
    }

    fn api_error(&self, response: &Response<Bytes>) -> ApiError {
        let json = self.error.map_or("{}", RawValue::get);
        let error: FrameError = parse_object(json.as_bytes()).unwrap_or_default();
        let code = error.code.and_then(text).filter(|code| !code.is_empty());
        let message = error.message.and_then(text);
        let code = code.unwrap_or_else(|| ApiError::from_response(response).code().to_owned());
        ApiError::new(response, code, message)
            .with_members_from(Bytes::copy_from_slice(json.as_bytes()))
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The form of a response, as far as its first members tell: most are then read once.
#[derive(Clone, Copy)]
pub(super) enum Form<'a> {
    Bare,
    /// Wrapped, a success, and this is the text from its output on; unless it turns out to be no JSON.
    Success(&'a [u8]),
    /// Wrapped, and to be read as a whole.
    Wrapped,
}

impl<'a> Form<'a> {
    pub(super) fn of(response: &'a Response<Bytes>) -> Self {
        if !has_success_flag(response.body()) {
            return Self::Bare;
        }
        let (mut success, mut data, mut has_error) = (None, None, false);
        for (key, value) in members(response.body()) {
            match key {
                b"\"success\"" => success = boolean(value),
                b"\"data\"" => data = Some(value),
                b"\"error\"" => has_error = true,
                _ => {}
            }
            match (success, data) {
                (Some(true), Some(data)) if response.status().is_success() => {
                    return Self::Success(data);
                }
                (Some(_), Some(_)) => return Self::Wrapped,
                (Some(_), None) if has_error => return Self::Wrapped,
                _ => {}
            }
        }
        Self::Bare
    }

    /// The text of the output; none where the form is bare.
    pub(super) fn output(self, response: &Response<Bytes>) -> Option<Result<&[u8], ApiError>> {
        match self {
            Self::Bare => None,
            Self::Success(_) | Self::Wrapped => Some(Frame::read(response)?.output(response)),
        }
    }
}

/// Whether there is a member `success` that is a boolean, at any depth. Most responses are bare, and need no
/// more reading for that.
fn has_success_flag(body: &[u8]) -> bool {
    static KEY: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("\"success\""));
    KEY.find_iter(body).any(|start| {
        body.get(start + KEY.needle().len()..)
            .and_then(|rest| rest.trim_ascii_start().strip_prefix(b":"))
            .and_then(boolean)
            .is_some()
    })
}

/// The boolean that `text` starts with.
fn boolean(text: &[u8]) -> Option<bool> {
    let text = text.trim_ascii_start();
    if text.starts_with(b"true") {
        return Some(true);
    }
    text.starts_with(b"false").then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(status: u16, body: &'static str) -> String {
        let response = Response::builder().status(status).body(Bytes::from(body)).unwrap();
        match Form::of(&response) {
            Form::Bare => "bare".to_owned(),
            Form::Success(output) => format!("success {}", str::from_utf8(output).unwrap()),
            Form::Wrapped => "wrapped".to_owned(),
        }
    }

    #[test]
    fn the_first_members_tell_the_form() {
        for (body, expected) in [
            (r#"{"success":true,"data":1}"#, "success 1}"),
            (
                r#"{"data":[{"success":false}],"success":true}"#,
                r#"success [{"success":false}],"success":true}"#,
            ),
            (r#" {"id":7, "success" : true, "data": null} "#, "success  null} "),
            (r#"{"success":true,"error":null}"#, "wrapped"),
            (r#"{"success":false,"error":{"code":"a"}}"#, "wrapped"),
            (r#"{"success":false,"data":1}"#, "wrapped"),
            (r#"{"success":true}"#, "bare"),
            (r#"{"success":"true","data":1}"#, "bare"),
            (r#"{"result":"success","data":1}"#, "bare"),
            (r#"{"data":{"success":true,"data":1}}"#, "bare"),
            (r#"[{"success":true,"data":1}]"#, "bare"),
            (r#"{"success":true,"data""#, "bare"),
            ("", "bare"),
        ] {
            assert_eq!(form(200, body), expected, "{body}");
        }
        assert_eq!(form(500, r#"{"success":true,"data":1}"#), "wrapped");
    }
}
