//! Reading tokens so that a mistake is reported at once, and what follows it is still read.

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Lit, Token, token};

use crate::diagnostics::{Diagnostics, Reported};

/// Parses the value of an option. Reports something else in its place, and skips it.
pub(crate) fn read_value<V: Parse>(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
    message: &str,
    help: &str,
) -> Result<V, Reported> {
    let fork = input.fork();
    // A missing comma before another option is reported by the caller, as what it is.
    let is_whole = |rest: ParseStream<'_>| {
        let is_option = rest.peek2(Token![=]) || rest.peek2(token::Paren);
        rest.is_empty() || rest.peek(Token![,]) || rest.peek(Ident::peek_any) && is_option
    };
    if fork.parse::<V>().is_ok() && is_whole(&fork) {
        return parse(input, diagnostics);
    }
    let reported = diagnostics.error(value_span(input), message, help);
    skip_value(input);
    Err(reported)
}

/// The span of a value, which is that of its whole token if it is a literal.
pub(crate) fn value_span(input: ParseStream<'_>) -> Span {
    input.fork().parse::<Lit>().map_or_else(|_| input.span(), |literal| literal.span())
}

/// Parses tokens that the caller has seen to be there.
pub(crate) fn parse<T: Parse>(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<T, Reported> {
    input.parse().map_err(|error| diagnostics.push(error))
}

/// Skips the rest of the input, which a parser of `syn` must read to its end.
pub(crate) fn skip(input: ParseStream<'_>) {
    while !input.is_empty() {
        skip_token(input);
    }
}

/// Skips the tokens before the next comma.
pub(crate) fn skip_value(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        skip_token(input);
    }
}

fn skip_token(input: ParseStream<'_>) {
    // There is a token unless the input is empty.
    let _: syn::Result<TokenTree> = input.parse();
}
