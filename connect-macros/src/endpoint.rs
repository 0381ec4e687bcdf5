//! `#[connect_endpoint]`: attribute and method into a model, the model into tokens.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Path, TraitItemFn, parse_quote};

use crate::attribute::{Attribute, Method as HttpMethod};
use crate::binding::Bindings;
use crate::diagnostics::Diagnostics;
use crate::expansion;
use crate::names::pascal_case;
use crate::signature::Method;

/// An endpoint in which nothing can be wrong any more.
pub(crate) struct Endpoint {
    pub(crate) operation: String,
    pub(crate) http_method: HttpMethod,
    pub(crate) envelope: Path,
    pub(crate) method: Method,
    pub(crate) bindings: Bindings,
}

pub(crate) fn connect_endpoint(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let Ok(method) = syn::parse2::<TraitItemFn>(item.clone()) else {
        let first = item.clone().into_iter().next();
        diagnostics.error(
            first.map_or_else(Span::call_site, |token| token.span()),
            "`#[connect_endpoint]` is not on a method",
            "put it on a method without a body in a trait: \
             `async fn get_user(&self, user_id: &str) -> Result<User>;`",
        );
        let errors = diagnostics.into_tokens();
        return quote!(#item #errors);
    };
    if let Some(endpoint) = Endpoint::parse(attribute, &method, &mut diagnostics) {
        return expansion::endpoint(&endpoint);
    }
    let method = expansion::without_endpoint(&method);
    let errors = diagnostics.into_tokens();
    quote!(#method #errors)
}

impl Endpoint {
    fn parse(
        attribute: TokenStream,
        item: &TraitItemFn,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let attribute = Attribute::parse(attribute, diagnostics);
        let method = Method::parse(item, diagnostics);
        let (http_method, template, method) = (attribute.method?, attribute.template?, method?);
        let bindings = Bindings::resolve(http_method, template, &method.parameters, diagnostics)?;
        diagnostics.is_empty().then(|| Self {
            operation: attribute.name.unwrap_or_else(|| pascal_case(&method.plain_name())),
            http_method,
            envelope: envelope_path(attribute.envelope),
            method,
            bindings,
        })
    }
}

/// The envelopes of the runtime go by their name alone, so that they need no import.
fn envelope_path(written: Option<Path>) -> Path {
    let Some(path) = written else {
        return parse_quote!(::connect_runtime::Adaptive);
    };
    match path.get_ident() {
        Some(name) if ["Adaptive", "Wrapped", "Bare", "Raw"].iter().any(|known| name == known) => {
            parse_quote!(::connect_runtime::#name)
        }
        _ => path,
    }
}
