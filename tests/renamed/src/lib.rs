//! Checks that the macros compile in a crate that renames the dependency. Such a crate sets its name once.

extern crate amazon as connect_runtime;

use amazon::{
    ApiError, Call, ConnectEnum, ConnectError, Error, Pages, Result, ToValue, connect_api,
    connect_endpoint,
};
use serde::Deserialize;

/// A user.
#[derive(Debug, Deserialize)]
pub struct User {
    /// Its id.
    #[serde(rename = "Id")]
    pub id: String,
}

/// The id of a user.
#[derive(Debug, ToValue)]
pub struct UserId(pub String);

/// The channel of a contact.
#[derive(Debug, ConnectEnum)]
pub enum Channel {
    /// A telephone call.
    Voice,
    /// A channel that this enum does not name.
    #[other]
    Other(String),
}

/// An error of the user operations.
#[derive(Debug, ConnectError)]
pub enum UserError {
    /// No such user.
    #[code("ResourceNotFoundException")]
    NotFound(ApiError),
    /// Anything else.
    #[other]
    Other(Error),
}

/// User operations, each declared with an attribute on its method.
pub trait Users: amazon::ConnectClient {
    /// Describes a user.
    #[connect_endpoint(GET "/users/<UserId>?<channel>", unchecked)]
    async fn describe_user(
        &self,
        user_id: &UserId,
        channel: Option<Channel>,
    ) -> Result<User, UserError>;
}

/// User operations, declared with an attribute on the trait.
#[connect_api(error = UserError, unchecked)]
pub trait UserApi {
    /// Lists users.
    #[connect_endpoint(GET "/users?<nextToken>", pages(token = "NextToken", items = "Users"))]
    fn list_users(&self, next_token: Option<&str>) -> Pages<'_, User>;

    /// Deletes a user.
    #[connect_endpoint(DELETE "/users/<UserId>")]
    fn delete_user(&self, user_id: &UserId) -> Call<'_, ()>;
}
