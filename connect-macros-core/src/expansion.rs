//! Expands the model into tokens, which cannot fail because the model has no mistakes.

mod kinds;
mod request;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::token::Brace;
use syn::{
    Attribute, Block, Expr, FnArg, Pat, PatIdent, PatType, ReturnType, Signature, Stmt,
    TraitItemFn, Type, parse_quote,
};

use self::request::Names;
use crate::carried;
use crate::endpoint::Endpoint;
use crate::lint_level;
use crate::options::Auth;
use crate::paging::{Paging, RequestToken};
use crate::signature::{is_connect_endpoint, is_shared, strip_bindings};

/// Gives the method a default body that makes the call.
pub(crate) fn with_default_body(endpoint: &Endpoint, mut method: TraitItemFn) -> TraitItemFn {
    let (operation, runtime) = (operation(endpoint), &endpoint.runtime);
    let operation = quote!({
        static __OPERATION: #runtime::__private::Operation = #operation;
        &__OPERATION
    });
    let client = quote!(#runtime::ConnectClient::client);
    method.default = Some(body(endpoint, &method, &operation, &client));
    method.semi_token = None;
    declare(endpoint, &mut method);
    method
}

/// Turns the method into an ordinary declaration: without binding attributes and `async`.
pub(crate) fn declare(endpoint: &Endpoint, method: &mut TraitItemFn) {
    if method.sig.asyncness.take().is_some() {
        method.sig.output = future_of(&endpoint.output);
    }
    strip_bindings(&mut method.sig);
    // The operation decides how many parameters there are, not the user. An attribute of the user
    // must neither be overridden nor lose the warning that it expects.
    let sets_level = |attribute: &Attribute| {
        lint_level::is_set_by(&attribute.meta, ["clippy", "too_many_arguments"])
    };
    if method.sig.inputs.len() > 7 && !method.attrs.iter().any(sets_level) {
        method.attrs.push(parse_quote!(#[allow(clippy::too_many_arguments)]));
    }
}

/// Writes the body that calls `operation`, an expression of type `&'static Operation`. `client` is the
/// function that returns the client of `self`.
pub(crate) fn body(
    endpoint: &Endpoint,
    method: &TraitItemFn,
    operation: &TokenStream,
    client: &TokenStream,
) -> Block {
    // With this span, the variable does not clash with a parameter of the same name.
    let request = Ident::new("request", Span::mixed_site());
    let runtime = &endpoint.runtime;
    let parts = request::parts(&endpoint.bindings, Names { request: &request, runtime });
    let self_token = &endpoint.self_token;
    let client = quote!(::core::option::Option::Some(#client(#self_token)));
    let finish = finish(endpoint, &method.sig, &client, &quote!(#request));
    // A macro that rewrites the body finds the future in such a block. Outside it, `self` need not be `Sync`.
    let call = Ident::new("call", Span::mixed_site());
    let finish = match &method.sig.asyncness {
        Some(_) if carried::rewrite_body(&method.attrs) => {
            quote!(let #call = #finish; async move { #call.await })
        }
        _ => finish,
    };
    let statements = quote! {
        let mut #request = #runtime::__private::RequestBuilder::new(#operation);
        #parts
        #finish
    };
    // Verbatim, because parsing the statements would take half the time of an expansion.
    let statements = vec![Stmt::Expr(Expr::Verbatim(statements), None)];
    Block { brace_token: Brace::default(), stmts: statements }
}

/// Writes the body of a method that a fake does not implement, which returns an error that names
/// `operation`.
///
/// It calls the same function as [`body`], so that the compiler reports a wrong return type once.
pub(crate) fn unimplemented(
    endpoint: &Endpoint,
    signature: &Signature,
    operation: &TokenStream,
) -> Block {
    let runtime = &endpoint.runtime;
    let request = quote!(#runtime::__private::RequestBuilder::new(#operation));
    let finish = finish(endpoint, signature, &quote!(::core::option::Option::None), &request);
    let unused = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(PatType { attrs, pat, .. }) => {
            let cfgs = attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
            Some(quote!(#(#cfgs)* let _ = &#pat;))
        }
        FnArg::Receiver(_) => None,
    });
    parse_quote!({ #(#unused)* #finish })
}

/// Writes the expression that turns the request into the declared return type.
fn finish(
    endpoint: &Endpoint,
    signature: &Signature,
    client: &TokenStream,
    request: &TokenStream,
) -> TokenStream {
    let Endpoint { envelope, output, runtime, .. } = endpoint;
    let function = match &endpoint.paging {
        Some(_) => quote!(from_paged_request),
        None if signature.asyncness.is_some() => quote!(send),
        None => quote!(from_request),
    };
    // The span makes the compiler report a wrong return type on the type in the declaration.
    let runtime = runtime.at(output.span());
    quote_spanned! {output.span()=>
        #runtime::__private::#function::<#output, #envelope>(#client, #request)
    }
}

/// Writes the method for a declaration with a mistake: without our attribute, and with a body and a
/// receiver that let its trait be implemented, so that the mistake causes no further errors. The body
/// never runs, because the errors of the mistake stop the compilation.
pub(crate) fn without_endpoint(mut method: TraitItemFn) -> TraitItemFn {
    method.attrs.retain(|attribute| !is_connect_endpoint(attribute));
    strip_bindings(&mut method.sig);
    method.sig.constness = None;
    method.sig.variadic = None;
    if let Some(FnArg::Receiver(receiver)) = method.sig.inputs.first_mut()
        && !is_shared(receiver)
    {
        *receiver = parse_quote!(&self);
    }
    if method.default.is_none() {
        if let ReturnType::Type(_, output) = &method.sig.output
            && method.sig.asyncness.take().is_some()
        {
            method.sig.output = future_of(output);
        }
        let uses = use_parameters(&mut method.sig);
        let value = match &method.sig.output {
            ReturnType::Type(_, output) if matches!(**output, Type::ImplTrait(_)) => {
                quote!(::core::future::pending())
            }
            _ => quote!(::core::unreachable!()),
        };
        method.semi_token = None;
        method.default = Some(parse_quote!({ #uses #value }));
    }
    method
}

/// Writes statements that use every parameter, so that none is reported as unused. An `#[allow]` would be an
/// error under a `#![forbid]`. A parameter that is a pattern loses its names.
pub(crate) fn use_parameters(signature: &mut Signature) -> TokenStream {
    let mut uses = TokenStream::new();
    for input in &mut signature.inputs {
        let FnArg::Typed(PatType { attrs, pat, .. }) = input else { continue };
        match &mut **pat {
            Pat::Ident(PatIdent { by_ref: None, subpat: None, mutability, ident, .. }) => {
                *mutability = None;
                let cfgs = attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
                uses.extend(quote!(#(#cfgs)* let _ = #ident;));
            }
            pattern => *pattern = parse_quote!(_),
        }
    }
    uses
}

/// Writes out the return type of an `async fn`, with the spans of the declared type.
pub(crate) fn future_of(output: &Type) -> ReturnType {
    let last = output.to_token_stream().into_iter().last();
    let end = last.map_or_else(Span::call_site, |token| match token {
        TokenTree::Group(group) => group.span_close(),
        token => token.span(),
    });
    let future = quote_spanned!(output.span()=> impl ::core::future::Future<Output = #output>);
    let send = quote_spanned!(end=> + ::core::marker::Send);
    parse_quote!(-> #future #send)
}

/// Writes the expression of the operation's metadata, with one function call for each part that is declared.
pub(crate) fn operation(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { operation: name, service, timeout, max_attempts, paging, runtime, .. } =
        endpoint;
    let private = quote!(#runtime::__private);
    let path = &endpoint.bindings.template.path_text;
    let http_method = Ident::new(endpoint.http_method.as_str(), Span::call_site());
    let mut operation = quote!(#private::operation(#name, #private::Method::#http_method, #path));
    if let Some(service) = service {
        operation = quote!(#private::with_service(#operation, #service));
    }
    if endpoint.auth == Auth::None {
        operation = quote!(#private::with_auth(#operation, #private::Auth::None));
    }
    if endpoint.bindings.has_idempotency_token() {
        operation = quote!(#private::with_idempotency_token(#operation));
    }
    if let Some(timeout) = timeout {
        let (seconds, nanoseconds) = (timeout.as_secs(), timeout.subsec_nanos());
        let timeout = quote!(#private::Duration::new(#seconds, #nanoseconds));
        operation = quote!(#private::with_timeout(#operation, #timeout));
    }
    if let Some(attempts) = max_attempts {
        operation = quote!(#private::with_max_attempts(#operation, #attempts));
    }
    if let Some(Paging { response_token, items, request_token }) = paging {
        let token = match request_token {
            RequestToken::Query(name) => quote!(#private::RequestToken::Query(#name)),
            RequestToken::Body(name) => quote!(#private::RequestToken::Body(#name)),
        };
        operation = quote!(#private::with_paging(#operation, #response_token, #items, #token));
    }
    operation
}
