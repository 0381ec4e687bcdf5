//! Envelopes for the bare form of Connect and the wrapped form of gateways in front of it.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;

use super::decode::decode_error;
use super::form::BodyForm;
use super::{Envelope, bare_error};
use crate::error::{ApiError, DecodeError, Error};
use crate::protocol::json::{
    Mended, OutputSlot, ParseStart, ReadOutput, fits, parse_member, parse_start,
    parse_tolerantly_into, report_in_operation,
};

/// Decodes the wrapped form and the bare form; the default.
///
/// A response is wrapped if it is an object with a boolean `success` and a member `data` or `error`. No
/// output of Connect has a member `success`, so the forms cannot be confused.
///
/// `success: false` is an error with any status. A status other than 2xx is an error even with
/// `success: true`.
///
/// [`decode_json`](crate::decode_json) lists what is read although it is not in the declared form.
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

/// Decodes only the wrapped form: `{"success": true, "data": …}`, or for an error
/// `{"success": false, "error": {"code": …, "message": …}}`.
///
/// Another form with status 2xx is a decode error. With another status, it is an API error with that
/// status, because a proxy may have answered.
#[derive(Debug, Clone, Copy)]
pub enum Wrapped {}

/// Decodes only the bare form, in which the live service answers.
///
/// The body of a success is the output itself. An error has a status other than 2xx, the header
/// `x-amzn-errortype` and a JSON body.
///
/// The wrapped form with status 2xx is a decode error. Otherwise, its data would be lost as unknown
/// members.
#[derive(Debug, Clone, Copy)]
pub enum Bare {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Envelope<T> for Adaptive {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        decode(response, Accepted::Both)
    }

    fn decode_into(response: &Response<Bytes>, output: &mut Option<T>) -> Result<(), Error> {
        read_into(response, Accepted::Both, &mut OutputSlot(output))
    }

    fn error(response: &Response<Bytes>) -> Option<ApiError> {
        wrapped_or_bare_error(response)
    }

    fn parse_in_place(response: &Response<Bytes>, parse: &mut ParseStart<'_>) -> Option<bool> {
        Some(parse_in_place(response, Accepted::Both, parse))
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Envelope<T> for Wrapped {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        decode(response, Accepted::Wrapped)
    }

    fn decode_into(response: &Response<Bytes>, output: &mut Option<T>) -> Result<(), Error> {
        read_into(response, Accepted::Wrapped, &mut OutputSlot(output))
    }

    fn error(response: &Response<Bytes>) -> Option<ApiError> {
        wrapped_or_bare_error(response)
    }

    fn parse_in_place(response: &Response<Bytes>, parse: &mut ParseStart<'_>) -> Option<bool> {
        Some(parse_in_place(response, Accepted::Wrapped, parse))
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Envelope<T> for Bare {
    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        decode(response, Accepted::Bare)
    }

    fn decode_into(response: &Response<Bytes>, output: &mut Option<T>) -> Result<(), Error> {
        read_into(response, Accepted::Bare, &mut OutputSlot(output))
    }

    fn parse_in_place(response: &Response<Bytes>, parse: &mut ParseStart<'_>) -> Option<bool> {
        Some(parse_in_place(response, Accepted::Bare, parse))
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
    read_into(response, accepted, &mut OutputSlot(&mut output))?;
    output.ok_or_else(|| DecodeError::new(response, "is not JSON").into())
}

/// Decodes a response into `output`. This function is not generic, so that all operations
/// share its compiled code.
fn read_into(
    response: &Response<Bytes>,
    accepted: Accepted,
    output: &mut dyn ReadOutput,
) -> Result<(), Error> {
    decode_into(response, accepted, &mut |text| parse_start(text, output))
}

/// Parses the output of a success where it stands.
fn parse_in_place(
    response: &Response<Bytes>,
    accepted: Accepted,
    parse: &mut ParseStart<'_>,
) -> bool {
    match BodyForm::of(response) {
        BodyForm::Success(output) => {
            accepted != Accepted::Bare && parse_member(output, "data", parse)
        }
        BodyForm::Bare => {
            let is_output = accepted != Accepted::Wrapped && response.status().is_success();
            is_output && fits(response.body(), parse)
        }
        BodyForm::Wrapped => false,
    }
}

fn decode_into(
    response: &Response<Bytes>,
    accepted: Accepted,
    parse: &mut ParseStart<'_>,
) -> Result<(), Error> {
    let form = BodyForm::of(response);
    if let BodyForm::Success(output) = form
        && accepted != Accepted::Bare
        && parse_member(output, "data", parse)
    {
        return Ok(());
    }
    if let Some(mended) = form.mended(response.body()) {
        for repair in mended.repairs(response.body()) {
            report_in_operation(&repair.in_output());
        }
        return decode_into(&with_body(response, mended), accepted, parse);
    }
    let json = output(response, form, accepted)?;
    parse_tolerantly_into(json, parse, &mut |repair| report_in_operation(&repair))
        .map_err(|mismatch| decode_error(mismatch, response).into())
}

fn with_body(response: &Response<Bytes>, body: Mended) -> Response<Bytes> {
    response.clone().map(|_| Bytes::from(body.text))
}

/// Returns the text of the output.
fn output<'a>(
    response: &'a Response<Bytes>,
    form: BodyForm<'a>,
    accepted: Accepted,
) -> Result<&'a [u8], Error> {
    let (reason, hint) = match (form.output(response), accepted) {
        (Some(output), Accepted::Both | Accepted::Wrapped) => return Ok(output?),
        (None, Accepted::Both | Accepted::Bare) => return bare_output(response),
        (Some(_), Accepted::Bare) => {
            ("is wrapped in `success` and `data`", "declare `envelope = Adaptive` or `Wrapped`")
        }
        (None, Accepted::Wrapped) => {
            ("is not wrapped in `success` and `data`", "declare `envelope = Adaptive` or `Bare`")
        }
    };
    bare_output(response)?;
    Err(DecodeError::new(response, reason).with_hint(hint).into())
}

fn bare_output(response: &Response<Bytes>) -> Result<&[u8], Error> {
    bare_error(response).map_or_else(|| Ok(&response.body()[..]), |error| Err(error.into()))
}

fn wrapped_or_bare_error(response: &Response<Bytes>) -> Option<ApiError> {
    let form = BodyForm::of(response);
    if matches!(form, BodyForm::Success(_)) {
        return None;
    }
    if let Some(mended) = form.mended(response.body()) {
        return wrapped_or_bare_error(&with_body(response, mended));
    }
    match form.output(response) {
        Some(output) => output.err(),
        None => bare_error(response),
    }
}
