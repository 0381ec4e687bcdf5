//! Methods that are views of one operation, such as its pages and one page.

use quote::ToTokens;
use syn::parse_quote;

use super::Declared;
use crate::template::{PathPart, QueryPart};

/// Gives a method without `name` the name of the operation that it views. Of two methods with one request, the
/// one with `pages(…)` and the one without surely are views of one operation.
pub(super) fn share_names(declared: &mut [Declared]) {
    for index in 1..declared.len() {
        let (earlier, later) = declared.split_at_mut(index);
        let Some(later) = later.first_mut() else { return };
        let is_view = |earlier: &&mut Declared| {
            let has_pages = |declared: &Declared| declared.endpoint.paging.is_some();
            has_pages(earlier) != has_pages(later)
                && service(earlier) == service(later)
                && route(earlier) == route(later)
        };
        let Some(earlier) = earlier.iter_mut().find(is_view) else { continue };
        match (earlier.endpoint.is_named, later.endpoint.is_named) {
            (_, false) => later.endpoint.operation.clone_from(&earlier.endpoint.operation),
            (false, true) => earlier.endpoint.operation.clone_from(&later.endpoint.operation),
            (true, true) => {}
        }
    }
}

/// Whether two methods of one operation differ in more than their names.
pub(super) fn differ(one: &Declared, other: &Declared) -> bool {
    view(one) != view(other)
}

/// What a caller sees of a method, without its name.
fn view(declared: &Declared) -> impl PartialEq {
    let Declared { method, endpoint } = declared;
    let mut signature = method.sig.clone();
    signature.ident = parse_quote!(view);
    (
        signature.to_token_stream().to_string(),
        endpoint.envelope.to_token_stream().to_string(),
        endpoint.paging.as_ref().map(|pages| (pages.response_token.clone(), pages.items.clone())),
        endpoint.timeout,
        endpoint.max_attempts,
        endpoint.auth,
    )
}

pub(super) fn service(declared: &Declared) -> Option<String> {
    declared.endpoint.service.as_ref().map(|path| path.to_token_stream().to_string())
}

/// The method, and the path with its fixed query but without the names of its labels.
pub(super) fn route(declared: &Declared) -> (&'static str, String) {
    let template = &declared.endpoint.bindings.template;
    let mut path: String = template
        .path
        .iter()
        .map(|part| match part {
            PathPart::Literal(text) => text.as_str(),
            PathPart::Label(_) => "<…>",
            PathPart::GreedyLabel(_) => "<…..>",
        })
        .collect();
    for part in &template.query {
        if let QueryPart::Fixed(pair) = part {
            path.push('?');
            path.push_str(pair);
        }
    }
    (declared.endpoint.http_method.as_str(), path)
}
