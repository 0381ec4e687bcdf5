//! `#[connect_endpoint]`: parses attribute and method into a model and expands the model.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, TraitItem, TraitItemFn, Visibility};

use crate::async_trait::{self, is_rewritten};
use crate::attribute::{Arguments, AttributeSource};
use crate::diagnostics::{Diagnostics, Reported};
use crate::endpoint::Endpoint;
use crate::expansion;
use crate::options::Options;
use crate::salvage;

/// Expands the attribute on `item`. Emits the item even if it has a mistake.
pub(crate) fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let Ok((visibility, method)) = read_method(item) else {
        return expand_salvaged(attribute, item, diagnostics);
    };
    match inspect(attribute, &visibility, &method, &mut diagnostics) {
        Ok(endpoint) => expansion::with_default_body(&endpoint, method).into_token_stream(),
        Err(_) => {
            let method = expansion::without_endpoint(method);
            let errors = diagnostics.into_tokens();
            quote!(#method #errors)
        }
    }
}

/// Reads a method and checks it, without an expansion.
pub(crate) fn inspect(
    attribute: TokenStream,
    visibility: &Visibility,
    method: &TraitItemFn,
    diagnostics: &mut Diagnostics,
) -> Result<Endpoint, Reported> {
    if is_rewritten(&method.sig) {
        let name = &method.sig.ident;
        return Err(async_trait::report(name.span(), name, diagnostics));
    }
    let source = AttributeSource::Arguments(attribute);
    let endpoint = Endpoint::parse(source, method, &Options::default(), diagnostics);
    check_visibility(visibility, method, diagnostics).and(endpoint)
}

/// Expands an item that cannot be parsed. If it is a method, the compiler has reported why.
fn expand_salvaged(
    attribute: TokenStream,
    item: &TokenStream,
    mut diagnostics: Diagnostics,
) -> TokenStream {
    let mut of_attribute = Diagnostics::default();
    let source = AttributeSource::Arguments(attribute);
    let Arguments { options, .. } = Arguments::parse(source, &mut of_attribute);
    if let Some(method) = salvage::read_method(item, &options.runtime.unwrap_or_default()) {
        let method = match method {
            TraitItem::Fn(method) => {
                let mut method = expansion::without_endpoint(method);
                if let Some(body) = &mut method.default {
                    body.stmts.insert(0, salvage::unread());
                }
                method.into_token_stream()
            }
            method => method.into_token_stream(),
        };
        let errors = of_attribute.into_tokens();
        return quote!(#method #errors);
    }
    let first = item.clone().into_iter().next();
    let _: Reported = diagnostics.error(
        first.map_or_else(Span::call_site, |token| token.span()),
        "`#[connect_endpoint]` is not on a method",
        "put it on a method without a body in a trait: \
         `async fn get_user(&self, user_id: &str) -> Result<User>;`",
    );
    let errors = diagnostics.into_tokens();
    quote!(#item #errors)
}

pub(crate) fn read_method(item: &TokenStream) -> syn::Result<(Visibility, TraitItemFn)> {
    let parser = |input: ParseStream<'_>| {
        let attributes = Attribute::parse_outer(input)?;
        let visibility: Visibility = input.parse()?;
        let mut method: TraitItemFn = input.parse()?;
        method.attrs.splice(0..0, attributes);
        Ok((visibility, method))
    };
    parser.parse2(item.clone())
}

pub(crate) fn check_visibility(
    visibility: &Visibility,
    method: &TraitItemFn,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if matches!(visibility, Visibility::Inherited) {
        return Ok(());
    }
    let message = format!("the endpoint `{}` has a visibility", method.sig.ident);
    let help = "remove it: a method is as visible as its trait";
    Err(diagnostics.error(visibility.span(), message, help))
}
