//! The macros write `::connect_runtime::…`: a crate that calls the dependency otherwise says so once.

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

/// Where a contact comes from.
#[derive(Debug, ConnectEnum)]
pub enum Channel {
    /// A telephone call.
    Voice,
    /// What else there may be.
    #[other]
    Other(String),
}

/// What can go wrong.
#[derive(Debug, ConnectError)]
pub enum UserError {
    /// No such user.
    #[code("ResourceNotFoundException")]
    NotFound(ApiError),
    /// Anything else.
    #[other]
    Other(Error),
}

/// Users, by an attribute on each method.
pub trait Users: amazon::ConnectClient {
    /// Describes a user.
    #[connect_endpoint(GET "/users/<UserId>?<channel>")]
    async fn describe_user(
        &self,
        user_id: &UserId,
        channel: Option<Channel>,
    ) -> Result<User, UserError>;
}

/// Users, by an attribute on the trait.
#[connect_api(error = UserError)]
pub trait UserApi {
    /// Lists users.
    #[connect_endpoint(GET "/users?<nextToken>", pages(token = "NextToken", items = "Users"))]
    fn list_users(&self, next_token: Option<&str>) -> Pages<'_, User>;

    /// Deletes a user.
    #[connect_endpoint(DELETE "/users/<UserId>")]
    fn delete_user(&self, user_id: &UserId) -> Call<'_, ()>;
}
