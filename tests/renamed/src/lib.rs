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
    /// Describes a person.
    #[connect_endpoint(GET "/people/<UserId>?<channel>")]
    async fn describe_person(
        &self,
        user_id: &UserId,
        channel: Option<Channel>,
    ) -> Result<User, UserError>;
}

/// User operations, declared with an attribute on the trait.
#[connect_api(error = UserError)]
pub trait UserApi {
    /// Lists people.
    #[connect_endpoint(GET "/people?<nextToken>", pages(token = "NextToken", items = "Users"))]
    fn list_people(&self, next_token: Option<&str>) -> Pages<'_, User>;

    /// Deletes a person.
    #[connect_endpoint(DELETE "/people/<UserId>")]
    fn delete_person(&self, user_id: &UserId) -> Call<'_, ()>;
}
