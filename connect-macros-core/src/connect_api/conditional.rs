//! Endpoints under a condition: `#[cfg_attr(predicate, connect_endpoint(…))]`.

use proc_macro2::TokenStream;
use syn::{Attribute, ItemTrait, TraitItem, TraitItemFn, parse_quote};

use crate::carried::{conditional, flatten};
use crate::signature::is_connect_endpoint;

/// Resolves conditions as far as the macro can: it runs before the compiler evaluates those inside the trait.
/// A method becomes one under a `#[cfg]` for each condition that makes it an endpoint.
pub(super) fn resolve(item: &mut ItemTrait) {
    flatten(&mut item.attrs);
    let items = std::mem::take(&mut item.items).into_iter();
    item.items = items
        .flat_map(|item| match item {
            TraitItem::Fn(mut method) => {
                flatten(&mut method.attrs);
                split(method).into_iter().map(TraitItem::Fn).collect()
            }
            item => vec![item],
        })
        .collect();
}

fn split(mut method: TraitItemFn) -> Vec<TraitItemFn> {
    if method.attrs.iter().any(is_connect_endpoint) {
        return vec![method];
    }
    let (endpoints, others): (Vec<_>, Vec<_>) =
        method.attrs.drain(..).partition(|attribute| conditional_endpoint(attribute).is_some());
    method.attrs = others;
    if endpoints.is_empty() {
        return vec![method];
    }
    let endpoints = endpoints.iter().filter_map(conditional_endpoint);
    endpoints
        .map(|(predicate, endpoint)| {
            let mut method = method.clone();
            method.attrs.push(parse_quote!(#[cfg(#predicate)]));
            method.attrs.push(endpoint);
            method
        })
        .collect()
}

/// The predicate and the attribute in `#[cfg_attr(predicate, connect_endpoint(…))]`.
fn conditional_endpoint(attribute: &Attribute) -> Option<(TokenStream, Attribute)> {
    let (predicate, metas) = conditional(&attribute.meta)?;
    let meta = metas.first()?;
    let endpoint: Attribute = parse_quote!(#[#meta]);
    is_connect_endpoint(&endpoint).then_some((predicate, endpoint))
}
