//! The expansion depends on no name of the user's.

#![no_implicit_prelude]
#![deny(warnings)]

#[allow(dead_code)]
mod traps {
    pub struct Result;
    pub struct Option;
    pub struct String;
    pub struct Future;
    pub struct Send;
    pub struct Call;
    pub struct Client;
    pub mod std {}
    pub mod core {}
    pub mod http {}
}
#[allow(unused_imports)]
use traps::*;

pub trait Api: ::connect_runtime::ConnectClient {
    #[::connect_runtime::connect_endpoint(POST "/a/<self_>/<request>?<operation>", envelope = Bare)]
    async fn asynchronous(
        &self,
        self_: &str,
        request: &str,
        operation: ::core::option::Option<u8>,
        #[body] client: &[u8],
    ) -> ::connect_runtime::Result<::std::string::String>;

    #[::connect_runtime::connect_endpoint(GET "/a/<r>")]
    fn direct(&self, r: &str) -> ::connect_runtime::Call<'_, ::std::string::String>;
}

impl<C: ::connect_runtime::ConnectClient + ?::core::marker::Sized> Api for C {}

fn main() {
    let _: ::core::option::Option<::std::boxed::Box<dyn ::connect_runtime::ConnectClient>> =
        ::core::option::Option::None;
}
