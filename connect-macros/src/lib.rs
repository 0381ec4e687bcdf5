//! The attribute and derive macros of `connect-runtime`, which re-exports and documents them.

use proc_macro::TokenStream;

#[doc = include_str!("../docs/connect_endpoint.md")]
#[proc_macro_attribute]
pub fn connect_endpoint(attribute: TokenStream, item: TokenStream) -> TokenStream {
    connect_macros_core::connect_endpoint(attribute.into(), &item.into()).into()
}

#[doc = include_str!("../docs/connect_api.md")]
#[proc_macro_attribute]
pub fn connect_api(attribute: TokenStream, item: TokenStream) -> TokenStream {
    connect_macros_core::connect_api(attribute.into(), &item.into()).into()
}

#[doc = include_str!("../docs/connect_enum.md")]
#[proc_macro_derive(ConnectEnum, attributes(text, other, connect))]
pub fn connect_enum(item: TokenStream) -> TokenStream {
    connect_macros_core::connect_enum(item.into()).into()
}

#[doc = include_str!("../docs/connect_union.md")]
#[proc_macro_derive(ConnectUnion, attributes(member, other, connect))]
pub fn connect_union(item: TokenStream) -> TokenStream {
    connect_macros_core::connect_union(item.into()).into()
}

#[doc = include_str!("../docs/connect_error.md")]
#[proc_macro_derive(ConnectError, attributes(code, other, api_error, header, serde, connect))]
pub fn connect_error(item: TokenStream) -> TokenStream {
    connect_macros_core::connect_error(item.into()).into()
}

#[doc = include_str!("../docs/to_value.md")]
#[proc_macro_derive(ToValue, attributes(connect))]
pub fn to_value(item: TokenStream) -> TokenStream {
    connect_macros_core::to_value(item.into()).into()
}
