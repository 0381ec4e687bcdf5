//! Where the other attributes of a method belong: on its declaration, on its body, or on both.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token, parse_quote};

use crate::lint_level;

/// Attributes of the compiler that say something about a body.
const OF_BODY: [&str; 2] = ["cold", "inline"];
/// Other attributes that say something about a declaration. `concretize` is for `mockall`.
const OF_DECLARATION: [&str; 17] = [
    "allow",
    "automatically_derived",
    "bench",
    "cfg",
    "concretize",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "forbid",
    "ignore",
    "must_use",
    "should_panic",
    "test",
    "track_caller",
    "warn",
    "no_mangle",
];
const TOOLS: [&str; 4] = ["clippy", "diagnostic", "miri", "rustfmt"];

/// The attributes of an implemented method. It allows what its declaration allows.
pub(crate) fn of_body(attributes: &[Attribute]) -> TokenStream {
    let allowed = lint_level::allowed(attributes);
    let carried = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg") || is_of_body(&attribute.meta));
    quote!(#allowed #(#carried)*)
}

/// The attributes of a declared method, whose body is elsewhere.
pub(crate) fn of_declaration(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| !is_of_body(&attribute.meta));
}

/// Whether one of the attributes is a macro that rewrites a body, such as `#[tracing::instrument]`.
pub(crate) fn rewrite_body(attributes: &[Attribute]) -> bool {
    let is_known = |name: &Ident| OF_BODY.iter().any(|known| name == known);
    attributes
        .iter()
        .map(|attribute| inner(&attribute.meta))
        .any(|meta| is_of_body(&meta) && !meta.path().get_ident().is_some_and(is_known))
}

/// Whether an attribute belongs on the body. An attribute that the macro does not know is one of another
/// macro, which expects a function with a body.
fn is_of_body(meta: &Meta) -> bool {
    let meta = inner(meta);
    let segments = &meta.path().segments;
    let is_tool = segments.len() > 1
        && segments.first().is_some_and(|first| TOOLS.iter().any(|tool| first.ident == tool));
    let is_of_declaration =
        segments.last().is_some_and(|last| OF_DECLARATION.iter().any(|known| last.ident == known));
    !is_tool && !is_of_declaration
}

/// The attribute in a `cfg_attr(…)` that has only one.
pub(crate) fn inner(meta: &Meta) -> Meta {
    match conditional(meta) {
        Some((_, metas)) if metas.len() == 1 => inner(&metas[0]),
        _ => meta.clone(),
    }
}

/// The predicate and the attributes of `cfg_attr(predicate, attribute, …)`.
pub(crate) fn conditional(meta: &Meta) -> Option<(TokenStream, Vec<Meta>)> {
    let Meta::List(list) = meta else { return None };
    let parser = |input: ParseStream<'_>| {
        let mut predicate = TokenStream::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            predicate.extend([input.parse::<proc_macro2::TokenTree>()?]);
        }
        input.parse::<Token![,]>()?;
        let metas = Punctuated::<Meta, Token![,]>::parse_terminated(input)?;
        Ok((predicate, metas.into_iter().collect()))
    };
    list.path.is_ident("cfg_attr").then(|| parser.parse2(list.tokens.clone()).ok()).flatten()
}

/// Rewrites each `cfg_attr` into some with one attribute each. A `cfg` in one becomes a `cfg` alone.
pub(crate) fn flatten(attributes: &mut Vec<Attribute>) {
    if attributes.iter().any(|attribute| attribute.path().is_ident("cfg_attr")) {
        let flat = std::mem::take(attributes).into_iter().flat_map(flat_attributes);
        *attributes = flat.collect();
    }
}

fn flat_attributes(attribute: Attribute) -> Vec<Attribute> {
    let Some((predicate, metas)) = conditional(&attribute.meta) else { return vec![attribute] };
    let flat = metas.into_iter().flat_map(|meta| match (conditional(&meta), &meta) {
        (Some((further, metas)), _) => {
            flat_attributes(parse_quote!(#[cfg_attr(all(#predicate, #further), #(#metas),*)]))
        }
        (None, Meta::List(cfg)) if cfg.path.is_ident("cfg") => {
            let cfg = &cfg.tokens;
            vec![parse_quote!(#[cfg(any(not(#predicate), #cfg))])]
        }
        _ => vec![parse_quote!(#[cfg_attr(#predicate, #meta)])],
    });
    flat.collect()
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::*;

    fn texts(attributes: &[Attribute]) -> Vec<String> {
        attributes.iter().map(|attribute| attribute.to_token_stream().to_string()).collect()
    }

    #[test]
    fn an_attribute_has_a_place() {
        for (attribute, (on_declaration, on_body)) in [
            (parse_quote!(#[doc = "text"]), (true, false)),
            (parse_quote!(#[must_use]), (true, false)),
            (parse_quote!(#[deprecated(note = "n")]), (true, false)),
            (parse_quote!(#[track_caller]), (true, false)),
            (parse_quote!(#[deny(warnings)]), (true, false)),
            (parse_quote!(#[clippy::cognitive_complexity = "9"]), (true, false)),
            (parse_quote!(#[diagnostic::on_unimplemented(message = "m")]), (true, false)),
            (parse_quote!(#[mockall::concretize]), (true, false)),
            (parse_quote!(#[cfg(unix)]), (true, true)),
            (parse_quote!(#[allow(dead_code)]), (true, true)),
            (parse_quote!(#[expect(dead_code)]), (true, true)),
            (parse_quote!(#[cfg_attr(unix, allow(dead_code))]), (true, true)),
            (parse_quote!(#[inline(always)]), (false, true)),
            (parse_quote!(#[cold]), (false, true)),
            (parse_quote!(#[instrument]), (false, true)),
            (parse_quote!(#[tracing::instrument(skip(self))]), (false, true)),
            (parse_quote!(#[cfg_attr(unix, tracing::instrument)]), (false, true)),
        ] {
            let attribute: Attribute = attribute;
            let mut declared = vec![attribute.clone()];
            of_declaration(&mut declared);
            let body = of_body(std::slice::from_ref(&attribute));
            let found = (!declared.is_empty(), !body.is_empty());
            assert_eq!(found, (on_declaration, on_body), "{:?}", texts(&[attribute]));
        }
    }

    #[test]
    fn a_conditional_attribute_becomes_some_with_one_each() {
        let mut attributes: Vec<Attribute> = vec![
            parse_quote!(#[cfg_attr(a, inline, cfg(b), cfg_attr(all(c, d), must_use = "m"),)]),
            parse_quote!(#[cfg_attr(true, cold)]),
            parse_quote!(#[cfg_attr(e)]),
            parse_quote!(#[inline]),
        ];
        flatten(&mut attributes);
        let expected: Vec<Attribute> = vec![
            parse_quote!(#[cfg_attr(a, inline)]),
            parse_quote!(#[cfg(any(not(a), b))]),
            parse_quote!(#[cfg_attr(all(a, all(c, d)), must_use = "m")]),
            parse_quote!(#[cfg_attr(true, cold)]),
            parse_quote!(#[cfg_attr(e)]),
            parse_quote!(#[inline]),
        ];
        assert_eq!(texts(&attributes), texts(&expected));
    }
}
