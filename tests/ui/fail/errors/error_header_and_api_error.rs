use connect_runtime::{ApiError, ConnectError, Error};

#[derive(Debug, ConnectError)]
enum MyError {
    #[code("A")]
    A {
        #[header("Retry-After")]
        #[api_error]
        error: ApiError,
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
