//! Code that takes a Connect API as `&dyn Trait`, and a fake of it for the code's tests.
//!
//! `cargo test --example fake_for_tests` runs the tests; `cargo run --example fake_for_tests` calls
//! the same code with a real client of a stand-in for the service.

use connect_runtime::http::{Method, StatusCode};
use connect_runtime::testing::{LocalConnect, json_response};
use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Described {
    user: User,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct User {
    username: String,
}

/// Methods that return a `Call` keep the trait usable as `dyn Users`.
trait Users: ConnectClient {
    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, Described>;
}
impl Users for Client {}

/// The code to be tested.
async fn greeting(users: &dyn Users, user_id: &str) -> Result<String> {
    let described = users.describe_user(LocalConnect::INSTANCE_ID, user_id).await?;
    Ok(format!("Hello, {}!", described.user.username))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let service = LocalConnect::start().await?;
    service.route(Method::GET, "/users/<InstanceId>/<UserId>", |_| {
        json_response(StatusCode::OK, &serde_json::json!({ "User": { "Username": "jane" } }))
    });
    println!("{}", greeting(&service.client()?, "a-user-id").await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use connect_runtime::testing::{disconnected_client, error_response};
    use connect_runtime::{ApiError, Error};

    use super::*;

    /// Knows one user.
    struct FakeUsers(Client);

    impl ConnectClient for FakeUsers {
        fn client(&self) -> &Client {
            &self.0
        }
    }

    impl Users for FakeUsers {
        fn describe_user(&self, _instance_id: &str, user_id: &str) -> Call<'_, Described> {
            Call::ready(match user_id {
                "1" => Ok(Described { user: User { username: "fake".to_owned() } }),
                _ => {
                    let status = StatusCode::NOT_FOUND;
                    let response = error_response(status, "ResourceNotFoundException", "no user");
                    Err(Error::Api(ApiError::from_response(&response)))
                }
            })
        }
    }

    #[tokio::test]
    async fn users_are_greeted_by_name() {
        let users = FakeUsers(disconnected_client().unwrap());
        assert_eq!(greeting(&users, "1").await.unwrap(), "Hello, fake!");
    }

    #[tokio::test]
    async fn an_unknown_user_is_an_error() {
        let users = FakeUsers(disconnected_client().unwrap());
        let error = greeting(&users, "2").await.unwrap_err();
        assert_eq!(error.code(), Some("ResourceNotFoundException"));
    }
}
