//! The forms that Connect and the gateways in front of it answer in.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Envelope, bare_error, decode_json};
use crate::error::{ApiError, DecodeError, Error};
use crate::json::parse_object;

/// The wrapped form where the response has it, else the bare one; the default.
///
/// An object with a boolean `success` and a member `data` or `error` is the wrapped form. No output
/// of Connect has a member `success`, so the two cannot be confused.
///
/// `success: false` is an error under any status, and a status other than 2xx is one with
/// `success: true` too.
///
/// ```
/// use bytes::Bytes;
/// use connect_runtime::{Adaptive, Envelope, http};
///
/// for body in [r#"{"success": true, "data": {"n": 1}}"#, r#"{"n": 1}"#] {
///     let response = http::Response::new(Bytes::from(body));
///     let output: std::collections::HashMap<String, u8> = Adaptive::decode(&response)?;
///     assert_eq!(output["n"], 1);
/// }
/// # Ok::<(), connect_runtime::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Adaptive {}

/// The wrapped form alone: `{"success": true, "data": …}`, and for an error
/// `{"success": false, "error": {"code": …, "message": …}}`.
///
/// Another form under 2xx is a decode error. Under another status, where a proxy may have answered,
/// it is an API error with that status.
#[derive(Debug, Clone, Copy)]
pub enum Wrapped {}

/// The bare form alone, which the live service answers in: the output itself, and an error by
/// status, header `x-amzn-errortype` and JSON body.
///
/// The wrapped form under 2xx is a decode error, so that its data is not lost as unknown members.
#[derive(Debug, Clone, Copy)]
pub enum Bare {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Envelope<T> for Adaptive {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        match Frame::read(response) {
            Some(frame) => Ok(decode_json(response, frame.output(response)?)?),
            None => Ok(decode_json(response, bare_output(response)?)?),
        }
    }

    fn error(response: &Response<Bytes>) -> Option<ApiError> {
        Frame::error(response)
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Envelope<T> for Wrapped {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        let Some(frame) = Frame::read(response) else {
            bare_output(response)?;
            return Err(DecodeError::new(
                response,
                "is not wrapped in `success` and `data`; declare `envelope = Adaptive` or `Bare`",
            )
            .into());
        };
        Ok(decode_json(response, frame.output(response)?)?)
    }

    fn error(response: &Response<Bytes>) -> Option<ApiError> {
        Frame::error(response)
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Envelope<T> for Bare {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        let output = bare_output(response)?;
        if Frame::read(response).is_some() {
            return Err(DecodeError::new(
                response,
                "is wrapped in `success` and `data`; declare `envelope = Adaptive` or `Wrapped`",
            )
            .into());
        }
        Ok(decode_json(response, output)?)
    }
}

fn bare_output(response: &Response<Bytes>) -> Result<&[u8], ApiError> {
    bare_error(response).map_or_else(|| Ok(&response.body()[..]), Err)
}

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
    fn read(response: &'a Response<Bytes>) -> Option<Self> {
        // Most responses are bare, and need no reading for that.
        memchr::memmem::find(response.body(), b"\"success\"")?;
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

    /// The error of a response that may be wrapped.
    fn error(response: &'a Response<Bytes>) -> Option<ApiError> {
        match Frame::read(response) {
            Some(frame) => frame.output(response).err(),
            None => bare_error(response),
        }
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
