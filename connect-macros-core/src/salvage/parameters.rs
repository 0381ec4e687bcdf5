//! The parameters of a method with a slip of syntax.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, FnArg, Ident, Signature, Token, parse_quote, token};

use super::{is_group, read_type};
use crate::expansion::use_parameters;
use crate::signature::strip_bindings;

/// A parameter.
struct Salvaged {
    parameter: FnArg,
    is_type_known: bool,
}

/// Returns the list in parentheses, and statements that use the parameters.
///
/// If a type is missing, the compiler recovers from that with a type that fits everything. The list then stays
/// as it is: the compiler recovers once more, and does not show the repeated message. Attributes rule that
/// out, because a list without them has other spans.
pub(super) fn read(list: &Group) -> (TokenStream, TokenStream) {
    let salvaged = read_parameters.parse2(list.stream()).unwrap_or_default();
    let has_attributes =
        list.stream().into_iter().any(|token| is_group(&token, Delimiter::Bracket));
    if !has_attributes && salvaged.iter().any(|salvaged| !salvaged.is_type_known) {
        return (list.to_token_stream(), TokenStream::new());
    }
    let mut signature: Signature = parse_quote!(fn salvaged());
    signature.inputs = salvaged.into_iter().map(|salvaged| salvaged.parameter).collect();
    strip_bindings(&mut signature);
    let uses = use_parameters(&mut signature);
    let parameters = signature.inputs;
    (quote!((#parameters)), uses)
}

fn read_parameters(input: ParseStream<'_>) -> syn::Result<Vec<Salvaged>> {
    let mut salvaged = Vec::new();
    while !input.is_empty() {
        let fork = input.fork();
        let parameter = match fork.parse() {
            Ok(parameter) => {
                input.advance_to(&fork);
                Some(Salvaged { parameter, is_type_known: true })
            }
            Err(_) => read_broken(input)?,
        };
        let is_typed = |salvaged: &Salvaged| matches!(salvaged.parameter, FnArg::Typed(_));
        let first = || Salvaged { parameter: parse_quote!(&self), is_type_known: true };
        let is_first = salvaged.is_empty();
        salvaged.extend(parameter.filter(is_typed).or_else(|| is_first.then(first)));
        input.parse::<Option<Token![,]>>()?;
        input.parse::<Option<Token![;]>>()?;
    }
    Ok(salvaged)
}

/// Reads the parameter up to the next comma, if it has a name. Without a type that can be read, it is a `&str`, as most are.
fn read_broken(input: ParseStream<'_>) -> syn::Result<Option<Salvaged>> {
    while input.peek(Token![#]) && input.peek2(token::Bracket) {
        Attribute::parse_outer(input)?;
    }
    let has_name = input.peek(Ident::peek_any);
    let name = has_name.then(|| input.call(Ident::parse_any)).transpose()?;
    input.parse::<Option<Token![:]>>()?;
    let mut written = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![;]) {
        written.extend([input.parse::<TokenTree>()?]);
    }
    let Some(name) = name.as_ref().and_then(plain_or_raw) else { return Ok(None) };
    let ty = read_type(&written);
    let is_type_known = ty.is_some();
    let ty = ty.unwrap_or_else(|| parse_quote!(&::core::primitive::str));
    Ok(Some(Salvaged { parameter: parse_quote!(#name: #ty), is_type_known }))
}

/// The name, with `r#` if it is a keyword. `self` cannot be one.
fn plain_or_raw(name: &Ident) -> Option<Ident> {
    let is_keyword = syn::parse2::<Ident>(name.to_token_stream()).is_err();
    let mut raw =
        if is_keyword { syn::parse_str(&format!("r#{name}")).ok()? } else { name.clone() };
    raw.set_span(name.span());
    Some(raw)
}
