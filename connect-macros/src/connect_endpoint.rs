//! `#[connect_endpoint]`: parses attribute and method into a model and expands the model.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, TraitItemFn, Visibility};

use crate::attribute::AttributeSource;
use crate::diagnostics::{Diagnostics, Reported};
use crate::endpoint::Endpoint;
use crate::expansion;
use crate::options::Options;

/// Expands the attribute on `item`. Emits the item even if it has a mistake.
pub(crate) fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let Ok((visibility, method)) = read_method(item, &mut diagnostics) else {
        let errors = diagnostics.into_tokens();
        return quote!(#item #errors);
    };
    let source = AttributeSource::Arguments(attribute);
    let endpoint = check_visibility(&visibility, &method, &mut diagnostics).and(Endpoint::parse(
        source,
        &method,
        &Options::default(),
        &mut diagnostics,
    ));
    match endpoint {
        Ok(endpoint) => expansion::with_default_body(&endpoint, method).into_token_stream(),
        Err(_) => {
            let method = expansion::without_endpoint(method);
            let errors = diagnostics.into_tokens();
            quote!(#method #errors)
        }
    }
}

fn read_method(
    item: &TokenStream,
    diagnostics: &mut Diagnostics,
) -> Result<(Visibility, TraitItemFn), Reported> {
    let parser = |input: ParseStream<'_>| {
        let attributes = Attribute::parse_outer(input)?;
        let visibility: Visibility = input.parse()?;
        let mut method: TraitItemFn = input.parse()?;
        method.attrs.splice(0..0, attributes);
        Ok((visibility, method))
    };
    parser.parse2(item.clone()).map_err(|_| {
        let first = item.clone().into_iter().next();
        diagnostics.error(
            first.map_or_else(Span::call_site, |token| token.span()),
            "`#[connect_endpoint]` is not on a method",
            "put it on a method without a body in a trait: \
             `async fn get_user(&self, user_id: &str) -> Result<User>;`",
        )
    })
}

fn check_visibility(
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
