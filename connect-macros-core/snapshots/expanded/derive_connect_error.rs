#[automatically_derived]
impl ::core::convert::From<::connect_runtime::Error> for UserError {
    fn from(error: ::connect_runtime::Error) -> Self {
        let api_error = match error {
            ::connect_runtime::Error::Api(api_error) => api_error,
            error => return Self::Other(::core::convert::From::from(error)),
        };
        match api_error.code() {
            "UserNotFoundException" | "ResourceNotFoundException" => {
                Self::NotFound(::connect_runtime::__private::hold_api_error(api_error))
            }
            "ResourceInUseException" => {
                use ::connect_runtime::__private::serde as __serde;
                #[derive(__serde::Deserialize)]
                #[serde(crate = "__serde")]
                #[serde(rename_all = "PascalCase")]
                struct __Members {
                    resource_type: Option<String>,
                }
                let ::core::option::Option::Some(__header_0) = ::connect_runtime::__private::read_header::<
                    Option<u32>,
                >(&api_error, "retry-after") else {
                    return Self::Other(
                        ::core::convert::From::from(
                            ::connect_runtime::Error::Api(api_error),
                        ),
                    );
                };
                match api_error.members::<__Members>() {
                    ::core::result::Result::Ok(members) => {
                        Self::InUse {
                            resource_type: members.resource_type,
                            retry_after: __header_0,
                            answer: ::core::convert::From::from(api_error),
                        }
                    }
                    ::core::result::Result::Err(_) => {
                        Self::Other(
                            ::core::convert::From::from(
                                ::connect_runtime::Error::Api(api_error),
                            ),
                        )
                    }
                }
            }
            "TooManyRequestsException" => Self::Busy,
            _ => {
                Self::Other(
                    ::core::convert::From::from(::connect_runtime::Error::Api(api_error)),
                )
            }
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Display for UserError {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            Self::NotFound(error) => ::core::fmt::Display::fmt(error, f),
            Self::InUse { answer: error, .. } => ::core::fmt::Display::fmt(error, f),
            Self::Busy => f.write_str("the service answered TooManyRequestsException"),
            Self::Other(error) => ::core::fmt::Display::fmt(error, f),
        }
    }
}
#[automatically_derived]
impl ::std::error::Error for UserError {
    fn source(&self) -> ::core::option::Option<&(dyn ::std::error::Error + 'static)> {
        match self {
            Self::Other(error) => ::std::error::Error::source(error),
            _ => ::core::option::Option::None,
        }
    }
}
