//! The option `pages(…)`.

use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token, token};

use super::{read_value, set, skip, skip_value};
use crate::diagnostics::Diagnostics;
use crate::names::nearest;

pub(super) const EXAMPLE: &str = "pages(token = \"NextToken\", items = \"UserSummaryList\")";

/// Where the pages are, as declared.
#[derive(Clone)]
pub(crate) struct PagesOption {
    pub(crate) option: Ident,
    /// The member of the response with the token of the next page.
    pub(crate) token: LitStr,
    /// The member of the response with the items.
    pub(crate) items: LitStr,
    /// The query name or body member of the request, where it is not that of the response.
    pub(crate) request_token: Option<NamedToken>,
}

#[derive(Clone)]
pub(crate) struct NamedToken {
    pub(crate) name: LitStr,
    pub(crate) place: Option<TokenPlace>,
}

#[derive(Clone, Copy)]
pub(crate) enum TokenPlace {
    Query,
    Body,
}

pub(super) fn read(
    input: ParseStream<'_>,
    option: &Ident,
    diagnostics: &mut Diagnostics,
) -> syn::Result<Option<PagesOption>> {
    if input.peek(Token![=]) {
        let message = "the option `pages` takes parentheses";
        diagnostics.error(option.span(), message, format!("write `{EXAMPLE}`"));
        skip_value(input)?;
        return Ok(None);
    }
    let content;
    syn::parenthesized!(content in input);
    let mut parts = Parts::default();
    let errors_before = diagnostics.len();
    while !content.is_empty() {
        read_part(&content, &mut parts, diagnostics)?;
        if !content.is_empty() && !content.peek(Token![,]) {
            let message = "expected `,` before another part of `pages`";
            diagnostics.error(content.span(), message, format!("write `{EXAMPLE}`"));
            skip(&content)?;
        }
        content.parse::<Option<Token![,]>>()?;
    }
    let Parts { token, items, request_token } = parts;
    for (part, name) in [(&token, "token"), (&items, "items")] {
        if part.is_none() && diagnostics.len() == errors_before {
            let message = format!("`pages` has no `{name}`");
            diagnostics.error(option.span(), message, format!("write `{EXAMPLE}`"));
        }
    }
    let (Some(token), Some(items)) = (token, items) else { return Ok(None) };
    Ok(Some(PagesOption { option: option.clone(), token, items, request_token }))
}

#[derive(Default)]
struct Parts {
    token: Option<LitStr>,
    items: Option<LitStr>,
    request_token: Option<NamedToken>,
}

fn read_part(
    content: ParseStream<'_>,
    parts: &mut Parts,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    if !content.peek(Ident) || !content.peek2(Token![=]) {
        let message = "expected `token = \"…\"`, `items = \"…\"` or `request_token = \"…\"`";
        diagnostics.error(content.span(), message, format!("write `{EXAMPLE}`"));
        return skip(content);
    }
    let name: Ident = content.parse()?;
    content.parse::<Token![=]>()?;
    match name.to_string().as_str() {
        "token" => {
            let value = read_name(content, &name, "NextToken", diagnostics)?;
            set(&mut parts.token, value, &name, diagnostics);
        }
        "items" => {
            let value = read_name(content, &name, "UserSummaryList", diagnostics)?;
            set(&mut parts.items, value, &name, diagnostics);
        }
        "request_token" => {
            let place = read_place(content)?;
            let value = match place {
                Some(_) => {
                    let inner;
                    syn::parenthesized!(inner in content);
                    read_name(&inner, &name, "nextToken", diagnostics)?
                }
                None => read_name(content, &name, "nextToken", diagnostics)?,
            };
            let value = value.map(|name| NamedToken { name, place });
            set(&mut parts.request_token, value, &name, diagnostics);
        }
        unknown => {
            let help = match nearest(unknown, ["token", "items", "request_token"]) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write `{EXAMPLE}`"),
            };
            diagnostics.error(name.span(), format!("`pages` has no part `{name}`"), help);
            skip_value(content)?;
        }
    }
    Ok(())
}

/// Reads `query` or `body` before parentheses.
fn read_place(content: ParseStream<'_>) -> syn::Result<Option<TokenPlace>> {
    if !content.peek(Ident) || !content.peek2(token::Paren) {
        return Ok(None);
    }
    let place = match content.fork().parse::<Ident>()?.to_string().as_str() {
        "query" => TokenPlace::Query,
        "body" => TokenPlace::Body,
        _ => return Ok(None),
    };
    content.parse::<Ident>()?;
    Ok(Some(place))
}

/// Reads the name of a member.
fn read_name(
    content: ParseStream<'_>,
    part: &Ident,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> syn::Result<Option<LitStr>> {
    let message = format!("the value of `{part}` is not a string");
    let help = format!("write `{part} = \"{example}\"`: the name of a member");
    let value: Option<LitStr> = read_value(content, diagnostics, &message, &help)?;
    if let Some(value) = &value
        && value.value().is_empty()
    {
        diagnostics.error(value.span(), format!("the value of `{part}` is empty"), help);
    }
    Ok(value)
}
