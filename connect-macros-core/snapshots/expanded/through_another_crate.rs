trait Users {
    fn create_user(&self, client_token: Option<&str>) -> Call<'_, User> {
        let _ = &client_token;
        company::connect_runtime::__private::from_request::<
            Call<'_, User>,
            company::connect_runtime::Bare,
        >(
            ::core::option::Option::None,
            company::connect_runtime::__private::RequestBuilder::new(
                &USERS_OPERATIONS[0],
            ),
        )
    }
}
impl<__Client: ?::core::marker::Sized> Users for __Client
where
    (): company::connect_runtime::__private::ClientOf<__Client>,
{
    fn create_user(&self, client_token: Option<&str>) -> Call<'_, User> {
        let mut request = company::connect_runtime::__private::RequestBuilder::new(
            &USERS_OPERATIONS[0],
        );
        request.path("/users");
        request.body_members();
        request
            .body_member(
                "ClientToken",
                "client_token",
                &company::connect_runtime::__private::idempotency_token(&client_token),
            );
        company::connect_runtime::__private::from_request::<
            Call<'_, User>,
            company::connect_runtime::Bare,
        >(
            ::core::option::Option::Some(
                <() as company::connect_runtime::__private::ClientOf<Self>>::client(self),
            ),
            request,
        )
    }
}
/**The operations of [`Users`].

| method | operation | filled in from AWS's model |
|---|---|---|
| `create_user` | `CreateUser` |  |*/
static USERS_OPERATIONS: &[company::connect_runtime::__private::Operation] = &[
    company::connect_runtime::__private::with_idempotency_token(
        company::connect_runtime::__private::with_service(
            company::connect_runtime::__private::operation(
                "CreateUser",
                company::connect_runtime::__private::Method::PUT,
                "/users",
            ),
            company::connect_runtime::service::CASES,
        ),
    ),
];
const _: &&[company::connect_runtime::__private::Operation] = &USERS_OPERATIONS;
#[automatically_derived]
impl ::core::convert::From<::company::connect_runtime::Error> for UserError {
    fn from(error: ::company::connect_runtime::Error) -> Self {
        let api_error = match error {
            ::company::connect_runtime::Error::Api(api_error) => api_error,
            error => return Self::Other(::core::convert::From::from(error)),
        };
        match api_error.code() {
            "ResourceNotFoundException" => {
                use ::company::connect_runtime::__private::serde as __serde;
                #[derive(__serde::Deserialize)]
                #[serde(crate = "__serde")]
                #[serde(rename_all(deserialize = "PascalCase"))]
                struct __Members {
                    #[serde(alias = "resourceType")]
                    resource_type: Option<String>,
                }
                match api_error.members::<__Members>() {
                    ::core::result::Result::Ok(members) => {
                        Self::NotFound {
                            resource_type: members.resource_type,
                        }
                    }
                    ::core::result::Result::Err(_) => {
                        Self::Other(
                            ::core::convert::From::from(
                                ::company::connect_runtime::Error::Api(api_error),
                            ),
                        )
                    }
                }
            }
            _ => {
                Self::Other(
                    ::core::convert::From::from(
                        ::company::connect_runtime::Error::Api(api_error),
                    ),
                )
            }
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Display for UserError {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            Self::NotFound { .. } => {
                f.write_str("the service answered ResourceNotFoundException")
            }
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
