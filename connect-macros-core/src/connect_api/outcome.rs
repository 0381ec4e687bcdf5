//! The types of an operation in the table, which a check in a test looks at.
//!
//! Only the feature `testing` of the runtime turns this on, so an ordinary build does not pay for it.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{ItemTrait, Path, TraitItemFn};

use crate::endpoint::Endpoint;

/// Adds the return type to the operation, if it has a meaning outside its method.
pub(super) fn add(
    operation: TokenStream,
    item: &ItemTrait,
    method: &TraitItemFn,
    endpoint: &Endpoint,
) -> TokenStream {
    let is_on = cfg!(all(feature = "testing", not(test)));
    let is_generic = !item.generics.params.is_empty() || !method.sig.generics.params.is_empty();
    let output = &endpoint.output;
    if !is_on
        || is_generic
        || endpoint.known.is_none()
        || !is_json(&endpoint.envelope)
        || names_self(output.to_token_stream())
    {
        return operation;
    }
    let runtime = &endpoint.runtime;
    quote!(#runtime::__with_outcome!(#operation, #output))
}

/// Whether the envelope holds the output of the model.
fn is_json(envelope: &Path) -> bool {
    let last = envelope.segments.last();
    last.is_some_and(|last| ["Adaptive", "Bare", "Wrapped"].iter().any(|name| last.ident == name))
}

fn names_self(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "Self",
        TokenTree::Group(group) => names_self(group.stream()),
        _ => false,
    })
}
