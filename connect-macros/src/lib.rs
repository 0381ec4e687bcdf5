//! The attribute macros of `connect-runtime`, which re-exports and documents them.

mod attribute;
mod binding;
mod connect_api;
mod connect_endpoint;
mod derive;
mod diagnostics;
mod endpoint;
mod expansion;
mod header_name;
mod names;
mod options;
mod paging;
mod parameter;
mod signature;
mod template;

use proc_macro::TokenStream;

/// Declares an operation of Amazon Connect on a trait method, which gets a body that calls it.
///
/// ```text
/// #[connect_endpoint(METHOD "template", option = value, …)]
/// ```
///
/// The trait has the supertrait `ConnectClient`, through which the body reaches the client.
///
/// # The method
///
/// | written | becomes |
/// |---|---|
/// | `async fn op(&self, …) -> Result<T, E>` | `fn op(&self, …) -> impl Future<Output = Result<T, E>> + Send` |
/// | `fn op(&self, …) -> Call<'_, T, E>` | the same, for what `Call` offers beside `.await`, and for `dyn Trait` |
///
/// `E` implements `From<connect_runtime::Error>`.
///
/// # The template
///
/// | part | meaning |
/// |---|---|
/// | `/user/federate` | literal segments: letters, digits, `-`, `.`, `_`, `~`, and `:` after the first |
/// | `<InstanceId>` | a label, one whole segment, for the parameter whose name is the label's in snake case |
/// | `<Key..>` | a greedy label at the end: `/` in its value separates segments |
/// | `?<maxResults>&<nextToken>` | query names, bound by the same rule; `None` sends nothing |
/// | `?version=2&draft` | a fixed query |
///
/// A label is a string, an integer, a float, a `bool` or a `Timestamp`; a query value may be an
/// `Option` of it. The text is percent-encoded as restJson1 wants it, and a label that is empty, `.`
/// or `..` is an error before anything is sent, as it would name another resource.
///
/// # The parameters
///
/// Each is bound once: by its name to a label or query name of the template, or by `#[body]` as the
/// whole JSON body, which implements `serde::Serialize`. Members that serde writes as `null` are left
/// out of the body: those that are `None`, and floats that are not finite, which JSON cannot hold.
///
/// # The options
///
/// | option | default | meaning |
/// |---|---|---|
/// | `name = "GetFederationToken"` | the method's name in Pascal case | the operation's name, for errors |
/// | `envelope = Adaptive` | `Adaptive` | how a response is decoded: `Adaptive`, `Wrapped`, `Bare`, `Raw` or a path to your type |
///
/// # Errors
///
/// A wrong declaration does not compile; one compilation shows all that is wrong with it.
///
/// # Examples
///
/// ```
/// use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct NewUser {
///     username: String,
///     routing_profile_id: String,
/// }
///
/// #[derive(Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct CreatedUser {
///     user_id: String,
/// }
///
/// trait Users: ConnectClient {
///     #[connect_endpoint(PUT "/users/<InstanceId>")]
///     async fn create_user(&self, instance_id: &str, #[body] user: &NewUser) -> Result<CreatedUser>;
///
///     #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>", name = "DeleteUser")]
///     fn remove(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;
/// }
/// impl Users for Client {}
/// ```
#[proc_macro_attribute]
pub fn connect_endpoint(attribute: TokenStream, item: TokenStream) -> TokenStream {
    connect_endpoint::expand(attribute.into(), &item.into()).into()
}

/// Declares the operations of a trait, which is implemented for everything that has a client.
#[proc_macro_attribute]
pub fn connect_api(attribute: TokenStream, item: TokenStream) -> TokenStream {
    connect_api::expand(attribute.into(), &item.into()).into()
}

/// Makes an enum the values of a string member, those that it does not name included.
#[proc_macro_derive(ConnectEnum, attributes(value, other))]
pub fn connect_enum(item: TokenStream) -> TokenStream {
    derive::expand(item.into(), derive::connect_enum::derive).into()
}

/// Makes an enum a union, which has one of its members, those that it does not name included.
#[proc_macro_derive(ConnectUnion, attributes(member, other))]
pub fn connect_union(item: TokenStream) -> TokenStream {
    derive::expand(item.into(), derive::connect_union::derive).into()
}

/// Makes an enum the error of operations, with a variant for each code that matters.
#[proc_macro_derive(ConnectError, attributes(code, other, api_error, serde))]
pub fn connect_error(item: TokenStream) -> TokenStream {
    derive::expand(item.into(), derive::connect_error::derive).into()
}

/// Gives a newtype the text form of its field in labels, queries and headers.
#[proc_macro_derive(ToValue)]
pub fn to_value(item: TokenStream) -> TokenStream {
    derive::expand(item.into(), derive::to_value::derive).into()
}
