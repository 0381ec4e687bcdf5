#[derive(Debug, ConnectError)]
pub enum UserError {
    #[code("UserNotFoundException", "ResourceNotFoundException")]
    NotFound(ApiError),
    #[code("ResourceInUseException")]
    #[serde(rename_all = "PascalCase")]
    InUse {
        resource_type: Option<String>,
        #[header("Retry-After")]
        retry_after: Option<u32>,
        #[api_error]
        answer: ApiError,
    },
    #[code("TooManyRequestsException")]
    Busy,
    #[other]
    Other(Error),
}
