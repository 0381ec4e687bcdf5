//! The option `pages(…)`.

use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token};

use super::{read_value, set, skip, skip_value};
use crate::diagnostics::Diagnostics;
use crate::names::nearest;

pub(super) const EXAMPLE: &str = "pages(token = \"NextToken\", items = \"UserSummaryList\")";
const PARTS: [&str; 3] = ["token", "items", "request_token"];

/// Where the pages are, as declared.
#[derive(Clone)]
pub(crate) struct PagesOption {
    pub(crate) option: Ident,
    /// The member of the response with the token of the next page.
    pub(crate) token: LitStr,
    /// The member of the response with the items.
    pub(crate) items: LitStr,
    /// The query name or body member of the request, where it is not that of the response.
    pub(crate) request_token: Option<LitStr>,
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
    let mut parts: [Option<LitStr>; 3] = Default::default();
    let errors_before = diagnostics.len();
    while !content.is_empty() {
        read_part(&content, &mut parts, diagnostics)?;
        content.parse::<Option<Token![,]>>()?;
    }
    let [token, items, request_token] = parts;
    for (part, name) in [(&token, "token"), (&items, "items")] {
        if part.is_none() && diagnostics.len() == errors_before {
            let message = format!("`pages` has no `{name}`");
            diagnostics.error(option.span(), message, format!("write `{EXAMPLE}`"));
        }
    }
    let (Some(token), Some(items)) = (token, items) else { return Ok(None) };
    Ok(Some(PagesOption { option: option.clone(), token, items, request_token }))
}

fn read_part(
    content: ParseStream<'_>,
    parts: &mut [Option<LitStr>; 3],
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    if !content.peek(Ident) || !content.peek2(Token![=]) {
        let message = "expected `token = \"…\"`, `items = \"…\"` or `request_token = \"…\"`";
        diagnostics.error(content.span(), message, format!("write `{EXAMPLE}`"));
        return skip(content);
    }
    let name: Ident = content.parse()?;
    content.parse::<Token![=]>()?;
    let Some(index) = PARTS.iter().position(|part| name == part) else {
        let help = match nearest(&name.to_string(), PARTS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write `{EXAMPLE}`"),
        };
        diagnostics.error(name.span(), format!("`pages` has no part `{name}`"), help);
        return skip_value(content);
    };
    let message = format!("the value of `{name}` is not a string");
    let help = format!("write `{name} = \"NextToken\"`: the name of a member");
    let value: Option<LitStr> = read_value(content, diagnostics, &message, &help)?;
    if let Some(value) = &value
        && value.value().is_empty()
    {
        diagnostics.error(value.span(), format!("the value of `{name}` is empty"), help);
    }
    if let Some(part) = parts.get_mut(index) {
        set(part, value, &name, diagnostics);
    }
    Ok(())
}
