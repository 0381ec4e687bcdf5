use connect_runtime::{ConnectError, Error};

#[derive(Debug, ConnectError)]
enum MyError {
    #[other]
    A(Error),
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
