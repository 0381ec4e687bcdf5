//! The model into tokens. It cannot fail: what could be wrong is not in the model.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, ReturnType, TraitItemFn, parse_quote, parse_quote_spanned};

use crate::binding::Body;
use crate::endpoint::Endpoint;
use crate::signature::{Form, Parameter, strip_bindings};
use crate::template::{PathPart, QueryPart};

/// The method with the body that makes the call.
pub(crate) fn endpoint(endpoint: &Endpoint) -> TokenStream {
    let method = &endpoint.method;
    // A local of the macro must not meet a parameter of the same name.
    let request = Ident::new("request", Span::mixed_site());
    let operation = operation(endpoint);
    let parts = request_parts(endpoint, &request);
    let (envelope, output, self_token) = (&endpoint.envelope, &method.output, method.self_token);
    let client = quote!(::connect_runtime::ConnectClient::client(#self_token));
    let mut signature = method.signature.clone();
    // A return type that does not fit is reported on the type that was written.
    let finish = match method.form {
        Form::Async => {
            signature.asyncness = None;
            signature.output = future_of(output);
            quote_spanned! {output.span()=>
                <#output as ::connect_runtime::__private::AsyncReturn<#envelope>>::send(
                    #client,
                    #request
                )
            }
        }
        Form::Direct => quote_spanned! {output.span()=>
            <#output as ::connect_runtime::__private::DirectReturn<'_, #envelope>>::from_request(
                #client,
                #request
            )
        },
    };
    let attributes = &method.attributes;
    quote! {
        #(#attributes)*
        #signature {
            let mut #request = ::connect_runtime::__private::RequestBuilder::new(#operation);
            #parts
            #finish
        }
    }
}

/// The method without our attribute, with a body so that its trait can be implemented and a receiver
/// that any trait can have: a mistake costs its own message and no other.
pub(crate) fn without_endpoint(item: &TraitItemFn) -> TokenStream {
    let attributes = &item.attrs;
    let mut signature = strip_bindings(&item.sig);
    if let Some(FnArg::Receiver(receiver)) = signature.inputs.first_mut() {
        *receiver = parse_quote!(&self);
    }
    let unreachable = quote!(::core::unreachable!());
    let body = match (&item.default, &item.sig.output) {
        (Some(body), _) => body.to_token_stream(),
        (None, ReturnType::Type(_, output)) if signature.asyncness.take().is_some() => {
            signature.output = future_of(output);
            quote!({ async { #unreachable } })
        }
        (None, _) => quote!({ #unreachable }),
    };
    quote! {
        #(#attributes)*
        #[allow(unused_variables, unused_mut)]
        #signature #body
    }
}

/// The return type of an `async fn` written out, on the place of the type that was written.
fn future_of(output: &syn::Type) -> ReturnType {
    parse_quote_spanned! {output.span()=>
        -> impl ::core::future::Future<Output = #output> + ::core::marker::Send
    }
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
        PathPart::Label(parameter) => bind(request, "label", None, parameter),
        PathPart::GreedyLabel(parameter) => bind(request, "greedy_label", None, parameter),
    });
    let query = bindings.template.query.iter().map(|part| match part {
        QueryPart::Fixed(pair) => quote!(#request.fixed_query(#pair);),
        QueryPart::Bound { wire_name, value } => bind(request, "query", Some(wire_name), value),
    });
    let body = match &bindings.body {
        Body::Empty => TokenStream::new(),
        Body::Whole(parameter) => bind(request, "json_body", None, parameter),
    };
    quote!(#(#path)* #(#query)* #body)
}

/// One call on the builder. A type that does not fit is reported on the parameter's type.
fn bind(
    request: &Ident,
    function: &str,
    wire_name: Option<&str>,
    parameter: &Parameter,
) -> TokenStream {
    let Parameter { ident, cfgs, ty, .. } = parameter;
    let name = wire_name.map_or_else(|| parameter.plain_name(), str::to_owned);
    let function = Ident::new(function, Span::call_site());
    let argument = quote_spanned!(ty.span()=> &#ident);
    quote!(#(#cfgs)* #request.#function(#name, #argument);)
}
