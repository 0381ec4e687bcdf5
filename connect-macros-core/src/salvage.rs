//! Reads what a slip of syntax leaves of a trait or a method.
//!
//! The compiler parses an item before it calls the macro on it, and reports the slip itself. A second message
//! would only repeat that one. The macro keeps every method that it can recognize, so that the calls of the
//! methods cause no further errors, and an editor still knows them. The code never runs, because the slip
//! stops the compilation.

mod parameters;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{
    Attribute, DeriveInput, Expr, GenericParam, Generics, ItemTrait, ReturnType, Signature, Stmt,
    Token, TraitItem, Type, parse_quote, token,
};

use crate::expansion::future_of;
use crate::parsing::skip;
use crate::runtime::Runtime;
use crate::signature::is_connect_endpoint;

/// A trait with a slip of syntax.
pub(crate) struct SalvagedTrait {
    pub(crate) item: ItemTrait,
    /// What the compiler took for a part of the trait when it recovered from the slip.
    pub(crate) following: TokenStream,
}

/// Reads the trait, if it is one.
pub(crate) fn read_trait(tokens: &TokenStream, runtime: &Runtime) -> Option<SalvagedTrait> {
    let mut header: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let keyword = header.iter().position(|token| is_keyword(token, "trait"))?;
    let is_body = |token: &TokenTree| is_group(token, Delimiter::Brace);
    let body = keyword + header.iter().skip(keyword).position(is_body)?;
    let following = header.split_off(body + 1).into_iter().collect();
    let Some(TokenTree::Group(body)) = header.pop() else { return None };
    let header: TokenStream = header.into_iter().collect();
    let mut item: ItemTrait = syn::parse2(quote!(#header {})).ok()?;
    let read_items = |input: ParseStream<'_>| Ok(read_items(input, runtime));
    item.items = read_items.parse2(body.stream()).ok()?;
    Some(SalvagedTrait { item, following })
}

fn read_items(input: ParseStream<'_>, runtime: &Runtime) -> Vec<TraitItem> {
    let mut items = Vec::new();
    while !input.is_empty() {
        let fork = input.fork();
        if let Ok(item) = fork.parse() {
            input.advance_to(&fork);
            items.push(item);
        } else {
            items.extend(read_method(&take_broken_item(input), runtime));
        }
    }
    items
}

/// Takes the tokens up to the end of an item, or up to the start of the next one.
fn take_broken_item(input: ParseStream<'_>) -> TokenStream {
    const QUALIFIERS: [&str; 5] = ["pub", "async", "const", "unsafe", "extern"];
    let mut item = TokenStream::new();
    // Whether a token is taken that stands neither before an item nor before its `fn`.
    let (mut is_begun, mut is_qualified) = (false, false);
    while !input.is_empty() {
        let is_attribute = input.peek(Token![#]) && input.peek2(token::Bracket);
        if is_attribute && (is_begun || is_qualified) || is_begun && starts_method(input) {
            break;
        }
        let Ok(token) = input.parse::<TokenTree>() else { break };
        let is_end = is_punct(&token, ';') || is_group(&token, Delimiter::Brace);
        if QUALIFIERS.iter().any(|keyword| is_keyword(&token, keyword)) {
            is_qualified = true;
        } else if !is_attribute && !is_group(&token, Delimiter::Bracket) {
            is_begun = true;
        }
        item.extend([token]);
        if is_end {
            break;
        }
    }
    item
}

fn starts_method(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    let qualifiers = |input: ParseStream<'_>| {
        input.parse::<Option<Token![const]>>()?;
        input.parse::<Option<Token![async]>>()?;
        input.parse::<Option<Token![unsafe]>>()
    };
    fork.call(qualifiers).is_ok() && fork.peek(Token![fn]) && fork.peek2(Ident::peek_any)
}

/// Reads the method, if it has a name.
pub(crate) fn read_method(tokens: &TokenStream, runtime: &Runtime) -> Option<TraitItem> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let name = find_name(&tokens)?;
    let (before, from_name) = tokens.split_at(name);
    let (attributes, qualifiers) = split_attributes(before);
    let signature = quote!(#(#qualifiers)* fn #(#from_name)*);
    if let Some(signature) = read_signature(signature) {
        return Some(parse_quote!(#(#attributes)* #signature;));
    }
    let (name, after_name) = from_name.split_first()?;
    let is_list = |token: &TokenTree| is_group(token, Delimiter::Parenthesis);
    let list = after_name.iter().position(is_list).unwrap_or(after_name.len());
    let (generics, from_list) = after_name.split_at(list);
    let generics = read_generics(generics);
    let (parameters, uses) = match from_list.first() {
        Some(TokenTree::Group(list)) => parameters::read(list),
        _ => (quote!((&self)), TokenStream::new()),
    };
    let output = read_output(from_list.get(1..).unwrap_or_default());
    let is_async = !qualifiers.is_empty();
    let (output, value) = if is_async {
        let output = output.unwrap_or_else(|| parse_quote!(#runtime::Result<()>));
        (future_of(&output), quote!(::core::future::pending()))
    } else {
        let output = output.unwrap_or_else(|| parse_quote!(#runtime::Call<'_, ()>));
        (parse_quote!(-> #output), quote!(::core::unreachable!()))
    };
    let attributes = attributes.iter().filter(|attribute| !is_connect_endpoint(attribute));
    let unread = unread();
    Some(TraitItem::Verbatim(quote! {
        #(#attributes)*
        fn #name #generics #parameters #output {
            #unread
            #uses
            #value
        }
    }))
}

/// Finds the name, which stands behind `fn` or before the parameters.
fn find_name(tokens: &[TokenTree]) -> Option<usize> {
    let is_name = |token: &&TokenTree| syn::parse2::<Ident>((*token).clone().into()).is_ok();
    let keyword = tokens.iter().position(|token| is_keyword(token, "fn"));
    let after_keyword = keyword.map(|keyword| keyword + 1);
    let is_named = |index: &usize| tokens.get(*index).as_ref().is_some_and(is_name);
    after_keyword.filter(is_named).or_else(|| {
        let is_list = |token: &TokenTree| is_group(token, Delimiter::Parenthesis);
        let before_list = tokens.iter().position(is_list)?.checked_sub(1)?;
        let is_attribute = tokens[..before_list].last().is_some_and(|token| is_punct(token, '#'));
        Some(before_list).filter(|_| !is_attribute).filter(is_named)
    })
}

/// Reads the parameters in angle brackets. Without the last bracket, only the lifetimes are sure: a call could
/// not infer another one that a parameter of the method does not use.
fn read_generics(tokens: &[TokenTree]) -> Generics {
    let whole = syn::parse2(quote!(#(#tokens)*));
    whole.or_else(|_| syn::parse2(quote!(#(#tokens)* >)).map(without_types)).unwrap_or_default()
}

fn without_types(mut generics: Generics) -> Generics {
    let is_lifetime = |parameter: &GenericParam| matches!(parameter, GenericParam::Lifetime(_));
    generics.params = generics.params.into_iter().filter(is_lifetime).collect();
    generics
}

/// Separates the attributes from the qualifier `async`. Drops what is neither.
fn split_attributes(tokens: &[TokenTree]) -> (Vec<Attribute>, Vec<TokenTree>) {
    let (mut attributes, mut qualifiers) = (Vec::new(), Vec::new());
    for (index, token) in tokens.iter().enumerate() {
        match (token, tokens.get(index + 1)) {
            (TokenTree::Punct(hash), Some(group)) if hash.as_char() == '#' => {
                let attribute = TokenStream::from_iter([token.clone(), group.clone()]);
                attributes.extend(Attribute::parse_outer.parse2(attribute).unwrap_or_default());
            }
            _ if is_keyword(token, "async") => qualifiers.push(token.clone()),
            _ => {}
        }
    }
    (attributes, qualifiers)
}

/// Reads a signature that is whole, such as one without a `;`.
fn read_signature(tokens: TokenStream) -> Option<Signature> {
    let parser = |input: ParseStream<'_>| {
        let signature: Signature = input.parse()?;
        let is_whole = matches!(signature.output, ReturnType::Type(..));
        skip(input);
        Ok(is_whole.then_some(signature))
    };
    parser.parse2(tokens).ok().flatten()
}

/// Reads the return type among the tokens after the parameters, whatever is written instead of `->`.
fn read_output(tokens: &[TokenTree]) -> Option<Type> {
    let is_arrow = |token: &&TokenTree| matches!(token, TokenTree::Punct(punct) if ['-', '>', '=', ':'].contains(&punct.as_char()));
    let is_end = |token: &TokenTree| {
        is_punct(token, ';') || is_keyword(token, "where") || is_group(token, Delimiter::Brace)
    };
    let written = tokens.iter().skip_while(is_arrow).take_while(|token| !is_end(token));
    read_type(&written.cloned().collect())
}

/// Reads a type, to which it adds up to three missing `>`. Skips what follows.
fn read_type(written: &TokenStream) -> Option<Type> {
    if written.clone().into_iter().last().is_some_and(|last| is_punct(&last, '<')) {
        return None;
    }
    let brackets = [quote!(), quote!(>), quote!(>>), quote!(>>>)];
    brackets.into_iter().find_map(|missing| {
        let parser = |input: ParseStream<'_>| {
            let output = Type::parse(input)?;
            skip(input);
            Ok(output)
        };
        parser.parse2(quote!(#written #missing)).ok()
    })
}

/// Reads the name of a type, whatever its parts are.
pub(crate) fn read_type_name(tokens: TokenStream) -> Option<DeriveInput> {
    let mut tokens = tokens.into_iter();
    tokens.find(|token| is_keyword(token, "enum") || is_keyword(token, "struct"))?;
    let name: Ident = syn::parse2(tokens.next()?.into()).ok()?;
    Some(parse_quote!(enum #name {}))
}

/// Writes a statement that the compiler reports if it has reported nothing before: its syntax is newer than
/// the macro's, or the macro has a mistake. The lint runs only after a compilation without errors.
pub(crate) fn unread() -> Stmt {
    let statement = quote! {
        #[deny(unused_must_use)]
        {
            #[must_use = "the macro cannot read this syntax; please report it"]
            const fn syntax_that_the_macro_cannot_read() {}
            syntax_that_the_macro_cannot_read();
        }
    };
    Stmt::Expr(Expr::Verbatim(statement), None)
}

fn is_keyword(token: &TokenTree, keyword: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == keyword)
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}
