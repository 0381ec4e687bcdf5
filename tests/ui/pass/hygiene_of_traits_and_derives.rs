//! Whole traits and derived types depend on no name of the user's either, and bring no lint.

#![no_implicit_prelude]
#![deny(warnings, missing_docs, unused_qualifications)]

/// Names that the expansion must not meet.
#[allow(dead_code, missing_docs)]
mod traps {
    pub struct Result;
    pub struct Option;
    pub struct String;
    pub struct Ok;
    pub struct Some;
    pub struct Pages;
    pub struct Error;
    pub struct Operation;
    pub mod std {}
    pub mod core {}
    pub mod serde {}
    pub mod connect_runtime_ {}
}
#[allow(unused_imports)]
use traps::*;

/// An open enum.
#[derive(::connect_runtime::ConnectEnum)]
pub enum Channel {
    /// A call.
    Voice,
    /// Anything else.
    #[other]
    Other(::std::string::String),
}

/// An open union.
#[derive(::connect_runtime::ConnectUnion)]
pub enum Reference {
    /// A number.
    Number(u8),
    /// Anything else.
    #[other]
    Other(::connect_runtime::UnknownMember),
}

/// A newtype.
#[derive(::connect_runtime::ToValue)]
pub struct Id<'a, T: ::connect_runtime::ToValue>(&'a T);

/// An error.
#[derive(::core::fmt::Debug, ::connect_runtime::ConnectError)]
pub enum ApiError {
    /// Nothing there.
    #[code("NotFound")]
    NotFound(::connect_runtime::ApiError),
    /// In use.
    #[code("InUse")]
    InUse {
        /// By what.
        r#type: ::core::option::Option<::std::string::String>,
        /// The answer.
        #[api_error]
        api_error: ::connect_runtime::ApiError,
    },
    /// Busy.
    #[code("Busy", "Slow")]
    Busy,
    /// Anything else.
    #[other]
    Other(::connect_runtime::Error),
}

/// Endpoints.
#[::connect_runtime::connect_api(error = ApiError, service = CASES)]
pub trait Api {
    /// An operation.
    #[::connect_runtime::connect_endpoint(POST "/<Id>?<error>")]
    fn operation<'a>(
        &self,
        #[path("Id")] id: &Id<'a, u8>,
        error: &[Channel],
        #[header("X-A")] client: ::core::option::Option<u8>,
        #[idempotency_token]
        #[body("Token")]
        request: ::core::option::Option<&str>,
    ) -> ::connect_runtime::Call<'_, Reference>;

    /// A list.
    #[::connect_runtime::connect_endpoint(
        GET "/list?<t>",
        pages(token = "T", items = "I"),
        timeout = "1s",
        max_attempts = 2,
    )]
    fn list(&self, t: ::core::option::Option<&str>) -> ::connect_runtime::Pages<'_, Channel>;

    /// Reads.
    #[deprecated]
    #[must_use = "it does nothing by itself"]
    #[::connect_runtime::connect_endpoint(GET "/read", auth = none)]
    async fn read(&self) -> ::connect_runtime::Result<()>;
}

pub(crate) mod inner {
    #[::connect_runtime::connect_api]
    pub(crate) trait Scoped {
        #[::connect_runtime::connect_endpoint(GET "/a")]
        fn a(&self) -> ::connect_runtime::Call<'_, ()>;
    }
}

fn main() {
    let _ = API_OPERATIONS.len() + inner::SCOPED_OPERATIONS.len();
    fn takes<A: Api + inner::Scoped + ?::core::marker::Sized>(_: &A) {}
    let _ = takes::<::connect_runtime::Client>;
}
