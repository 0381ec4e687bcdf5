//! The examples, run as a user runs them: against the stand-in, with what they print.

use tokio::process::Command;

/// Runs an example; what it printed to the two outputs.
async fn run(example: &str, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .args(["run", "--quiet", "--example", example, "--"])
        .args(arguments)
        .env_remove("CONNECT_INSTANCE_ID")
        .output()
        .await
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
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
    assert_shows(&stderr, &["page 3, after 200 users", "250 users in 3 pages"]);
    let (stdout, _) = run("list_users", &["240"]).await;
    assert_eq!(stdout.lines().next(), Some("user-240 agent240"));
    assert_eq!(stdout.lines().count(), 10);
}

#[tokio::test]
async fn start_task_starts_one_task() {
    let (stdout, stderr) = run("start_task", &[]).await;
    let contact = "contact contact-of-order-7-call-back";
    assert_eq!(stdout, format!("asked once: {contact}\nasked again: {contact}\n"));
    assert_shows(&stderr, &["\"Type\": \"URL\"", "\"ScheduledTime\": "]);
    assert!(!stderr.contains("Description") && !stderr.contains("null"), "{stderr}");
}

#[tokio::test]
async fn typed_errors_tells_reasons_apart() {
    let (stdout, _) = run("typed_errors", &[]).await;
    assert_shows(
        &stdout,
        &[
            "unused: deleted\n",
            "in-use: PHONE_NUMBER p-1 uses it; to AWS support, quote the request 0000",
            "someone-elses: the credentials may not delete flows\n",
            "unknown: it is gone already (No such flow)\n",
            "busy: later: DeleteContactFlow: the service answered TooManyRequestsException",
            "..: failed: DeleteContactFlow: nothing was sent: parameter `contact_flow_id`",
        ],
    );
}

#[tokio::test]
async fn custom_envelope_reads_the_form_of_the_gateway() {
    let (stdout, _) = run("custom_envelope", &[]).await;
    assert_shows(
        &stdout,
        &["support: Support, in English\n", "the service answered NoQueue: no such queue"],
    );
}
