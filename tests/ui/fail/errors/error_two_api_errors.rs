use connect_runtime::{ApiError, ConnectError, Error};

#[derive(Debug, ConnectError)]
enum MyError {
    #[code("A")]
    A {
        #[api_error]
        a: ApiError,
        #[api_error]
        b: ApiError,
    },
    #[other]
    Other(Error),
}

fn convert(error: Error) -> std::result::Result<(), MyError> {
    Err(error)?
}

fn used() {
    let _ = convert;
}

fn main() {}
