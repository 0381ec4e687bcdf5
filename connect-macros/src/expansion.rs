//! The model into tokens. It cannot fail: what could be wrong is not in the model.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, ReturnType, TraitItemFn, Type, parse_quote};

use crate::binding::{Argument, Body};
use crate::endpoint::Endpoint;
use crate::signature::{is_connect_endpoint, is_shared, strip_bindings};
use crate::template::{PathPart, QueryPart};

/// The method with the body that makes the call.
pub(crate) fn endpoint(endpoint: &Endpoint, mut method: TraitItemFn) -> TokenStream {
    // A local of the macro must not meet a parameter of the same name.
    let request = Ident::new("request", Span::mixed_site());
    let operation = operation(endpoint);
    let parts = request_parts(endpoint, &request);
    let Endpoint { envelope, output, self_token, .. } = endpoint;
    let client = quote!(::connect_runtime::ConnectClient::client(#self_token));
    let function = match method.sig.asyncness.take() {
        Some(_) => {
            method.sig.output = future_of(output);
            quote!(send)
        }
        None => quote!(from_request),
    };
    // A return type that does not fit is reported on the type that was written.
    let finish = quote_spanned! {output.span()=>
        ::connect_runtime::__private::#function::<#output, #envelope>(#client, #request)
    };
    strip_bindings(&mut method.sig);
    method.semi_token = None;
    method.default = Some(parse_quote! {{
        let mut #request = ::connect_runtime::__private::RequestBuilder::new(#operation);
        #parts
        #finish
    }});
    method.into_token_stream()
}

/// The method without our attribute, with a body so that its trait can be implemented and a receiver
/// that any trait can have: a mistake costs its own message and no other. The body never runs, as
/// what comes with it does not compile.
pub(crate) fn without_endpoint(mut method: TraitItemFn) -> TokenStream {
    method.attrs.retain(|attribute| !is_connect_endpoint(attribute));
    method.attrs.push(parse_quote!(#[allow(unused_variables, unused_mut)]));
    strip_bindings(&mut method.sig);
    method.sig.constness = None;
    if let Some(FnArg::Receiver(receiver)) = method.sig.inputs.first_mut()
        && !is_shared(receiver)
    {
        *receiver = parse_quote!(&self);
    }
    if method.default.is_none() {
        let mut body = quote!(::core::unreachable!());
        if let ReturnType::Type(_, output) = &method.sig.output
            && method.sig.asyncness.take().is_some()
        {
            body = quote!(async { #body });
            method.sig.output = future_of(output);
        }
        method.semi_token = None;
        method.default = Some(parse_quote!({ #body }));
    }
    method.into_token_stream()
}

/// The return type of an `async fn` written out, on the place of the type that was written.
fn future_of(output: &Type) -> ReturnType {
    let last = output.to_token_stream().into_iter().last();
    let end = last.map_or_else(Span::call_site, |token| match token {
        TokenTree::Group(group) => group.span_close(),
        token => token.span(),
    });
    let future = quote_spanned!(output.span()=> impl ::core::future::Future<Output = #output>);
    let send = quote_spanned!(end=> + ::core::marker::Send);
    parse_quote!(-> #future #send)
}

fn operation(endpoint: &Endpoint) -> TokenStream {
    let name = &endpoint.operation;
    let path = &endpoint.bindings.template.path_text;
    let http_method = Ident::new(endpoint.http_method.as_str(), Span::call_site());
    quote! {{
        static OPERATION: ::connect_runtime::__private::Operation =
            ::connect_runtime::__private::Operation::new(
                #name,
                ::connect_runtime::__private::Method::#http_method,
                #path,
            );
        &OPERATION
    }}
}

fn request_parts(endpoint: &Endpoint, request: &Ident) -> TokenStream {
    let bindings = &endpoint.bindings;
    let path = bindings.template.path.iter().map(|part| match part {
        PathPart::Literal(text) => quote!(#request.path(#text);),
        PathPart::Label(argument) => {
            let (name, value) = (&argument.name, value(argument));
            quote!(#request.label(#name, #value);)
        }
        PathPart::GreedyLabel(argument) => {
            let (name, value) = (&argument.name, value(argument));
            quote!(#request.greedy_label(#name, #value);)
        }
    });
    let query = bindings.template.query.iter().map(|part| match part {
        QueryPart::Fixed(pair) => quote!(#request.fixed_query(#pair);),
        QueryPart::Bound { wire_name, value: argument } => {
            let (cfgs, value) = (&argument.cfgs, value(argument));
            quote!(#(#cfgs)* #request.query(#wire_name, #value);)
        }
    });
    let body = match &bindings.body {
        Body::Empty => TokenStream::new(),
        Body::Whole(argument) => {
            let (cfgs, name, value) = (&argument.cfgs, &argument.name, value(argument));
            quote!(#(#cfgs)* #request.json_body(#name, #value);)
        }
    };
    quote!(#(#path)* #(#query)* #body)
}

/// The argument by reference, on the place of its type, where one that does not fit is reported.
fn value(argument: &Argument) -> TokenStream {
    let Argument { ident, ty, .. } = argument;
    quote_spanned!(ty.span()=> &#ident)
}
