//! What the macros of `connect-runtime` do, for them and for `cargo connect check`.
//!
//! This crate changes with any version. Use `connect-runtime`, which documents the macros.

mod async_trait;
mod attribute;
mod binding;
mod carried;
mod connect_api;
mod connect_endpoint;
mod derive;
mod diagnostics;
mod endpoint;
mod expansion;
mod header_name;
mod inspect;
mod lint_level;
mod names;
mod options;
mod paging;
mod parameter;
mod parsing;
mod referee;
mod runtime;
mod salvage;
mod signature;
mod template;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

pub use self::inspect::{
    Finding, InspectedEndpoint, Inspection, inspect_api, inspect_endpoint, inspect_error,
};

/// Expands `#[connect_endpoint(attribute)]` on a method.
#[must_use]
pub fn connect_endpoint(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    connect_endpoint::expand(attribute, item)
}

/// Expands `#[connect_api(attribute)]` on a trait.
#[must_use]
pub fn connect_api(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    connect_api::expand(attribute, item)
}

/// Expands `#[derive(ConnectEnum)]`.
#[must_use]
pub fn connect_enum(item: TokenStream) -> TokenStream {
    derive::expand(item, &derive::connect_enum::DERIVE)
}

/// Expands `#[derive(ConnectUnion)]`.
#[must_use]
pub fn connect_union(item: TokenStream) -> TokenStream {
    derive::expand(item, &derive::connect_union::DERIVE)
}

/// Expands `#[derive(ConnectError)]`.
#[must_use]
pub fn connect_error(item: TokenStream) -> TokenStream {
    derive::expand(item, &derive::connect_error::DERIVE)
}

/// Expands `#[derive(ToValue)]`.
#[must_use]
pub fn to_value(item: TokenStream) -> TokenStream {
    derive::expand(item, &derive::to_value::DERIVE)
}
