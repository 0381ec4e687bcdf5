//! `#[connect_api]`: a trait of endpoints into a trait without bodies and its implementation.

mod checks;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, ItemTrait, Meta, Token, TraitItem, TraitItemFn, Type, parse_quote};

use crate::diagnostics::Diagnostics;
use crate::endpoint::Endpoint;
use crate::expansion;
use crate::names::snake_case;
use crate::options::{self, Known, Options, skip};
use crate::signature::is_connect_endpoint;

const OPTIONS: [Known; 6] = [
    Known::Service,
    Known::Envelope,
    Known::Error,
    Known::Auth,
    Known::Timeout,
    Known::MaxAttempts,
];

/// A method that is an endpoint.
struct Declared {
    method: TraitItemFn,
    endpoint: Endpoint,
}

/// Expands the attribute on `item`, which is emitted in any case.
pub(crate) fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let options = read_options(attribute, &mut diagnostics);
    let Ok(parsed) = syn::parse2::<ItemTrait>(item.clone()) else {
        let first = item.clone().into_iter().next();
        diagnostics.error(
            first.map_or_else(Span::call_site, |token| token.span()),
            "`#[connect_api]` is not on a trait",
            "put it on a trait whose methods are declared with `#[connect_endpoint]`",
        );
        let errors = diagnostics.into_tokens();
        return quote!(#item #errors);
    };
    checks::items(&parsed, &mut diagnostics);
    let declared = read_endpoints(&parsed, &options, &mut diagnostics);
    checks::endpoints(&parsed, &declared, &mut diagnostics);
    if diagnostics.is_empty() {
        return api(parsed, declared);
    }
    let item = without_endpoints(parsed);
    let errors = diagnostics.into_tokens();
    quote!(#item #errors)
}

fn read_options(attribute: TokenStream, diagnostics: &mut Diagnostics) -> Options {
    let mut options = Options::default();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            options.read(input, &OPTIONS, diagnostics)?;
            if !input.is_empty() && !input.peek(Token![,]) {
                let message = "expected `,` before an option";
                diagnostics.error(input.span(), message, options::help(&OPTIONS));
                return skip(input);
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(attribute) {
        diagnostics.push(error);
    }
    options
}

fn read_endpoints(
    item: &ItemTrait,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Vec<Declared> {
    let mut declared = Vec::new();
    for item in &item.items {
        let TraitItem::Fn(method) = item else { continue };
        let Some(index) = method.attrs.iter().position(is_connect_endpoint) else { continue };
        let mut method = method.clone();
        let attribute = method.attrs.remove(index);
        if let Some(error) = &options.error {
            set_error(&mut method, error);
        }
        let arguments = arguments(&attribute);
        if let Some(endpoint) = Endpoint::parse(arguments, &method, options, diagnostics) {
            declared.push(Declared { method, endpoint });
        }
    }
    declared
}

fn arguments(attribute: &Attribute) -> TokenStream {
    match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(pair) => pair.to_token_stream(),
        Meta::Path(_) => TokenStream::new(),
    }
}

/// Makes `error` the last argument of a return type that has one argument, such as `Result<T>`.
fn set_error(method: &mut TraitItemFn, error: &Type) {
    let syn::ReturnType::Type(_, output) = &mut method.sig.output else { return };
    let Type::Path(path) = &mut **output else { return };
    let Some(segment) = path.path.segments.last_mut() else { return };
    let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { return };
    let is_type =
        |argument: &&syn::GenericArgument| matches!(argument, syn::GenericArgument::Type(_));
    if arguments.args.iter().filter(is_type).count() == 1 {
        arguments.args.push(syn::GenericArgument::Type(error.clone()));
    }
}

/// The trait, the implementation for all that has a client, and the table of operations.
fn api(mut item: ItemTrait, declared: Vec<Declared>) -> TokenStream {
    let table = operation_table(&item, &declared);
    let mut declared = declared.into_iter();
    let mut methods = Vec::new();
    for item in &mut item.items {
        let TraitItem::Fn(method) = item else { continue };
        if !method.attrs.iter().any(is_connect_endpoint) {
            continue;
        }
        let Some(Declared { method: mut declaration, endpoint }) = declared.next() else {
            continue;
        };
        let body = expansion::body(&endpoint, &declaration.sig);
        expansion::declare(&endpoint, &mut declaration);
        let attributes = declaration.attrs.iter().filter(|attribute| is_for_body(attribute));
        let signature = &declaration.sig;
        methods.push(quote!(#(#attributes)* #signature #body));
        *method = declaration;
    }
    let implementation = implementation(&item, &quote!(#(#methods)*));
    quote!(#item #implementation #table)
}

/// Whether an attribute of the declaration concerns the body too.
fn is_for_body(attribute: &Attribute) -> bool {
    ["cfg", "allow"].iter().any(|name| attribute.path().is_ident(name))
}

fn implementation(item: &ItemTrait, methods: &TokenStream) -> TokenStream {
    let client = Ident::new("__Client", Span::call_site());
    let name = &item.ident;
    let mut generics = item.generics.clone();
    generics
        .params
        .push(parse_quote!(#client: ::connect_runtime::ConnectClient + ?::core::marker::Sized));
    if !item.supertraits.is_empty() {
        let supertraits = &item.supertraits;
        generics.make_where_clause().predicates.push(parse_quote!(#client: #supertraits));
    }
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, trait_generics, _) = item.generics.split_for_impl();
    let cfgs = item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    quote! {
        #(#cfgs)*
        impl #impl_generics #name #trait_generics for #client #where_clause { #methods }
    }
}

fn operation_table(item: &ItemTrait, declared: &[Declared]) -> TokenStream {
    let visibility = &item.vis;
    let trait_name = item.ident.unraw().to_string();
    let name = format_ident!(
        "{}_OPERATIONS",
        snake_case(&trait_name).to_uppercase(),
        span = item.ident.span()
    );
    let documentation = format!("The operations of [`{trait_name}`].");
    let operations = declared.iter().map(|Declared { method, endpoint }| {
        let cfgs = method.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        let operation = expansion::operation(endpoint);
        quote!(#(#cfgs)* #operation)
    });
    let cfgs = item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    quote! {
        #(#cfgs)*
        #[doc = #documentation]
        #[allow(dead_code)]
        #visibility static #name: &[::connect_runtime::__private::Operation] = &[#(#operations),*];
    }
}

/// The trait without our attributes, which every client implements if that is possible: a mistake
/// costs its own message and no other.
fn without_endpoints(mut item: ItemTrait) -> TokenStream {
    for item in &mut item.items {
        if let TraitItem::Fn(method) = item {
            *method = expansion::without_endpoint(method.clone());
        }
    }
    if item.items.iter().any(checks::needs_value) {
        return quote!(#item);
    }
    let implementation = implementation(&item, &TokenStream::new());
    quote!(#item #implementation)
}
