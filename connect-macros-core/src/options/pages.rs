//! The option `pages(…)`.

use syn::parse::{ParseBuffer, ParseStream};
use syn::{Ident, LitStr, Token, token};

use super::set_once;
use crate::diagnostics::{Diagnostics, Reported};
use crate::names::nearest;
use crate::parsing::{parse, read_value, skip, skip_value};

pub(super) const EXAMPLE: &str = "pages(token = \"NextToken\", items = \"UserSummaryList\")";

/// The option `pages(…)` as declared.
#[derive(Clone)]
pub(crate) struct PagesOption {
    pub(crate) option: Ident,
    /// `None` takes the names from AWS's model.
    pub(crate) names: Option<PageNames>,
}

/// The names in the parentheses of `pages(…)`.
#[derive(Clone)]
pub(crate) struct PageNames {
    /// The member of the response with the token of the next page.
    pub(crate) token: LitStr,
    /// The member of the response with the items.
    pub(crate) items: LitStr,
    /// The query name or body member of the request, if the option names it.
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
) -> Result<PagesOption, Reported> {
    if input.peek(Token![=]) {
        let message = "the option `pages` takes parentheses or nothing";
        let help = format!("write `{EXAMPLE}`, or `pages` alone, which has AWS's names");
        let reported = diagnostics.error(option.span(), message, help);
        skip_value(input);
        return Err(reported);
    }
    if !input.peek(token::Paren) {
        return Ok(PagesOption { option: option.clone(), names: None });
    }
    let content = in_parentheses(input).map_err(|error| diagnostics.push(error))?;
    let mut parts = PagesArguments::default();
    let mut parts_read = Ok(());
    while !content.is_empty() {
        parts_read = parts_read.and(read_part(&content, &mut parts, diagnostics));
        parts_read = parts_read.and(read_comma(&content, diagnostics));
    }
    parts_read?;
    let PagesArguments { token, items, request_token } = parts;
    let mut required = |part: Option<LitStr>, name: &str| {
        part.ok_or_else(|| {
            let message = format!("`pages` has no `{name}`");
            diagnostics.error(option.span(), message, format!("write `{EXAMPLE}`"))
        })
    };
    let (token, items) = (required(token, "token"), required(items, "items"));
    let names = PageNames { token: token?, items: items?, request_token };
    Ok(PagesOption { option: option.clone(), names: Some(names) })
}

fn in_parentheses(input: ParseStream<'_>) -> syn::Result<ParseBuffer<'_>> {
    let content;
    syn::parenthesized!(content in input);
    Ok(content)
}

#[derive(Default)]
struct PagesArguments {
    token: Option<LitStr>,
    items: Option<LitStr>,
    request_token: Option<NamedToken>,
}

fn read_part(
    content: ParseStream<'_>,
    parts: &mut PagesArguments,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if !content.peek(Ident) || !content.peek2(Token![=]) {
        let message = "expected `token = \"…\"`, `items = \"…\"` or `request_token = \"…\"`";
        let reported = diagnostics.error(content.span(), message, format!("write `{EXAMPLE}`"));
        skip(content);
        return Err(reported);
    }
    let name: Ident = parse(content, diagnostics)?;
    parse::<Token![=]>(content, diagnostics)?;
    match name.to_string().as_str() {
        "token" => {
            let value = read_name(content, &name, "NextToken", diagnostics);
            set_once(&mut parts.token, value, &name, diagnostics)
        }
        "items" => {
            let value = read_name(content, &name, "UserSummaryList", diagnostics);
            set_once(&mut parts.items, value, &name, diagnostics)
        }
        "request_token" => {
            let value = read_request_token(content, &name, diagnostics);
            set_once(&mut parts.request_token, value, &name, diagnostics)
        }
        unknown => {
            let help = match nearest(unknown, ["token", "items", "request_token"]) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write `{EXAMPLE}`"),
            };
            let message = format!("`pages` has no part `{name}`");
            let reported = diagnostics.error(name.span(), message, help);
            skip_value(content);
            Err(reported)
        }
    }
}

/// Reads the comma before another part.
fn read_comma(content: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    if content.is_empty() {
        return Ok(());
    }
    if content.peek(Token![,]) {
        return parse::<Token![,]>(content, diagnostics).map(drop);
    }
    let message = "expected `,` before another part of `pages`";
    let reported = diagnostics.error(content.span(), message, format!("write `{EXAMPLE}`"));
    skip(content);
    Err(reported)
}

/// Reads `"nextToken"`, `query("nextToken")` or `body("NextToken")`.
fn read_request_token(
    content: ParseStream<'_>,
    part: &Ident,
    diagnostics: &mut Diagnostics,
) -> Result<NamedToken, Reported> {
    let Some(place) = peek_place(content) else {
        let name = read_name(content, part, "nextToken", diagnostics)?;
        return Ok(NamedToken { name, place: None });
    };
    parse::<Ident>(content, diagnostics)?;
    let inner = in_parentheses(content).map_err(|error| diagnostics.push(error))?;
    let name = read_name(&inner, part, "nextToken", diagnostics);
    Ok(NamedToken { name: name?, place: Some(place) })
}

/// The place, if `query` or `body` and parentheses follow.
fn peek_place(content: ParseStream<'_>) -> Option<TokenPlace> {
    if !content.peek(Ident) || !content.peek2(token::Paren) {
        return None;
    }
    match content.fork().parse::<Ident>().ok()?.to_string().as_str() {
        "query" => Some(TokenPlace::Query),
        "body" => Some(TokenPlace::Body),
        _ => None,
    }
}

/// Reads the name of a member.
fn read_name(
    content: ParseStream<'_>,
    part: &Ident,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> Result<LitStr, Reported> {
    let message = format!("the value of `{part}` is not a string");
    let help = format!("write `{part} = \"{example}\"`: the name of a member");
    let value: LitStr = read_value(content, diagnostics, &message, &help)?;
    if value.value().is_empty() {
        let message = format!("the value of `{part}` is empty");
        return Err(diagnostics.error(value.span(), message, help));
    }
    Ok(value)
}
