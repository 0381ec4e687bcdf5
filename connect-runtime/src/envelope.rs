//! Decodes a response into the declared output.

mod adaptive;
mod decode;
mod form;
mod response;

use bytes::Bytes;

pub use self::adaptive::{Adaptive, Bare, Wrapped};
pub use self::decode::decode_json;
pub(crate) use self::decode::decode_member;
pub use self::response::Response;
use crate::error::{ApiError, DecodeError, Error};

/// Decodes a response into `T`.
///
/// The option `envelope` of `#[connect_endpoint]` names the implementation to use. Implement the trait
/// for the format of your own gateway:
///
/// ```
/// use bytes::Bytes;
/// use connect_runtime::{ApiError, DecodeError, Envelope, Error, decode_json, http};
/// use serde::{Deserialize, de::DeserializeOwned};
/// use serde_json::value::RawValue;
///
/// /// `{"result": …}`
/// enum Gateway {}
///
/// #[derive(Deserialize)]
/// struct Frame<'a> {
///     #[serde(borrow)]
///     result: &'a RawValue,
/// }
///
/// impl<T: DeserializeOwned> Envelope<T> for Gateway {
///     fn decode(response: &http::Response<Bytes>) -> Result<T, Error> {
///         if !response.status().is_success() {
///             return Err(ApiError::from_response(response).into());
///         }
///         let frame: Frame = serde_json::from_slice(response.body())
///             .map_err(|_| DecodeError::new(response, "is not wrapped in `result`"))?;
///         Ok(decode_json(response, frame.result.get().as_bytes())?)
///     }
/// }
///
/// let response = http::Response::new(Bytes::from_static(br#"{"result": [1, 2]}"#));
/// let numbers: Vec<u8> = Gateway::decode(&response)?;
/// assert_eq!(numbers, [1, 2]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "the envelope `{Self}` cannot decode a response into `{T}`",
    label = "cannot be the output of an endpoint with this envelope",
    note = "an output implements `serde::Deserialize` and borrows nothing: derive it and use `String` instead of `&str`",
    note = "with `envelope = Raw` the output is `Bytes`, `Vec<u8>` or `String`"
)]
pub trait Envelope<T> {
    /// Decodes a response of any status.
    ///
    /// # Errors
    ///
    /// Returns an [`ApiError`] if the call failed, as any status but 2xx means. Returns a [`DecodeError`] if
    /// the response is not in the form of the envelope or does not fit `T`. The caller adds the operation's
    /// name. [`decode_json`] lists what fits `T` although it is not in the declared form.
    fn decode(response: &http::Response<Bytes>) -> Result<T, Error>;

    /// Returns the error in the response, or `None` for a success.
    ///
    /// The client uses it to decide whether to retry.
    ///
    /// The default returns [`ApiError::from_response`] for any status but 2xx. Override it if your envelope
    /// has its errors in another place.
    fn error(response: &http::Response<Bytes>) -> Option<ApiError> {
        bare_error(response)
    }

    /// Decodes a response of any status, and stores the output.
    ///
    /// This method is not part of the public interface. Its result has the same type for every output, so that
    /// the code around it need not be generic.
    #[doc(hidden)]
    fn decode_into(response: &http::Response<Bytes>, output: &mut Option<T>) -> Result<(), Error> {
        *output = Some(Self::decode(response)?);
        Ok(())
    }

    /// Parses the output where it stands in the response, without a copy of its text.
    ///
    /// `parse` reads the value at the start of a text and returns its length. Returns whether it has read the
    /// output of a success. Returns `None` if the envelope does not know where its output stands.
    ///
    /// This method is not part of the public interface. It saves [`Pages`](crate::Pages) a second pass.
    #[doc(hidden)]
    fn parse_in_place(
        _response: &http::Response<Bytes>,
        _parse: &mut dyn FnMut(&[u8]) -> serde_json::Result<usize>,
    ) -> Option<bool> {
        None
    }
}

/// Returns the error of a response in the bare form.
fn bare_error(response: &http::Response<Bytes>) -> Option<ApiError> {
    (!response.status().is_success()).then(|| ApiError::from_response(response))
}

/// Returns the body undecoded, as `Bytes`, `Vec<u8>` or `String`.
///
/// Any status but 2xx is an error, as with the other envelopes.
///
/// ```
/// use bytes::Bytes;
/// use connect_runtime::{Envelope, Raw, http};
///
/// let body: String = Raw::decode(&http::Response::new(Bytes::from_static(b"a,b")))?;
/// assert_eq!(body, "a,b");
/// # Ok::<(), connect_runtime::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Raw {}

impl Envelope<Bytes> for Raw {
    fn decode(response: &http::Response<Bytes>) -> Result<Bytes, Error> {
        if response.status().is_success() {
            Ok(response.body().clone())
        } else {
            Err(ApiError::from_response(response).into())
        }
    }
}

impl Envelope<Vec<u8>> for Raw {
    fn decode(response: &http::Response<Bytes>) -> Result<Vec<u8>, Error> {
        <Self as Envelope<Bytes>>::decode(response).map(Vec::from)
    }
}

impl Envelope<String> for Raw {
    fn decode(response: &http::Response<Bytes>) -> Result<String, Error> {
        let bytes = <Self as Envelope<Vec<u8>>>::decode(response)?;
        String::from_utf8(bytes).map_err(|_| DecodeError::new(response, "is not UTF-8").into())
    }
}
