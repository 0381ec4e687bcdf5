//! Runs the example `export_users` as a user would.

use std::path::PathBuf;
use std::process::{Output, Stdio};

use connect_runtime::http::StatusCode;
use connect_runtime::testing::{Fault, LocalConnect, error_response};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::Command;

use crate::example_program::{example, text};

const HEAD: &str =
    "id,username,first_name,last_name,email,routing_profile_id,security_profile_ids\n";

fn program(arguments: &[&str]) -> Command {
    let mut command = example("export_users");
    command.args(arguments).kill_on_drop(true);
    command
}

/// Returns a command that exports the users of this stand-in.
fn program_calling(service: &LocalConnect, arguments: &[&str]) -> Command {
    let mut command = program(arguments);
    let credentials = service.credentials();
    command
        .env("CONNECT_INSTANCE_ID", LocalConnect::INSTANCE_ID)
        .env("AWS_ENDPOINT_URL", service.endpoint_url())
        .env("AWS_REGION", service.region())
        .env("AWS_ACCESS_KEY_ID", credentials.access_key_id())
        .env("AWS_SECRET_ACCESS_KEY", credentials.secret_access_key())
        .env("AWS_SESSION_TOKEN", credentials.session_token().unwrap_or_default());
    command
}

fn texts(output: &Output) -> (String, String) {
    (text(&output.stdout), text(&output.stderr))
}

/// Returns the row of a user of the stand-in that the example starts.
fn row(user: usize) -> String {
    format!("user-{user:03},agent{user},Jane,\"Doe, {user}\",,basic,agent reports")
}

/// Returns a file for a test, which does not exist yet.
fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_file(&path));
    path
}

#[tokio::test]
async fn all_users_are_written() {
    let output = program(&["--users", "7", "--rate", "1000"]).output().await.unwrap();
    let (stdout, stderr) = texts(&output);
    assert!(output.status.success(), "{stderr}");
    let rows = stdout.strip_prefix(HEAD).unwrap();
    assert_eq!(rows.lines().collect::<Vec<_>>(), (0..7).map(row).collect::<Vec<_>>());
    assert!(stderr.contains("7 of 7, in ") && stderr.ends_with("wrote 7 users\n"), "{stderr}");
}

#[tokio::test]
async fn no_users_make_an_empty_file() {
    let path = file("export_users_empty.csv");
    let to = path.to_str().unwrap();
    let output = program(&["--users", "0", "--to", to]).output().await.unwrap();
    let (stdout, stderr) = texts(&output);
    assert!(output.status.success() && stdout.is_empty(), "{stderr}");
    assert_eq!(std::fs::read_to_string(path).unwrap(), HEAD);
}

#[tokio::test]
async fn failures_are_listed_at_the_end() {
    let service = stand_in().await;
    let refuse = |code: &'static str| {
        let answer = error_response(StatusCode::BAD_REQUEST, code, "not today");
        move |path: &str, end: &str| path.ends_with(end).then(|| Fault::Answer(answer.clone()))
    };
    let refuse_user = refuse("InvalidRequestException");
    service.inject_with(move |request, _| refuse_user(&request.path, "/user-1"));
    let output = program_calling(&service, &[]).output().await.unwrap();
    let (stdout, stderr) = texts(&output);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert_eq!(stdout.lines().count(), 3, "{stdout}");
    let failed = "3 of 3, 1 failed, in ";
    let named = "user agent1 (user-1) failed: DescribeUser: ";
    assert!(stderr.contains(failed) && stderr.contains(named), "{stderr}");
    assert!(stderr.ends_with("wrote 2 users\n"), "{stderr}");

    let refuse_list = refuse("InvalidRequestException");
    let instance = LocalConnect::INSTANCE_ID;
    service.inject_with(move |request, _| refuse_list(&request.path, instance));
    let output = program_calling(&service, &[]).output().await.unwrap();
    let (stdout, stderr) = texts(&output);
    assert_eq!((output.status.code(), stdout.as_str()), (Some(1), HEAD), "{stderr}");
    assert!(stderr.contains("the list is incomplete: ListUsers: "), "{stderr}");
}

/// Starts a stand-in that has three users.
async fn stand_in() -> LocalConnect {
    let user = |number: u32| {
        json!({
            "family": "User",
            "in": [LocalConnect::INSTANCE_ID],
            "id": format!("user-{number}"),
            "members": { "Username": format!("agent{number}") },
        })
    };
    let users: Vec<_> = (0..3).map(user).collect();
    let state = json!({ "records": users }).to_string();
    LocalConnect::builder().state(state).start().await.unwrap()
}

#[cfg(unix)]
#[tokio::test]
async fn ctrl_c_leaves_a_whole_file() {
    let path = file("export_users_interrupted.csv");
    let mut command = program(&["--report-every", "1", "--to", path.to_str().unwrap()]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    // The lines of progress come without a terminal. The first users do not wait for the pace of the stand-in.
    let mut line = String::new();
    while !line.contains(" of 500, ") || line.starts_with("0 of ") {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).await.unwrap(), 0, "no progress");
    }
    // Cargo replaced itself by the example, which has its process id.
    let id = child.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
    let mut rest = String::new();
    stderr.read_to_string(&mut rest).await.unwrap();
    assert_eq!(child.wait().await.unwrap().code(), Some(130), "{rest}");
    let csv = std::fs::read_to_string(path).unwrap();
    let rows = csv.strip_prefix(HEAD).unwrap();
    let count = rows.lines().count();
    assert!(rest.ends_with(&format!("interrupted; wrote {count} users\n")), "{rest}");
    assert!((1..500).contains(&count) && csv.ends_with('\n'), "{csv}");
    assert_eq!(rows.lines().collect::<Vec<_>>(), (0..count).map(row).collect::<Vec<_>>());
}
