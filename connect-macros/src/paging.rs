//! Where the request of another page has its token.

use crate::attribute::HttpMethod;
use crate::binding::{Bindings, Body};
use crate::diagnostics::Diagnostics;
use crate::options::PagesOption;

/// The pages of an operation.
pub(crate) struct Paging {
    pub(crate) response_token: String,
    pub(crate) items: String,
    pub(crate) request_token: RequestToken,
}

pub(crate) enum RequestToken {
    Query(String),
    Body(String),
}

/// Finds the token of the request among what the declaration binds.
pub(crate) fn resolve(
    pages: &PagesOption,
    http_method: HttpMethod,
    bindings: &Bindings,
    diagnostics: &mut Diagnostics,
) -> Option<Paging> {
    let wanted = pages.request_token.as_ref().unwrap_or(&pages.token);
    let found = bound_token(&wanted.value(), pages.request_token.is_some(), bindings);
    let request_token = match (found, &pages.request_token) {
        (Some(token), _) => token,
        // Named in so many words, it needs no parameter: the first page is the one without it.
        (None, Some(name)) if http_method.takes_body() => match bindings.body {
            Body::Members(_) => RequestToken::Body(name.value()),
            Body::Empty => RequestToken::Query(name.value()),
            Body::Whole(_) | Body::Payload { .. } => {
                return unbound(pages, &name.value(), diagnostics);
            }
        },
        (None, Some(name)) => RequestToken::Query(name.value()),
        (None, None) => return unbound(pages, &wanted.value(), diagnostics),
    };
    Some(Paging { response_token: pages.token.value(), items: pages.items.value(), request_token })
}

/// The query name or body member that is bound and is the token. A name that is taken from the
/// response may differ in the case of its first letter.
fn bound_token(wanted: &str, is_exact: bool, bindings: &Bindings) -> Option<RequestToken> {
    let is_wanted = |name: &str| {
        name == wanted
            || !is_exact && name.get(1..) == wanted.get(1..) && first_equals(name, wanted)
    };
    let query = bindings.query_names().into_iter().find(|name| is_wanted(name));
    if let Some(name) = query {
        return Some(RequestToken::Query(name.to_owned()));
    }
    match &bindings.body {
        Body::Members(members) => {
            let (name, _) = members.iter().find(|(name, _)| is_wanted(name))?;
            Some(RequestToken::Body(name.clone()))
        }
        // The member is in a struct that is not seen here: it has the name that is given.
        Body::Whole(_) => Some(RequestToken::Body(wanted.to_owned())),
        Body::Empty | Body::Payload { .. } => None,
    }
}

fn first_equals(name: &str, wanted: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|first| first.to_ascii_lowercase());
    first(name) == first(wanted)
}

fn unbound<T>(pages: &PagesOption, wanted: &str, diagnostics: &mut Diagnostics) -> Option<T> {
    let mut lower = wanted.to_owned();
    if let Some(first) = lower.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    diagnostics.error(
        pages.option.span(),
        format!("no parameter is the page token `{wanted}`"),
        format!(
            "bind it, such as `?<{lower}>` in the template, or name the query name or body member: \
             `request_token = \"{lower}\"`"
        ),
    );
    None
}
