//! The forms that Connect and the gateways in front of it answer in.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;

use super::decode::decode_error;
use super::form::ResponseForm;
use super::{Envelope, bare_error};
use crate::error::{ApiError, DecodeError, Error};
use crate::protocol::json::{ParseStart, parse_member, parse_start, parse_tolerantly_into};

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
        decode(response, Accepted::Both)
    }

    fn error(response: &Response<Bytes>) -> Option<ApiError> {
        wrapped_or_bare_error(response)
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Envelope<T> for Wrapped {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        decode(response, Accepted::Wrapped)
    }

    fn error(response: &Response<Bytes>) -> Option<ApiError> {
        wrapped_or_bare_error(response)
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Envelope<T> for Bare {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        decode(response, Accepted::Bare)
    }
}

/// The forms that an envelope decodes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Accepted {
    Both,
    Wrapped,
    Bare,
}

fn decode<T: DeserializeOwned>(response: &Response<Bytes>, accepted: Accepted) -> Result<T, Error> {
    let mut output = None;
    decode_into(response, accepted, &mut |json| parse_start(json, &mut output))?;
    output.ok_or_else(|| DecodeError::new(response, "is not JSON").into())
}

fn decode_into(
    response: &Response<Bytes>,
    accepted: Accepted,
    parse: &mut ParseStart<'_>,
) -> Result<(), Error> {
    let form = ResponseForm::of(response);
    if let ResponseForm::Success(output) = form
        && accepted != Accepted::Bare
        && parse_member(output, parse)
    {
        return Ok(());
    }
    let json = output(response, form, accepted)?;
    Ok(parse_tolerantly_into(json, parse).map_err(|mismatch| decode_error(&mismatch, response))?)
}

/// The text of the output.
fn output<'a>(
    response: &'a Response<Bytes>,
    form: ResponseForm<'a>,
    accepted: Accepted,
) -> Result<&'a [u8], Error> {
    // Serde passes over such bytes in members that it ignores, so that what is in the wrapped form would be lost.
    let is_wrapped = !matches!(form, ResponseForm::Bare);
    if is_wrapped && response.status().is_success() && str::from_utf8(response.body()).is_err() {
        return Err(DecodeError::new(response, "is not UTF-8").into());
    }
    let reason = match (form.output(response), accepted) {
        (Some(output), Accepted::Both | Accepted::Wrapped) => return Ok(output?),
        (None, Accepted::Both | Accepted::Bare) => return bare_output(response),
        (Some(_), Accepted::Bare) => {
            "is wrapped in `success` and `data`; declare `envelope = Adaptive` or `Wrapped`"
        }
        (None, Accepted::Wrapped) => {
            "is not wrapped in `success` and `data`; declare `envelope = Adaptive` or `Bare`"
        }
    };
    bare_output(response)?;
    Err(DecodeError::new(response, reason).into())
}

fn bare_output(response: &Response<Bytes>) -> Result<&[u8], Error> {
    bare_error(response).map_or_else(|| Ok(&response.body()[..]), |error| Err(error.into()))
}

fn wrapped_or_bare_error(response: &Response<Bytes>) -> Option<ApiError> {
    let form = ResponseForm::of(response);
    match form {
        ResponseForm::Success(_) => None,
        ResponseForm::Bare | ResponseForm::Wrapped => match form.output(response) {
            Some(output) => output.err(),
            None => bare_error(response),
        },
    }
}
