//! Runs the examples against the stand-in, as a user would, and checks their output.

use crate::example_program::{example as program, text};

/// Runs an example and returns its standard output and standard error.
async fn run(example: &str, arguments: &[&str]) -> (String, String) {
    let output = program(example).args(arguments).output().await.unwrap();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{stderr}");
    (stdout, stderr)
}

fn assert_shows(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} not in {text}");
    }
}

#[tokio::test]
async fn list_users_fetches_all_pages() {
    let (stdout, stderr) = run("list_users", &[]).await;
    assert_eq!(stdout.lines().count(), 250);
    assert_shows(&stdout, &["user-000 agent0\n", "user-249 agent249\n"]);
    assert_shows(&stderr, &["fetched page 3 after 200 users", "listed 250 users from 3 pages"]);
    let mut tokens = stderr.lines().filter_map(|line| line.split("has the token ").nth(1));
    let (stdout, _) = run("list_users", &[tokens.nth(1).unwrap()]).await;
    assert_eq!(stdout.lines().next(), Some("user-200 agent200"));
    assert_eq!(stdout.lines().count(), 50);
}

#[tokio::test]
async fn start_task_starts_one_task() {
    let (stdout, stderr) = run("start_task", &[]).await;
    let contacts: Vec<&str> =
        stdout.lines().filter_map(|line| line.split(" call: contact ").nth(1)).collect();
    assert!(matches!(contacts[..], [first, second] if first == second), "{stdout}");
    assert_shows(&stderr, &["\"Type\":\"URL\"", "\"ScheduledTime\":"]);
    assert!(!stderr.contains("Description") && !stderr.contains("null"), "{stderr}");
}

#[tokio::test]
async fn typed_errors_handles_each_kind_of_error() {
    let (stdout, _) = run("typed_errors", &[]).await;
    assert_shows(
        &stdout,
        &[
            "unused: deleted\n",
            "in-use: used by PHONE_NUMBER p-1 (request id for AWS support: 0000",
            "someone-elses: the credentials do not allow deleting flows\n",
            "unknown: already deleted (no contact flow has the id 'unknown'",
            "busy: try again later: DeleteContactFlow: the service answered TooManyRequestsException",
            "..: failed: DeleteContactFlow: nothing was sent: parameter `contact_flow_id`",
        ],
    );
}

#[tokio::test]
async fn custom_envelope_decodes_the_format_of_the_gateway() {
    let (stdout, _) = run("custom_envelope", &[]).await;
    assert_shows(
        &stdout,
        &["support: Customer support\n", "the service answered NoQueue: no such queue"],
    );
}
