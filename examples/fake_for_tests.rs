//! Tests code that calls Amazon Connect through `&dyn Trait`, with a fake in place of the client. The fake
//! implements only the method that the tests need.
//!
//! `cargo test --example fake_for_tests` runs the tests with the fake. `cargo run --example
//! fake_for_tests` runs the same code with a client that calls a local stand-in for the service.

use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Result, connect_api};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeUserOutput {
    user: User,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct User {
    username: String,
}

/// The methods return `Call`, because a trait with an `async fn` does not work as `dyn Users`.
#[connect_api]
trait Users {
    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, DescribeUserOutput>;

    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    fn delete_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;
}

/// The code under test.
async fn greeting(users: &dyn Users, user_id: &str) -> Result<String> {
    let output = users.describe_user(LocalConnect::INSTANCE_ID, user_id).await?;
    Ok(format!("Hello, {}!", output.user.username))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let jane = serde_json::json!({
        "family": "User",
        "in": [LocalConnect::INSTANCE_ID],
        "id": "a-user-id",
        "members": { "Username": "jane" },
    });
    let state = serde_json::json!({ "records": [jane] }).to_string();
    let service = LocalConnect::builder().state(state).start().await?;
    let client = service.client()?;
    println!("{}", greeting(&client, "a-user-id").await?);
    client.delete_user(LocalConnect::INSTANCE_ID, "a-user-id").await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use connect_runtime::http::StatusCode;
    use connect_runtime::testing::error_response;
    use connect_runtime::{ApiError, Error};

    use super::*;

    /// A fake that has one user. It leaves out `delete_user`.
    struct FakeUsers;

    impl Users for FakeUsers {
        fn describe_user(&self, _instance_id: &str, user_id: &str) -> Call<'_, DescribeUserOutput> {
            Call::ready(match user_id {
                "1" => Ok(DescribeUserOutput { user: User { username: "fake".to_owned() } }),
                _ => {
                    let status = StatusCode::NOT_FOUND;
                    let response = error_response(status, "ResourceNotFoundException", "no user");
                    Err(Error::Api(ApiError::from_response(&response)))
                }
            })
        }
    }

    #[tokio::test]
    async fn greets_a_user_by_name() {
        assert_eq!(greeting(&FakeUsers, "1").await.unwrap(), "Hello, fake!");
    }

    #[tokio::test]
    async fn returns_the_error_for_an_unknown_user() {
        let error = greeting(&FakeUsers, "2").await.unwrap_err();
        assert_eq!(error.code(), Some("ResourceNotFoundException"));
    }

    #[tokio::test]
    async fn a_method_that_the_fake_leaves_out_returns_an_error() {
        let shared: std::sync::Arc<dyn Users> = std::sync::Arc::new(FakeUsers);
        let error = shared.delete_user(LocalConnect::INSTANCE_ID, "1").await.unwrap_err();
        assert!(matches!(error, Error::Unimplemented { .. }));
        assert_eq!(error.operation(), Some("DeleteUser"));
    }
}
