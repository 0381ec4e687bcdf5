//! Decodes a response into a page and the token of the next page.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::names::FoundNames;
use crate::declaration::operation::Paging;
use crate::envelope::{Envelope, decode_json};
use crate::error::{DecodeError, Error};
use crate::protocol::json::Members;

/// A decoded page.
pub(crate) struct DecodedPage<P> {
    pub(crate) page: P,
    /// The token of the next page.
    pub(crate) token: Option<String>,
    pub(crate) names: FoundNames,
    /// Whether the page consists of the items that the declaration names.
    pub(crate) is_items: bool,
}

/// Decodes the item list that the declaration names, and the token.
pub(crate) fn decode_items<Item: DeserializeOwned, V: Envelope<Box<RawValue>>>(
    response: &Response<Bytes>,
    paging: &Paging,
) -> Result<DecodedPage<Vec<Item>>, Error> {
    let output = V::decode(response)?;
    let members = members(response, &output)?;
    let items: Option<Vec<Item>> = member(response, &members, paging.items())?;
    Ok(DecodedPage {
        page: items.unwrap_or_default(),
        token: token(response, &members, paging)?,
        names: FoundNames::in_page(&members, paging),
        is_items: true,
    })
}

/// Decodes the whole output, and the token.
pub(crate) fn decode_output<T, V: Envelope<T> + Envelope<Box<RawValue>>>(
    response: &Response<Bytes>,
    paging: &Paging,
) -> Result<DecodedPage<T>, Error> {
    let page: T = V::decode(response)?;
    let output: Box<RawValue> = V::decode(response)?;
    let members = members(response, &output)?;
    Ok(DecodedPage {
        page,
        token: token(response, &members, paging)?,
        names: FoundNames::in_page(&members, paging),
        is_items: false,
    })
}

fn members<'a>(
    response: &Response<Bytes>,
    output: &'a RawValue,
) -> Result<Members<'a>, DecodeError> {
    let members: Option<Members<'_>> = serde_json::from_slice(output.get().as_bytes())
        .map_err(|_| DecodeError::new(response, "is not an object with a page"))?;
    Ok(members.unwrap_or_default())
}

fn member<T: DeserializeOwned>(
    response: &Response<Bytes>,
    members: &Members<'_>,
    name: &str,
) -> Result<Option<T>, DecodeError> {
    let Some(value) = members.get(name) else { return Ok(None) };
    decode_json(response, value.get().as_bytes()).map_err(|error| error.in_member(name))
}

/// Decodes the token. An empty token counts as absent, because some services end their lists with one.
fn token(
    response: &Response<Bytes>,
    members: &Members<'_>,
    paging: &Paging,
) -> Result<Option<String>, DecodeError> {
    let token: Option<String> = member(response, members, paging.response_token())?;
    Ok(token.filter(|token| !token.is_empty()))
}
