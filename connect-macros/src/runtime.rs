//! The path of the runtime in expanded code.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
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

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(path) => path.to_tokens(tokens),
            None => tokens.extend(quote!(::connect_runtime)),
        }
    }
}
