use connect_runtime::{ConnectError, Error};

#[derive(Debug, ConnectError)]
enum MyError {
    #[code("A")]
    A {
        #[header("Retry-After")]
        #[header("X-Retry-After")]
        retry_after: Option<u32>,
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
