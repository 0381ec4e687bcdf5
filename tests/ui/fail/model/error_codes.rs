use connect_runtime::{ApiError, ConnectError, Error};

#[derive(Debug, ConnectError)]
enum UserError {
    #[code("UserNotFoundExeption", "ResourceNotfoundException")]
    NotFound(ApiError),
    #[code("DuplicateResourceExceptions")]
    Duplicate,
    #[code("ThrottlingException", "AccessDenied")]
    Refused,
    #[other]
    Other(Error),
}

fn main() {}
