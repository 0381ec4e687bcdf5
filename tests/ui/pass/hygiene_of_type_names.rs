//! The names of the user's types are not those of the expansion.

use connect_runtime::{
    ApiError, Call, Client, ConnectClient, ConnectEnum, ConnectError, ConnectUnion, Error, Service,
    UnknownMember, connect_endpoint, service,
};
use serde::{Deserialize, Serialize};

#[derive(ConnectEnum)]
enum D {
    Ok,
    Err,
    S,
    #[other]
    Other(String),
}

#[derive(Serialize, Deserialize)]
struct A;

#[derive(Serialize, Deserialize)]
struct UnionVisitor;

#[derive(ConnectUnion)]
enum S {
    A(A),
    D(D),
    Visitor(UnionVisitor),
    #[other]
    Other(UnknownMember),
}

#[derive(Debug, Deserialize)]
struct Members;

#[derive(Debug, ConnectError)]
enum E {
    #[code("A")]
    A {
        members: Option<Members>,
        f: u8,
        #[api_error]
        error: ApiError,
    },
    #[code("B")]
    B {
        #[api_error]
        f: ApiError,
    },
    #[other]
    Other(Error),
}

const OPERATION: Service = service::CASES;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a", service = OPERATION)]
    fn operation(&self) -> Call<'_, S, E>;
}
impl Api for Client {}

#[deprecated]
#[derive(ConnectEnum)]
#[allow(dead_code)]
enum Old {
    A,
    #[other]
    Other(String),
}

fn main() {}
