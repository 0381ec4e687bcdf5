//! Checks that the macros compile in a crate that has the runtime through another crate alone. It only
//! has to compile.

use company::amazon::{self, connect_api as api, connect_endpoint};
use company::connect_runtime::{
    ApiError, Call, Client, ConnectClient, Error, Pages, Result, UnknownMember,
};
use serde::{Deserialize, Serialize};

company::company_api!(CompanyApi, CompanyError);

/// A user.
#[derive(Debug, Deserialize, Serialize)]
pub struct User {
    /// Its id.
    #[serde(rename = "Id")]
    pub id: String,
}

/// The id of a user.
#[derive(Debug, company::connect_runtime::ToValue)]
#[connect(crate = company::connect_runtime)]
pub struct UserId(pub String);

/// The channel of a contact.
#[derive(Debug, amazon::ConnectEnum)]
#[connect(crate = amazon)]
pub enum Channel {
    /// A telephone call.
    Voice,
    /// A channel that this enum does not name.
    #[other]
    Other(String),
}

/// A reference of a contact.
#[derive(Debug, company::amazon::ConnectUnion)]
#[connect(crate = "::company::amazon")]
pub enum Reference {
    /// A link.
    Url(String),
    /// A reference that this enum does not name.
    #[other]
    Other(UnknownMember),
}

/// An error of the user operations.
#[derive(Debug, company::connect_runtime::ConnectError)]
#[connect(crate = company::connect_runtime)]
pub enum UserError {
    /// No such user.
    #[code("ResourceNotFoundException")]
    NotFound(ApiError),
    /// There is such a user.
    #[code("DuplicateResourceException")]
    Duplicate {
        /// Its type.
        resource_type: Option<String>,
        /// The whole error.
        #[api_error]
        error: ApiError,
    },
    /// Anything else.
    #[other]
    Other(Error),
}

/// Operations with an attribute on each method, written in each form of the path.
pub trait Users: ConnectClient {
    /// Describes a person.
    #[company::connect_runtime::connect_endpoint(
        GET "/people/<UserId>?<channel>",
        crate = company::connect_runtime,
        envelope = Bare,
    )]
    async fn describe_person(
        &self,
        user_id: &UserId,
        channel: Option<Channel>,
    ) -> Result<User, UserError>;

    /// Creates a user.
    #[connect_endpoint(PUT "/users", service = CASES, timeout = "5s", crate = "company::amazon")]
    fn create_user(
        &self,
        #[body("Reference")] reference: &Reference,
        #[body("ClientToken")]
        #[idempotency_token]
        client_token: Option<&str>,
    ) -> Call<'_, User>;
}

impl Users for Client {}

/// Operations that take the path from the attribute on their trait.
#[api(crate = ::company::connect_runtime, error = UserError, service = CASES, envelope = Bare)]
pub trait UserApi {
    /// Lists users.
    #[company::amazon::connect_endpoint(GET "/users?<nextToken>", pages(token = "NextToken", items = "Users"))]
    fn list_users(&self, next_token: Option<&str>) -> Pages<'_, User>;

    /// Deletes a user.
    #[connect_endpoint(DELETE "/users/<UserId>", crate = crate::amazon, envelope = Adaptive)]
    fn delete_user(&self, user_id: &UserId) -> Call<'_, ()>;
}

/// Calls the declared operations.
///
/// # Errors
///
/// Returns the error of the first operation that fails.
pub async fn call(client: &Client) -> std::result::Result<User, UserError> {
    UserApi::delete_user(client, &UserId("u".to_owned())).await?;
    CompanyApi::delete_person(client, "u").await.map_err(|error| match error {
        CompanyError::Other(error) => UserError::from(error),
        CompanyError::NotFound { .. } => unreachable!(),
    })?;
    client.describe_person(&UserId(USERS_OF_THE_API.to_string()), Some(Channel::Voice)).await
}

const USERS_OF_THE_API: usize = 2;
const _: &&[company::connect_runtime::Operation] = &USER_API_OPERATIONS;
