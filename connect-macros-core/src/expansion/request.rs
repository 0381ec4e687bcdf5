//! Writes the statements that build the request.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::kinds;
use crate::binding::{Argument, Bindings, Body, FilledToken};
use crate::runtime::Runtime;
use crate::template::{PathPart, QueryPart};

/// What the statements name.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    /// The variable of the builder.
    pub(super) request: &'a Ident,
    pub(super) runtime: &'a Runtime,
}

pub(super) fn parts(bindings: &Bindings, names: Names<'_>) -> TokenStream {
    let request = names.request;
    let path = bindings.template.path.iter().map(|part| path_part(part, names));
    let in_template = bindings.template.query.iter().map(|part| match part {
        QueryPart::Fixed(pair) => quote!(#request.fixed_query(#pair);),
        QueryPart::Bound { wire_name, value } => query(wire_name, value, names),
    });
    let beside = bindings.query.iter().map(|(name, argument)| query(name, argument, names));
    let fixed_names = bindings.template.fixed_query_names();
    let fixed_names = fixed_names.map(|name| quote!(#name,));
    let bound_names = bindings.bound_query().map(|(name, argument)| {
        let cfgs = &argument.cfgs;
        quote!(#(#cfgs)* #name,)
    });
    let query_names: TokenStream = fixed_names.chain(bound_names).collect();
    let fields = bindings.query_fields.iter().map(|argument| {
        let Argument { cfgs, name, .. } = argument;
        let value = value(argument, names);
        quote!(#(#cfgs)* #request.query_fields(#name, #value, &[#query_names]);)
    });
    let headers = bindings.headers.iter().map(|(header, argument)| {
        let Argument { cfgs, name, .. } = argument;
        let value = value(argument, names);
        quote!(#(#cfgs)* #request.header(#header, #name, #value);)
    });
    let header_names: TokenStream = bindings
        .headers
        .iter()
        .map(|(header, Argument { cfgs, .. })| quote!(#(#cfgs)* #header,))
        .collect();
    let header_maps = bindings.header_maps.iter().map(|(prefix, argument)| {
        let Argument { cfgs, name, .. } = argument;
        let value = value(argument, names);
        quote!(#(#cfgs)* #request.headers(#prefix, #name, #value, &[#header_names]);)
    });
    let body = body(bindings, names);
    // After everything else, which may have a token already.
    let token = bindings.filled.token.as_ref().map(|token| filled_token(token, bindings, request));
    quote! {
        #(#path)* #(#in_template)* #(#beside)* #(#fields)* #(#headers)* #(#header_maps)* #body #token
    }
}

fn path_part(part: &PathPart<Argument>, names: Names<'_>) -> TokenStream {
    let request = names.request;
    match part {
        PathPart::Literal(text) => quote!(#request.path(#text);),
        PathPart::Label(argument) => {
            let (name, value) = (&argument.name, value(argument, names));
            let check = kinds::check_label(argument, names);
            quote!(#check #request.label(#name, #value);)
        }
        PathPart::GreedyLabel(argument) => {
            let (name, value) = (&argument.name, value(argument, names));
            quote!(#request.greedy_label(#name, #value);)
        }
    }
}

fn query(wire_name: &str, argument: &Argument, names: Names<'_>) -> TokenStream {
    let (cfgs, value, request) = (&argument.cfgs, value(argument, names), names.request);
    let check = kinds::check_query(argument, names);
    quote!(#check #(#cfgs)* #request.query(#wire_name, #value);)
}

fn body(bindings: &Bindings, names: Names<'_>) -> TokenStream {
    let request = names.request;
    match &bindings.body {
        Body::Empty if bindings.filled.empty_object => quote!(#request.body_members();),
        Body::Empty => TokenStream::new(),
        Body::Json { whole: Some(argument), members } if members.is_empty() => {
            let Argument { cfgs, name, .. } = &**argument;
            let value = value(argument, names);
            quote!(#(#cfgs)* #request.json_body(#name, #value);)
        }
        Body::Json { whole, members } => {
            let whole = whole.as_ref().map(|argument| {
                let Argument { cfgs, name, .. } = &**argument;
                let value = value(argument, names);
                let declared = members
                    .iter()
                    .map(|(member, Argument { cfgs, .. })| quote!(#(#cfgs)* #member,));
                quote!(#(#cfgs)* #request.join_body(#name, #value, &[#(#declared)*]);)
            });
            let members = members.iter().map(|(member, argument)| {
                let Argument { cfgs, name, .. } = argument;
                let value = value(argument, names);
                let check = kinds::check_member(argument, names);
                quote!(#check #(#cfgs)* #request.body_member(#member, #name, #value);)
            });
            quote!(#request.body_members(); #whole #(#members)*)
        }
        Body::Payload { content_type, argument } => {
            let (cfgs, value) = (&argument.cfgs, value(argument, names));
            quote!(#(#cfgs)* #request.payload(#content_type, #value);)
        }
    }
}

/// Writes the statement that adds a token where the declaration has no parameter for it.
fn filled_token(token: &FilledToken, bindings: &Bindings, request: &Ident) -> TokenStream {
    match token {
        FilledToken::Query(name) => quote!(#request.fill_query_token(#name);),
        FilledToken::Header(name) => quote!(#request.fill_header_token(#name);),
        // A whole body may have its own token.
        FilledToken::Body(name) if bindings.body.hides_members() => {
            quote!(#request.fill_body_token(#name);)
        }
        FilledToken::Body(name) => quote!(#request.body_token(#name);),
    }
}

/// Borrows the argument. The span of its type makes the compiler report a wrong type there.
fn value(argument: &Argument, Names { runtime, .. }: Names<'_>) -> TokenStream {
    let Argument { ident, span, .. } = argument;
    if argument.is_idempotency_token {
        let runtime = runtime.at(*span);
        return quote_spanned! {*span=>
            &#runtime::__private::idempotency_token(&#ident)
        };
    }
    quote_spanned!(*span=> &#ident)
}
