//! The attribute and derive macros of `connect-runtime`, which re-exports and documents them.

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

use proc_macro::TokenStream;

#[doc = include_str!("../docs/connect_endpoint.md")]
#[proc_macro_attribute]
pub fn connect_endpoint(attribute: TokenStream, item: TokenStream) -> TokenStream {
    connect_endpoint::expand(attribute.into(), &item.into()).into()
}

#[doc = include_str!("../docs/connect_api.md")]
#[proc_macro_attribute]
pub fn connect_api(attribute: TokenStream, item: TokenStream) -> TokenStream {
    connect_api::expand(attribute.into(), &item.into()).into()
}

#[doc = include_str!("../docs/connect_enum.md")]
#[proc_macro_derive(ConnectEnum, attributes(text, other, connect))]
pub fn connect_enum(item: TokenStream) -> TokenStream {
    derive::expand(item.into(), &derive::connect_enum::DERIVE).into()
}

#[doc = include_str!("../docs/connect_union.md")]
#[proc_macro_derive(ConnectUnion, attributes(member, other, connect))]
pub fn connect_union(item: TokenStream) -> TokenStream {
    derive::expand(item.into(), &derive::connect_union::DERIVE).into()
}

#[doc = include_str!("../docs/connect_error.md")]
#[proc_macro_derive(ConnectError, attributes(code, other, api_error, header, serde, connect))]
pub fn connect_error(item: TokenStream) -> TokenStream {
    derive::expand(item.into(), &derive::connect_error::DERIVE).into()
}

#[doc = include_str!("../docs/to_value.md")]
#[proc_macro_derive(ToValue, attributes(connect))]
pub fn to_value(item: TokenStream) -> TokenStream {
    derive::expand(item.into(), &derive::to_value::DERIVE).into()
}
