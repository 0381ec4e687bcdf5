//! Lists the users of an Amazon Connect instance, page by page.
//!
//! `cargo run --example list_users` calls a local stand-in for Amazon Connect. With
//! `CONNECT_INSTANCE_ID`, AWS credentials and `AWS_REGION` in the environment, it calls Amazon Connect.
//! With a page token as its argument, it resumes there.

mod support;

use std::process::ExitCode;

use connect_runtime::testing::{LocalConnect, ReceivedRequest, json_response};
use connect_runtime::{ConnectError, Error, Pages, connect_api, http};
use serde::Deserialize;
use serde_json::json;

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
    let target = Target::choose(add_users).await?;
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
        }
        println!("{} {}", user.id, user.username);
        count += 1;
    }
    eprintln!("listed {count} users from {pages} pages");
    Ok(())
}

/// Adds a route that lists 250 users in pages of the requested size.
fn add_users(service: &LocalConnect) {
    service.route(http::Method::GET, "/users-summary/<InstanceId>", |request| {
        let number = |name| number_in_query(request, name);
        let (first, size) = (number("nextToken").unwrap_or(0), number("maxResults").unwrap_or(100));
        let end = first.saturating_add(size).min(250);
        let users: Vec<_> = (first..end)
            .map(|n| json!({ "Id": format!("user-{n:03}"), "Username": format!("agent{n}") }))
            .collect();
        let next_token = (end < 250).then(|| end.to_string());
        let page = json!({ "UserSummaryList": users, "NextToken": next_token });
        json_response(http::StatusCode::OK, &page)
    });
}

fn number_in_query(request: &ReceivedRequest, name: &str) -> Option<u32> {
    request.query_values(name).first()?.parse().ok()
}
