//! What the macros write allows no lint, so that a `#![forbid(…)]` compiles.

#![forbid(
    deprecated,
    dead_code,
    unused,
    unsafe_code,
    unreachable_pub,
    unreachable_patterns,
    unknown_lints
)]
#![forbid(missing_docs, missing_debug_implementations, missing_copy_implementations)]
#![forbid(
    non_snake_case,
    non_camel_case_types,
    non_upper_case_globals,
    unused_qualifications,
    unused_results
)]
#![forbid(elided_lifetimes_in_paths, single_use_lifetimes, trivial_casts, let_underscore_drop)]
#![forbid(clippy::pedantic, clippy::nursery, clippy::too_many_arguments)]

use connect_runtime::{
    ApiError, Call, Client, ConnectClient, ConnectEnum, ConnectError, ConnectUnion, Error, Pages,
    Result, ToValue, UnknownMember, connect_api, connect_endpoint,
};

/// Documented.
#[derive(ConnectEnum, Debug)]
pub enum Channel {
    /// Documented.
    Voice,
    /// Documented.
    #[deprecated]
    Fax,
    /// Documented.
    #[other]
    Other(String),
}
/// Documented.
#[derive(ConnectUnion, Debug)]
pub enum Reference {
    /// Documented.
    Number(u32),
    /// Documented.
    #[deprecated(note = "n")]
    Text(String),
    /// Documented.
    #[other]
    Other(UnknownMember),
}
/// Documented.
#[derive(ToValue, Debug)]
pub struct UserId(#[deprecated] pub String);
/// Documented.
#[derive(ToValue, Debug)]
pub struct Tag<'a> {
    /// Documented.
    pub text: &'a str,
}
/// Documented.
#[deprecated]
#[derive(ToValue, Debug)]
pub struct OldId(pub String);
/// Documented.
#[derive(ConnectError, Debug)]
pub enum UserError {
    /// Documented.
    #[deprecated]
    #[code("A")]
    A(ApiError),
    /// Documented.
    #[code("B", "C")]
    B,
    /// Documented.
    #[other]
    #[deprecated]
    Other(Error),
}
/// Documented.
#[derive(ConnectError, Debug)]
pub enum OnlyOther {
    /// Documented.
    #[other]
    Other(Error),
}
/// Documented.
pub trait Users: ConnectClient {
    /// Documented.
    #[deprecated]
    #[connect_endpoint(POST "/users/<UserId>?<tag>&<channel>")]
    async fn get(
        &self,
        user_id: &UserId,
        tag: &Tag<'_>,
        channel: Channel,
        #[body("a")] a: u8,
        #[body("b")] b: &str,
        #[header("c")] c: &str,
        #[header("d")] d: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Result<(), UserError>;
    /// Documented.
    #[connect_endpoint(GET "/users?<nextToken>", pages(token = "NextToken", items = "Users"))]
    fn users(&self, next_token: Option<&str>) -> Pages<'_, String, OnlyOther>;
}
impl Users for Client {}
/// Documented.
#[connect_api]
pub trait Queues {
    /// Documented.
    #[deprecated]
    #[connect_endpoint(POST "/users/<UserId>?<tag>&<channel>")]
    async fn get(
        &self,
        user_id: &UserId,
        tag: &Tag<'_>,
        channel: Channel,
        #[body("a")] a: u8,
        #[body("b")] b: &str,
        #[header("c")] c: &str,
        #[header("d")] d: &str,
        #[body("e")] e: Reference,
    ) -> Result<(), UserError>;
    /// Documented.
    #[connect_endpoint(GET "/users?<nextToken>", pages(token = "NextToken", items = "Users"))]
    fn users(&self, next_token: Option<&str>) -> Pages<'_, String, OnlyOther>;
    /// Documented.
    #[connect_endpoint(DELETE "/users/<UserId>", timeout = "5s", auth = none)]
    fn delete(&self, user_id: &UserId) -> Call<'_, ()>;
}
/// Documented.
#[connect_api]
trait Private {
    #[connect_endpoint(DELETE "/users/<UserId>", timeout = "5s", auth = none)]
    fn delete(&self, user_id: &UserId) -> Call<'_, ()>;
}

fn main() {
    let _: fn(&Client, &UserId) = |client, id| drop(Private::delete(client, id));
}
