//! Reports `#[async_trait]`, which rewrites an `async fn` so that it is no endpoint.

use proc_macro2::Span;
use syn::{Attribute, GenericParam, Ident, Signature};

use crate::diagnostics::{Diagnostics, Reported};

pub(crate) fn is_async_trait(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "async_trait")
}

/// Whether `#[async_trait]` has rewritten the method. It adds a lifetime of its name.
pub(crate) fn is_rewritten(signature: &Signature) -> bool {
    signature.generics.params.iter().any(|parameter| match parameter {
        GenericParam::Lifetime(parameter) => parameter.lifetime.ident == "async_trait",
        _ => false,
    })
}

pub(crate) fn report(span: Span, item: &Ident, diagnostics: &mut Diagnostics) -> Reported {
    let message = format!("`#[async_trait]` rewrites the endpoints of `{item}`");
    let help = "remove it: an `async fn` in a trait needs no `#[async_trait]`, and the future of an \
                endpoint is `Send`";
    diagnostics.error(span, message, help)
}
