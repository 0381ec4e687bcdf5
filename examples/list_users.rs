//! Lists the users of an Amazon Connect instance, page by page.
//!
//! `cargo run --example list_users` calls a local stand-in for Amazon Connect. With
//! `CONNECT_INSTANCE_ID`, AWS credentials and `AWS_REGION` in the environment, it calls Amazon Connect.
//! With a page token as its argument, it resumes there.

mod support;

use std::process::ExitCode;

use connect_runtime::testing::LocalConnect;
use connect_runtime::{ConnectError, Error, Pages, connect_api};
use serde::Deserialize;
use serde_json::{Value, json};

use support::{BoxError, Target, exit_code};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UserSummary {
    id: String,
    username: String,
}

#[derive(Debug, ConnectError)]
enum ListUsersError {
    #[code("ResourceNotFoundException")]
    NoSuchInstance,
    #[other]
    Other(Error),
}

#[connect_api(error = ListUsersError)]
trait Users {
    /// Lists the users of an instance, with at most `max_results` (1 to 1000) in a page.
    #[connect_endpoint(GET "/users-summary/<InstanceId>?<nextToken>&<maxResults>", pages)]
    fn list_users(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
        max_results: u32,
    ) -> Pages<'_, UserSummary>;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    exit_code(run().await)
}

async fn run() -> Result<(), BoxError> {
    let target = Target::choose(users()).await?;
    let resume_at = std::env::args().nth(1);
    let mut users = target.client.list_users(&target.instance_id, resume_at.as_deref(), 100);
    let (mut count, mut pages) = (0, 0);
    while let Some(user) = users.next().await {
        let user = match user {
            Ok(user) => user,
            Err(error) => {
                if let Some(token) = users.next_token() {
                    eprintln!("To resume from the next page, run: list_users '{token}'");
                }
                return Err(error.into());
            }
        };
        if users.pages_fetched() > pages {
            pages = users.pages_fetched();
            eprintln!("fetched page {pages} after {count} users");
            if let Some(token) = users.next_token() {
                eprintln!("the next page has the token {token}");
            }
        }
        println!("{} {}", user.id, user.username);
        count += 1;
    }
    eprintln!("listed {count} users from {pages} pages");
    Ok(())
}

/// Returns 250 users for the stand-in.
fn users() -> Vec<Value> {
    let user = |number: u32| {
        json!({
            "family": "User",
            "in": [LocalConnect::INSTANCE_ID],
            "id": format!("user-{number:03}"),
            "members": { "Username": format!("agent{number}") },
        })
    };
    (0..250).map(user).collect()
}
