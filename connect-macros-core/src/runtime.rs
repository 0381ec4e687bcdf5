//! The path of the runtime in expanded code.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Path};

/// Where expanded code finds the runtime: at `::connect_runtime`, or at the path that the option `crate`
/// gives.
#[derive(Clone, Default)]
pub(crate) struct Runtime(Option<Path>);

/// Reads a path. A string that holds a path is one too, as in `#[serde(crate = "…")]`.
impl Parse for Runtime {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let path = if input.peek(LitStr) {
            input.parse::<LitStr>()?.parse_with(Path::parse_mod_style)
        } else {
            Path::parse_mod_style(input)
        };
        path.map(|path| Self(Some(path)))
    }
}

impl Runtime {
    /// The path with the location `span`, for code whose errors the compiler reports there.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        match &self.0 {
            Some(path) => {
                let tokens = path.to_token_stream().into_iter().map(|mut token| {
                    token.set_span(token.span().located_at(span));
                    token
                });
                tokens.collect()
            }
            None => quote_spanned!(span=> ::connect_runtime),
        }
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(path) => path.to_tokens(tokens),
            None => tokens.extend(quote!(::connect_runtime)),
        }
    }
}
