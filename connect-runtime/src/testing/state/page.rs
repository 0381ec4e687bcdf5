//! Pages of a list: a token says after which thing the next page starts.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use connect_model::{Limit, Operation, Place, Service, Shape, is_same_folded};
use serde_json::{Map, Value};

use super::super::model::{Input, PageToken, page_token};

/// The number of things in a page, if the request has none.
const USUAL: usize = 100;

/// What a request says about its page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    token: Option<PageToken>,
    operation: &'static str,
    /// The number of the last thing of the page before.
    pub(super) after: u64,
    size: usize,
}

impl Page {
    /// Reads the page that a request asks for. The error is a text about the token.
    pub(super) fn read(
        service: Service,
        operation: &Operation<'static>,
        output: &Shape<'static>,
        input: &Input,
    ) -> Result<Self, String> {
        let token = page_token(operation, output);
        let sent = token.and_then(|token| find(input, token.request)).and_then(Value::as_str);
        let after = match sent {
            None | Some("") => 0,
            Some(sent) => number_in(sent, operation.name()).ok_or_else(|| {
                let name = token.map(|token| token.request).unwrap_or_default();
                let shown: String = sent.chars().take(super::SHOWN).collect();
                format!("`{name}`: the value '{shown}' is not from an earlier page")
            })?,
        };
        Ok(Self {
            token,
            operation: operation.name(),
            after,
            size: size(service, operation, input),
        })
    }

    /// Takes the things of the page, and adds the token for the next page to the output.
    pub(super) fn take<T>(
        &self,
        things: impl Iterator<Item = (u64, T)>,
        output: &mut Map<String, Value>,
    ) -> Vec<T> {
        let mut things = things.peekable();
        let mut page = Vec::new();
        let mut last = 0;
        while page.len() < self.size
            && let Some((number, thing)) = things.next()
        {
            page.push(thing);
            last = number;
        }
        if let Some(token) = self.token.filter(|_| things.peek().is_some()) {
            output.insert(token.response.to_owned(), Value::from(text_of(last, self.operation)));
        }
        page
    }
}

fn find<'a>(input: &'a Input, name: &str) -> Option<&'a Value> {
    input.iter().find(|(key, _)| is_same_folded(key, name)).map(|(_, value)| value)
}

fn size(service: Service, operation: &Operation<'static>, input: &Input) -> usize {
    let limit = operation.paging().and_then(|paging| paging.limit).unwrap_or("MaxResults");
    let asked = find(input, limit).and_then(Value::as_u64);
    let shapes = service.shapes();
    let input = shapes.input_of(operation.name());
    let member = input.and_then(|input| {
        input
            .members()
            .find(|member| is_same_folded(member.name, limit) && member.place != Place::Path)
    });
    let max = member.and_then(|member| shapes.shape(member.shape)?.max().and_then(Limit::as_i64));
    let most = max.and_then(|max| usize::try_from(max).ok()).unwrap_or(USUAL).min(USUAL);
    asked.and_then(|asked| usize::try_from(asked).ok()).unwrap_or(most).max(1)
}

/// A token is for one operation.
fn text_of(number: u64, operation: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{operation}:{number}"))
}

fn number_in(token: &str, operation: &str) -> Option<u64> {
    let text = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let (of, number) = std::str::from_utf8(&text).ok()?.split_once(':')?;
    number.parse().ok().filter(|_| of == operation)
}
