//! Finds the place of the page token in the request.

use std::fmt;

use crate::attribute::HttpMethod;
use crate::binding::{Bindings, Body};
use crate::diagnostics::{Diagnostics, Reported};
use crate::names::nearest;
use crate::options::{NamedToken, PageNames, PagesOption, TokenPlace};

/// The pages of an operation.
pub(crate) struct Paging {
    pub(crate) response_token: String,
    pub(crate) items: String,
    pub(crate) request_token: RequestToken,
}

#[derive(PartialEq, Eq)]
pub(crate) enum RequestToken {
    Query(String),
    Body(String),
}

impl fmt::Display for RequestToken {
    /// Writes the value of the option `request_token`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(name) => write!(f, "query(\"{name}\")"),
            Self::Body(name) => write!(f, "body(\"{name}\")"),
        }
    }
}

/// Finds the token of the request among the bound names.
pub(crate) fn resolve(
    pages: &PagesOption,
    names: &PageNames,
    http_method: HttpMethod,
    bindings: &Bindings,
    diagnostics: &mut Diagnostics,
) -> Result<Paging, Reported> {
    let request_token = match &names.request_token {
        Some(name) => named_token(name, http_method, bindings, diagnostics)?,
        None => token_named_as_in_response(pages, names, bindings, diagnostics)?,
    };
    Ok(Paging { response_token: names.token.value(), items: names.items.value(), request_token })
}

/// Finds the token of the request by the name of the token of the response.
fn token_named_as_in_response(
    pages: &PagesOption,
    names: &PageNames,
    bindings: &Bindings,
    diagnostics: &mut Diagnostics,
) -> Result<RequestToken, Reported> {
    let wanted = names.token.value();
    if let Some(bound) = bound_token(bindings, |name| is_same_but_for_first(name, &wanted)) {
        return Ok(bound);
    }
    match &bindings.body {
        // The macro does not see the members of the struct.
        Body::Json { whole: Some(_), .. } => Ok(RequestToken::Body(wanted)),
        _ => Err(report_unbound(pages, &wanted, diagnostics)),
    }
}

/// Finds the bound query name or body member that is the token.
fn bound_token(bindings: &Bindings, is_token: impl Fn(&str) -> bool) -> Option<RequestToken> {
    let in_query = bindings.bound_query().map(|(name, _)| name).find(|name| is_token(name));
    if let Some(name) = in_query {
        return Some(RequestToken::Query(name.to_owned()));
    }
    let (name, _) = bindings.body.members().iter().find(|(name, _)| is_token(name))?;
    Some(RequestToken::Body(name.clone()))
}

/// Finds the token that the declaration names. It needs a place but no parameter, because the request
/// of the first page has no token.
fn named_token(
    token: &NamedToken,
    http_method: HttpMethod,
    bindings: &Bindings,
    diagnostics: &mut Diagnostics,
) -> Result<RequestToken, Reported> {
    let wanted = token.name.value();
    if let Some(bound) = bound_token(bindings, |bound| bound == wanted) {
        return Ok(bound);
    }
    match token.place {
        Some(TokenPlace::Query) => return Ok(RequestToken::Query(wanted)),
        Some(TokenPlace::Body) if bindings.has_json_body() => {
            return Ok(RequestToken::Body(wanted));
        }
        Some(TokenPlace::Body) => {
            let message = "the request has no JSON body for the page token";
            let help = format!("write `request_token = query(\"{wanted}\")`, or bind a body");
            return Err(diagnostics.error(token.name.span(), message, help));
        }
        None => {}
    }
    let bound = bindings.bound_query().map(|(name, _)| name);
    let bound = bound.chain(bindings.body.members().iter().map(|(name, _)| name.as_str()));
    if let Some(near) = nearest(&wanted, bound) {
        let message = format!("no parameter is bound to the page token `{wanted}`");
        let help = format!("did you mean `request_token = \"{near}\"`?");
        return Err(diagnostics.error(token.name.span(), message, help));
    }
    match &bindings.body {
        Body::Empty if !http_method.takes_body() => Ok(RequestToken::Query(wanted)),
        _ => {
            let message = format!("the page token `{wanted}` may be in the query or in the body");
            let help = format!(
                "write `request_token = query(\"{wanted}\")` or `request_token = body(\"{wanted}\")`"
            );
            Err(diagnostics.error(token.name.span(), message, help))
        }
    }
}

/// Whether two names differ at most in the case of their first letter.
fn is_same_but_for_first(name: &str, wanted: &str) -> bool {
    name.get(1..) == wanted.get(1..) && first_equals(name, wanted)
}

fn first_equals(name: &str, wanted: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|first| first.to_ascii_lowercase());
    first(name) == first(wanted)
}

fn report_unbound(pages: &PagesOption, wanted: &str, diagnostics: &mut Diagnostics) -> Reported {
    let mut lower = wanted.to_owned();
    if let Some(first) = lower.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    diagnostics.error(
        pages.option.span(),
        format!("no parameter is bound to the page token `{wanted}`"),
        format!(
            "bind it, such as `?<{lower}>` in the template, or say what it is called in the request: \
             `request_token = \"{lower}\"`"
        ),
    )
}
