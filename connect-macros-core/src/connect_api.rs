//! `#[connect_api]`: turns a trait of endpoints into a trait for fakes and its implementation for clients.

mod checks;
mod conditional;
mod outcome;
mod table;
mod views;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{
    Attribute, GenericArgument, Ident, ItemTrait, PathArguments, ReturnType, TraitItem,
    TraitItemFn, Type, TypeGroup, TypeParen, parse_quote,
};

use crate::async_trait::{self, is_async_trait, is_rewritten};
use crate::attribute::AttributeSource;
use crate::carried;
use crate::connect_endpoint::{check_visibility, read_method};
use crate::diagnostics::{Diagnostics, Reported, split};
use crate::endpoint::Endpoint;
use crate::expansion;
use crate::lint_level;
use crate::options::{OptionKind, Options};
use crate::parsing::skip;
use crate::runtime::Runtime;
use crate::salvage::{self, SalvagedTrait};
use crate::signature::is_connect_endpoint;

const OPTIONS: [OptionKind; 8] = [
    OptionKind::Service,
    OptionKind::Envelope,
    OptionKind::Error,
    OptionKind::Auth,
    OptionKind::Timeout,
    OptionKind::MaxAttempts,
    OptionKind::Unchecked,
    OptionKind::Crate,
];

/// A method that is an endpoint.
pub(crate) struct Declared {
    pub(crate) method: TraitItemFn,
    pub(crate) endpoint: Endpoint,
}

/// Expands the attribute on `item`. Emits the item even if it has a mistake.
pub(crate) fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let (options, options_read) = read_options(attribute, &mut diagnostics);
    let runtime = options.runtime.clone().unwrap_or_default();
    let Ok(mut parsed) = syn::parse2::<ItemTrait>(item.clone()) else {
        return expand_salvaged(item, &options, diagnostics);
    };
    conditional::resolve(&mut parsed);
    let visibilities = take_visibilities(&mut parsed, &mut diagnostics);
    if check_not_rewritten(&parsed, &mut diagnostics).is_err() {
        // The return types have changed, so the trait's `error` fits none of them.
        let item = without_endpoints(parsed, &Options::default(), &runtime);
        let errors = diagnostics.into_tokens();
        return quote!(#item #errors);
    }
    let (declared, checked) = read(&parsed, &options, &mut diagnostics);
    if options_read.and(visibilities).and(checked).is_ok() {
        return api(parsed, &declared, &runtime);
    }
    let item = without_endpoints(parsed, &options, &runtime);
    let errors = diagnostics.into_tokens();
    quote!(#item #errors)
}

/// Reads a trait and checks it, without an expansion. Returns the endpoints without a mistake.
pub(crate) fn inspect(
    attribute: TokenStream,
    mut item: ItemTrait,
    diagnostics: &mut Diagnostics,
) -> Vec<Declared> {
    let (options, _) = read_options(attribute, diagnostics);
    conditional::resolve(&mut item);
    let _: Result<(), Reported> = take_visibilities(&mut item, diagnostics);
    match check_not_rewritten(&item, diagnostics) {
        Ok(()) => read(&item, &options, diagnostics).0,
        Err(_) => Vec::new(),
    }
}

/// Reads the endpoints, and checks them with the rest of the trait.
fn read(
    item: &ItemTrait,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> (Vec<Declared>, Result<(), Reported>) {
    let items = checks::items(item, diagnostics);
    let (mut declared, all_declared) = read_endpoints(item, options, diagnostics);
    views::share_names(&mut declared);
    let endpoints = checks::endpoints(item, &declared, diagnostics);
    (declared, items.and(all_declared).and(endpoints))
}

/// Expands an item that cannot be parsed. If it is a trait, the compiler has reported why. Only the mistakes
/// in its endpoints are reported too: a check of the whole trait needs all methods.
fn expand_salvaged(
    item: &TokenStream,
    options: &Options,
    mut diagnostics: Diagnostics,
) -> TokenStream {
    let runtime = options.runtime.clone().unwrap_or_default();
    let Some(SalvagedTrait { item: mut salvaged, following }) = salvage::read_trait(item, &runtime)
    else {
        let first = item.clone().into_iter().next();
        let _: Reported = diagnostics.error(
            first.map_or_else(Span::call_site, |token| token.span()),
            "`#[connect_api]` is not on a trait",
            "put it on a trait whose methods are declared with `#[connect_endpoint]`",
        );
        let errors = diagnostics.into_tokens();
        return quote!(#item #errors);
    };
    conditional::resolve(&mut salvaged);
    let _: Result<(), Reported> = take_visibilities(&mut salvaged, &mut diagnostics);
    let _: (Vec<Declared>, Result<(), Reported>) =
        read_endpoints(&salvaged, options, &mut diagnostics);
    let item = without_endpoints(salvaged, options, &runtime);
    let (errors, unread) = (diagnostics.into_tokens(), salvage::unread());
    quote!(#item #following #errors const _: () = { #unread };)
}

/// Removes the visibilities of endpoints, which the parser of the trait does not read, and reports them.
fn take_visibilities(item: &mut ItemTrait, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let mut result = Ok(());
    for item in &mut item.items {
        let TraitItem::Verbatim(tokens) = item else { continue };
        let Ok((visibility, method)) = read_method(tokens) else { continue };
        if method.attrs.iter().any(is_connect_endpoint) {
            result = result.and(check_visibility(&visibility, &method, diagnostics));
            *item = TraitItem::Fn(method);
        }
    }
    result
}

/// Checks that `#[async_trait]` does not rewrite the methods. It may stand below, or above and have done so.
fn check_not_rewritten(item: &ItemTrait, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let below = item.attrs.iter().find(|attribute| is_async_trait(attribute));
    let below = below.map(|attribute| attribute.path().span());
    let above = item.items.iter().find_map(|item| match item {
        TraitItem::Fn(method) => is_rewritten(&method.sig).then(|| method.sig.ident.span()),
        _ => None,
    });
    match below.or(above) {
        Some(span) => Err(async_trait::report(span, &item.ident, diagnostics)),
        None => Ok(()),
    }
}

/// Reads the options. The methods use those without a mistake even if another has one.
fn read_options(
    attribute: TokenStream,
    diagnostics: &mut Diagnostics,
) -> (Options, Result<(), Reported>) {
    let mut options = Options::default();
    let parser = |input: ParseStream<'_>| {
        let read = options.read(input, &OPTIONS, diagnostics);
        skip(input);
        Ok(read)
    };
    let read = parser.parse2(attribute).unwrap_or_else(|error| Err(diagnostics.push(error)));
    (options, read)
}

/// Reads the endpoints. Returns those without a mistake even if another has one, to compare them.
fn read_endpoints(
    item: &ItemTrait,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> (Vec<Declared>, Result<(), Reported>) {
    let mut all_typed = Ok(());
    let (declared, all_declared) = split(item.items.iter().filter_map(|item| {
        let TraitItem::Fn(method) = item else { return None };
        let index = method.attrs.iter().position(is_connect_endpoint)?;
        let mut method = method.clone();
        let attribute = method.attrs.remove(index);
        if let Some(error) = &options.error
            && !add_error_type(&mut method, error)
        {
            let name = &method.sig.ident;
            let message =
                format!("the trait's `error` cannot be added to the return type of `{name}`");
            let help = "write `Result<Output>`, `Call<'_, Output>` or `Pages<'_, Item>`";
            all_typed = Err(diagnostics.error(name.span(), message, help));
        }
        let source = AttributeSource::Attribute(&attribute);
        let endpoint = Endpoint::parse(source, &method, options, diagnostics);
        Some(endpoint.map(|endpoint| Declared { method, endpoint }))
    }));
    (declared, all_typed.and(all_declared))
}

/// Adds `error` to a return type with one type argument, such as `Result<T>`. A return type with two
/// already names its error. Returns whether the return type now has an error.
fn add_error_type(method: &mut TraitItemFn, error: &Type) -> bool {
    let ReturnType::Type(_, output) = &mut method.sig.output else { return true };
    let mut output = &mut **output;
    // A type from a `macro_rules!` parameter is in an invisible group.
    while let Type::Group(TypeGroup { elem, .. }) | Type::Paren(TypeParen { elem, .. }) = output {
        output = &mut **elem;
    }
    let Type::Path(path) = output else { return false };
    let Some(segment) = path.path.segments.last_mut() else { return false };
    let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { return false };
    let is_type = |argument: &&GenericArgument| matches!(argument, GenericArgument::Type(_));
    match arguments.args.iter().filter(is_type).count() {
        0 => return false,
        1 => arguments.args.push(GenericArgument::Type(error.clone())),
        _ => {}
    }
    true
}

/// Writes the trait, the implementation for every client, and the table of operations.
///
/// The bodies in the trait are those of a fake that does not implement the method.
fn api(mut item: ItemTrait, declared: &[Declared], runtime: &Runtime) -> TokenStream {
    let table = table::declaration(&item, declared, runtime);
    let mut bodies = TokenStream::new();
    let mut declarations = Vec::new();
    for (index, Declared { method, endpoint }) in declared.iter().enumerate() {
        let mut declaration = method.clone();
        let operation = table::element(&item, declared.get(..index).unwrap_or_default());
        let client = quote!(<() as #runtime::__private::ClientOf<Self>>::client);
        let body = expansion::body(endpoint, &declaration, &operation, &client);
        let default = expansion::unimplemented(endpoint, &declaration.sig, &operation);
        let attributes = carried::of_body(&declaration.attrs);
        carried::of_declaration(&mut declaration.attrs);
        expansion::declare(endpoint, &mut declaration);
        let signature = &declaration.sig;
        bodies.extend(quote!(#attributes #signature #body));
        declaration.default = Some(default);
        declaration.semi_token = None;
        declarations.push(declaration);
    }
    let endpoints = item.items.iter_mut().filter_map(|item| match item {
        TraitItem::Fn(method) if method.attrs.iter().any(is_connect_endpoint) => Some(method),
        _ => None,
    });
    for (method, declaration) in endpoints.zip(declarations) {
        *method = declaration;
    }
    let implementation = implementation(&item, &bodies, runtime);
    quote!(#item #implementation #table)
}

/// The attributes of the trait that its implementation needs too.
fn attributes_of_implementation(attributes: &[Attribute]) -> TokenStream {
    let cfgs = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let allowed = lint_level::allowed(attributes);
    quote!(#(#cfgs)* #allowed)
}

fn implementation(item: &ItemTrait, methods: &TokenStream, runtime: &Runtime) -> TokenStream {
    let client = Ident::new("__Client", Span::call_site());
    let name = &item.ident;
    let mut generics = item.generics.clone();
    generics.params.push(parse_quote!(#client: ?::core::marker::Sized));
    // A bound on the client itself would give a pointer to a fake the message of `ConnectClient`.
    let is_client = parse_quote!((): #runtime::__private::ClientOf<#client>);
    generics.make_where_clause().predicates.push(is_client);
    if !item.supertraits.is_empty() {
        let supertraits = &item.supertraits;
        generics.make_where_clause().predicates.push(parse_quote!(#client: #supertraits));
    }
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, trait_generics, _) = item.generics.split_for_impl();
    let attributes = attributes_of_implementation(&item.attrs);
    let is_deprecated = item
        .attrs
        .iter()
        .any(|attribute| carried::inner(&attribute.meta).path().is_ident("deprecated"));
    let allow_deprecated = is_deprecated.then(|| quote!(#[allow(deprecated)]));
    quote! {
        #attributes
        #allow_deprecated
        impl #impl_generics #name #trait_generics for #client #where_clause { #methods }
    }
}

/// Writes the trait without our attributes, an implementation for every client if that is possible, and
/// an empty table, so that a mistake causes no further errors where the trait is used.
fn without_endpoints(mut item: ItemTrait, options: &Options, runtime: &Runtime) -> TokenStream {
    item.unsafety = None;
    for item in &mut item.items {
        if let TraitItem::Fn(method) = item
            && (method.attrs.iter().any(is_connect_endpoint) || method.default.is_none())
        {
            if let Some(error) = &options.error {
                add_error_type(method, error);
            }
            *method = expansion::without_endpoint(method.clone());
        }
    }
    let table = table::declaration(&item, &[], runtime);
    if item.items.iter().any(checks::needs_value) {
        return quote!(#item #table);
    }
    let implementation = implementation(&item, &TokenStream::new(), runtime);
    quote!(#item #implementation #table)
}
