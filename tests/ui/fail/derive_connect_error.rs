use connect_runtime::{ApiError, ConnectError, Error};

#[derive(Debug, ConnectError)]
struct NoEnum;

#[derive(Debug, ConnectError)]
enum Closed {
    #[code("A")]
    A(ApiError),
}

#[derive(Debug, ConnectError)]
enum Variants {
    A(ApiError),
    #[code]
    B(ApiError),
    #[code("C")]
    C(ApiError, ApiError),
    #[code("D", "E")]
    D,
    #[code("E")]
    E,
    #[code("F")]
    F {
        #[api_error]
        a: ApiError,
        #[api_error]
        b: ApiError,
    },
    #[other]
    Other(Error),
}

#[derive(Debug, ConnectError)]
enum Others {
    #[other]
    A,
    #[other]
    B(Error),
}

#[derive(Debug, ConnectError)]
enum Attributes {
    #[code("A")]
    #[code("B")]
    A,
    #[code("C")]
    #[serde(rename_all = "kebab-case")]
    C(ApiError),
    #[other]
    Other(Error),
}

fn used(error: Error) -> Result<(), Attributes> {
    Err(error)?
}

#[derive(Debug, ConnectError)]
enum Types {
    #[code("A")]
    A(String),
    #[other]
    Other(Error),
}

fn main() {}
