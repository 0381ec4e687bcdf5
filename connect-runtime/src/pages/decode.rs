//! Decodes a response into a page and the token of the next page.

use bytes::Bytes;
use http::Response;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use super::names::FoundNames;
use super::one_pass::parse_page;
use super::page::DecodedPage;
use crate::declaration::operation::Paging;
use crate::envelope::{Envelope, decode_member};
use crate::error::{DecodeError, Error};
use crate::protocol::json::{Members, mend};

/// Decodes the item list that the declaration names, and the token.
pub(crate) fn decode_items<Item: DeserializeOwned, V: Envelope<Box<RawValue>>>(
    response: &Response<Bytes>,
    paging: &Paging,
) -> Result<DecodedPage<Vec<Item>>, Error> {
    let mut page = None;
    let is_read = parse_in_place::<Item, V>(response, paging, &mut page);
    if let (Some(true), Some(page)) = (is_read, page) {
        return Ok(page);
    }
    let (output, mut mended) = (V::decode(response)?, None);
    if is_read.is_none()
        && let Ok((page, _)) = parse_page(output.get().as_bytes(), paging)
    {
        return Ok(page);
    }
    let members = members(response, &output, &mut mended)?;
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
    let mut rest = None;
    let is_read = parse_in_place::<IgnoredAny, V>(response, paging, &mut rest);
    if let (Some(true), Some(DecodedPage { token, names, .. })) = (is_read, rest) {
        return Ok(DecodedPage { page, token, names, is_items: false });
    }
    let (output, mut mended): (Box<RawValue>, _) = (V::decode(response)?, None);
    let members = members(response, &output, &mut mended)?;
    Ok(DecodedPage {
        page,
        token: token(response, &members, paging)?,
        names: FoundNames::in_page(&members, paging),
        is_items: false,
    })
}

/// Decodes a page where it stands in the response, see [`Envelope::parse_in_place`].
fn parse_in_place<Item: DeserializeOwned, V: Envelope<Box<RawValue>>>(
    response: &Response<Bytes>,
    paging: &Paging,
    page: &mut Option<DecodedPage<Vec<Item>>>,
) -> Option<bool> {
    V::parse_in_place(response, &mut |text| {
        let (parsed, length) = parse_page(text, paging)?;
        *page = Some(parsed);
        Ok(length)
    })
}

/// Reads the members of the output. `mended` holds its text if its keys are broken.
fn members<'a>(
    response: &Response<Bytes>,
    output: &'a RawValue,
    mended: &'a mut Option<Vec<u8>>,
) -> Result<Members<'a>, DecodeError> {
    let text = output.get().as_bytes();
    let members: serde_json::Result<Option<Members<'_>>> =
        serde_json::from_slice(text).or_else(|error| {
            *mended = mend(text).map(|mended| mended.text);
            mended.as_deref().map_or(Err(error), serde_json::from_slice)
        });
    let members =
        members.map_err(|_| DecodeError::new(response, "is not an object with a page"))?;
    Ok(members.unwrap_or_default())
}

fn member<T: DeserializeOwned>(
    response: &Response<Bytes>,
    members: &Members<'_>,
    name: &str,
) -> Result<Option<T>, DecodeError> {
    let Some(value) = members.get(name) else { return Ok(None) };
    decode_member(response, name, value.get().as_bytes())
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

#[cfg(test)]
mod tests;
