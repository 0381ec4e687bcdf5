//! Reads the wrapped form: an object with a boolean `success` and a member `data` or `error`.

use std::sync::LazyLock;

use bytes::Bytes;
use http::Response;
use memchr::memmem::Finder;
use serde_json::value::RawValue;

use crate::error::{ApiError, ErrorText};
use crate::protocol::json::{BYTE_ORDER_MARK, Members, Mended, members, mend, parse_object};

/// A body in the wrapped form, whose parts stay text.
struct Frame<'a> {
    success: bool,
    data: Option<&'a RawValue>,
    error: Option<&'a RawValue>,
}

impl<'a> Frame<'a> {
    /// Returns `None` if the body is not in the wrapped form.
    fn read(response: &'a Response<Bytes>) -> Option<Self> {
        let members: Members<'_> = parse_object(response.body())?;
        let success = boolean(members.get("success")?.get().as_bytes())?;
        let (data, error) = (members.get("data"), members.get("error"));
        (data.is_some() || error.is_some()).then_some(Self { success, data, error })
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
        let json = self.error.map_or("{}", RawValue::get).as_bytes();
        let error: Members<'_> = parse_object(json).unwrap_or_default();
        let code = error.string("code").or_else(|| number(error.get("code")?));
        let code = code
            .filter(|code| !code.is_empty())
            .unwrap_or_else(|| ApiError::from_response(response).code().to_owned());
        ApiError::with_text(response, code, ErrorText::of(json))
            .with_members_from(Bytes::copy_from_slice(json))
    }
}

fn number(value: &RawValue) -> Option<String> {
    let is_number = value.get().starts_with(|first: char| first == '-' || first.is_ascii_digit());
    is_number.then(|| value.get().to_owned())
}

/// The form of a response, judged by its first members, so that most responses are read only once.
#[derive(Clone, Copy)]
pub(super) enum BodyForm<'a> {
    Bare,
    /// A wrapped success, with the text from its output on. The text may still turn out to be malformed.
    Success(&'a [u8]),
    /// Another wrapped response, which must be read as a whole.
    Wrapped,
}

impl<'a> BodyForm<'a> {
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

    /// Returns the body without the defects in its text, if it has any that hide its form or its parts.
    ///
    /// Serde skips invalid UTF-8 in members that it ignores, so the output in the wrapped form would be lost.
    pub(super) fn mended(self, body: &[u8]) -> Option<Mended> {
        let is_readable = matches!(self, Self::Bare) && !body.starts_with(BYTE_ORDER_MARK);
        if is_readable { None } else { mend(body) }
    }

    /// Returns the text of the output, or `None` if the form is bare.
    pub(super) fn output(self, response: &Response<Bytes>) -> Option<Result<&[u8], ApiError>> {
        match self {
            Self::Bare => None,
            Self::Wrapped => Some(Frame::read(response)?.output(response)),
            // Its first members decide the form, even if `success` is repeated.
            Self::Success(_) => {
                Some(Frame { success: true, ..Frame::read(response)? }.output(response))
            }
        }
    }
}

/// Whether the body has a boolean member `success` at any depth.
///
/// Most responses are bare, and this check is cheaper than reading their members.
fn has_success_flag(body: &[u8]) -> bool {
    static KEY: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("\"success\""));
    KEY.find_iter(body).any(|start| {
        body.get(start + KEY.needle().len()..)
            .and_then(|rest| rest.trim_ascii_start().strip_prefix(b":"))
            .and_then(boolean)
            .is_some()
    })
}

/// Returns the boolean at the start of `text`.
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
        match BodyForm::of(&response) {
            BodyForm::Bare => "bare".to_owned(),
            BodyForm::Success(output) => format!("success {}", str::from_utf8(output).unwrap()),
            BodyForm::Wrapped => "wrapped".to_owned(),
        }
    }

    #[test]
    fn the_first_members_decide_the_form() {
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
