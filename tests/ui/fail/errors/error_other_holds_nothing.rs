use connect_runtime::{ConnectError, Error};

#[derive(Debug, ConnectError)]
enum MyError {
    #[other]
    Other,
}

fn convert(error: Error) -> std::result::Result<(), MyError> {
    Err(error)?
}

fn used() {
    let _ = convert;
}

fn main() {}
