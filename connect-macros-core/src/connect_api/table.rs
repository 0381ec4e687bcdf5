//! The table of a trait's operations, `USERS_OPERATIONS` for `trait Users`.
//!
//! It is the only place where an operation is written: the body of a method borrows its element, so
//! that an operation has one address.

use connect_model::snake_case;
use std::fmt::Write as _;

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, Ident, ItemTrait};

use super::{Declared, outcome};
use crate::binding::Filled;
use crate::endpoint::Endpoint;
use crate::expansion;
use crate::lint_level;
use crate::runtime::Runtime;

/// Writes the item that declares the table.
pub(super) fn declaration(
    item: &ItemTrait,
    declared: &[Declared],
    runtime: &Runtime,
) -> TokenStream {
    let visibility = &item.vis;
    let name = name(item, item.ident.span());
    let trait_name = item.ident.unraw();
    let documentation = documentation(&trait_name.to_string(), declared);
    let operations = declared.iter().map(|Declared { method, endpoint }| {
        let cfgs = cfgs(&method.attrs);
        let operation = outcome::add(expansion::operation(endpoint), item, method, endpoint);
        quote!(#(#cfgs)* #operation)
    });
    let cfgs: Vec<_> = cfgs(&item.attrs).collect();
    let allowed = lint_level::allowed(&item.attrs);
    quote! {
        #(#cfgs)*
        #[doc = #documentation]
        #allowed
        #visibility static #name: &[#runtime::__private::Operation] = &[#(#operations),*];

        // Uses the table, so that it is not dead code.
        #(#cfgs)*
        const _: &&[#runtime::__private::Operation] = &#name;
    }
}

/// Lists the operations, with what AWS's model fills in for each.
fn documentation(trait_name: &str, declared: &[Declared]) -> String {
    let mut text = format!("The operations of [`{trait_name}`].");
    if declared.is_empty() {
        return text;
    }
    text.push_str("\n\n| method | operation | filled in from AWS's model |\n|---|---|---|");
    for Declared { method, endpoint } in declared {
        let _ = write!(
            text,
            "\n| `{}` | `{}` | {} |",
            method.sig.ident.unraw(),
            endpoint.operation,
            filled_in(endpoint).join(", ")
        );
    }
    text
}

/// What the model fills in for one operation.
fn filled_in(endpoint: &Endpoint) -> Vec<String> {
    let mut filled_in = Vec::new();
    if endpoint.known.is_some() && !endpoint.is_named {
        filled_in.push("the name".to_owned());
    }
    if endpoint.has_pages_of_model {
        filled_in.push("the names of the pages".to_owned());
    }
    let Filled { token, empty_object } = &endpoint.bindings.filled;
    if let Some(token) = token {
        filled_in.push(format!("the idempotency token `{}`", token.name()));
    }
    if *empty_object {
        filled_in.push("the body `{}`".to_owned());
    }
    filled_in
}

/// Writes the expression that borrows the element of the method after the `earlier` ones.
pub(super) fn element(item: &ItemTrait, earlier: &[Declared]) -> TokenStream {
    let name = name(item, Span::call_site());
    let index = index(earlier);
    quote!(&#name[#index])
}

fn name(item: &ItemTrait, span: Span) -> Ident {
    let name = snake_case(&item.ident.unraw().to_string()).to_uppercase();
    Ident::new(&format!("{name}_OPERATIONS"), span)
}

/// The number of the `earlier` methods. Only the compiler knows which methods under a `#[cfg]` count.
fn index(earlier: &[Declared]) -> TokenStream {
    let conditions: Vec<Vec<TokenStream>> =
        earlier.iter().map(|declared| conditions(&declared.method.attrs)).collect();
    let unconditional = conditions.iter().filter(|conditions| conditions.is_empty()).count();
    let unconditional = Literal::usize_unsuffixed(unconditional);
    let conditional = conditions.iter().filter_map(|conditions| match &**conditions {
        [] => None,
        [condition] => Some(quote!(+ #condition as ::core::primitive::usize)),
        conditions => Some(quote!(+ (#(#conditions)&&*) as ::core::primitive::usize)),
    });
    quote!(#unconditional #(#conditional)*)
}

/// The conditions of a method as expressions.
fn conditions(attributes: &[Attribute]) -> Vec<TokenStream> {
    let predicates = cfgs(attributes).filter_map(|cfg| cfg.meta.require_list().ok());
    predicates
        .map(|predicate| {
            let predicate = &predicate.tokens;
            quote!(::core::cfg!(#predicate))
        })
        .collect()
}

fn cfgs(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"))
}
