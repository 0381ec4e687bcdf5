//! Runs the example `export_users` as a user would.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::time::Duration;

use connect_runtime::http::StatusCode;
use connect_runtime::testing::{Fault, LocalConnect, error_response};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

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

/// Returns rows in the order of the users. The program writes them in the order in which the calls end.
fn sorted(rows: &str) -> Vec<&str> {
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_unstable();
    rows
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
    assert_eq!(sorted(rows), (0..7).map(row).collect::<Vec<_>>());
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
    let service = stand_in("").await;
    service.inject_with(|request, _| request.path.ends_with("/user-1").then(refusal));
    let output = program_calling(&service, &[]).output().await.unwrap();
    let (stdout, stderr) = texts(&output);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert_eq!(stdout.lines().count(), 3, "{stdout}");
    let failed = "3 of 3, 1 failed, in ";
    let named = "user agent1 (user-1) failed: DescribeUser: ";
    assert!(stderr.contains(failed) && stderr.contains(named), "{stderr}");
    assert!(stderr.ends_with("wrote 2 users\n"), "{stderr}");
}

#[tokio::test]
async fn an_old_file_stays_if_no_user_is_described() {
    let service = stand_in("").await;
    let path = file("export_users_old.csv");
    std::fs::write(&path, "old").unwrap();
    let to = path.to_str().unwrap();
    for (refused, named) in [
        ("/users-summary/", "the list is incomplete: ListUsers: "),
        ("/users/", "user agent2 (user-2) failed: DescribeUser: "),
    ] {
        service.inject_with(move |request, _| request.path.starts_with(refused).then(refusal));
        let output = program_calling(&service, &["--to", to]).output().await.unwrap();
        let (_, stderr) = texts(&output);
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains(named) && stderr.ends_with("wrote 0 users\n"), "{stderr}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    }
    service.inject_with(|_, _| None);
    assert!(program_calling(&service, &["--to", to]).output().await.unwrap().status.success());
    let csv = std::fs::read_to_string(&path).unwrap();
    assert_eq!(csv.strip_prefix(HEAD).unwrap().lines().count(), 3, "{csv}");
}

/// A full disk is a device of Linux.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn failures_are_also_listed_if_a_write_fails() {
    let service = stand_in("").await;
    service.inject_with(|request, _| request.path.ends_with("/user-0").then(refusal));
    let arguments = ["--at-once", "1", "--to", "/dev/full"];
    let output = program_calling(&service, &arguments).output().await.unwrap();
    let (_, stderr) = texts(&output);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    let named = "user agent0 (user-0) failed: DescribeUser: ";
    let full = "wrote 0 users\nerror: cannot write the users: No space left on device";
    assert!(stderr.contains(named) && stderr.contains(full), "{stderr}");
}

fn refusal() -> Fault {
    Fault::Answer(error_response(StatusCode::BAD_REQUEST, "InvalidRequestException", "not today"))
}

/// Starts a stand-in that has three users with this last name.
async fn stand_in(last_name: &str) -> LocalConnect {
    let user = |number: u32| {
        json!({
            "family": "User",
            "in": [LocalConnect::INSTANCE_ID],
            "id": format!("user-{number}"),
            "members": {
                "Username": format!("agent{number}"),
                "IdentityInfo": { "LastName": last_name },
            },
        })
    };
    let users: Vec<_> = (0..3).map(user).collect();
    let state = json!({ "records": users }).to_string();
    LocalConnect::builder().state(state).start().await.unwrap()
}

#[cfg(unix)]
#[tokio::test]
async fn ctrl_c_leaves_a_whole_file() {
    let service = stand_in("").await;
    service.inject_with(|request, _| request.path.ends_with("/user-0").then_some(Fault::Hang));
    let path = file("export_users_interrupted.csv");
    let arguments = ["--report-every", "1", "--to", path.to_str().unwrap()];
    let mut command = program_calling(&service, &arguments);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    // The lines of progress come without a terminal.
    let mut line = String::new();
    while !line.starts_with("2 of 3, ") {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).await.unwrap(), 0, "no progress");
    }
    press_ctrl_c(&child).await;
    let mut rest = String::new();
    stderr.read_to_string(&mut rest).await.unwrap();
    assert_eq!(child.wait().await.unwrap().code(), Some(130), "{rest}");
    assert!(rest.ends_with("interrupted; wrote 2 users\n"), "{rest}");
    let csv = std::fs::read_to_string(path).unwrap();
    let rows = csv.strip_prefix(HEAD).unwrap();
    assert_eq!(sorted(rows), ["user-1,agent1,,,,,", "user-2,agent2,,,,,"]);
    assert!(csv.ends_with('\n'), "{csv}");
}

#[cfg(unix)]
async fn press_ctrl_c(child: &Child) {
    // Cargo replaced itself by the example, which has its process id.
    let id = child.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
}

/// Starts an export whose standard output is blocked in the middle of the first row.
#[cfg(unix)]
async fn blocked_export(service: &LocalConnect) -> (Child, ChildStdout) {
    let mut command = program_calling(service, &["--report-every", "1"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut start = [0; HEAD.len() + 1];
    stdout.read_exact(&mut start).await.unwrap();
    assert!(start.starts_with(HEAD.as_bytes()));
    (child, stdout)
}

/// Returns a last name that is larger than the buffer of a pipe.
#[cfg(unix)]
fn long_name() -> String {
    "x".repeat(1 << 20)
}

#[cfg(unix)]
#[tokio::test]
async fn a_second_ctrl_c_ends_a_blocked_export() {
    let service = stand_in(&long_name()).await;
    let (mut child, _stdout) = blocked_export(&service).await;
    press_ctrl_c(&child).await;
    // The program can receive two signals at once as one, so it gets another one until it ends.
    for _ in 0..50 {
        let exit = tokio::time::timeout(Duration::from_millis(200), child.wait()).await;
        if let Ok(status) = exit {
            assert_eq!(status.unwrap().code(), Some(130));
            return;
        }
        press_ctrl_c(&child).await;
    }
    panic!("the export does not end");
}

#[cfg(unix)]
#[tokio::test]
async fn a_blocked_export_does_not_repeat_its_progress_later() {
    let service = stand_in(&long_name()).await;
    let (mut child, mut stdout) = blocked_export(&service).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut rows = Vec::new();
    stdout.read_to_end(&mut rows).await.unwrap();
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).await.unwrap();
    assert!(child.wait().await.unwrap().success(), "{stderr}");
    // One line was due meanwhile, and one is the last.
    let lines = stderr.lines().filter(|line| line.contains(" of 3, ")).count();
    assert!(lines < 5, "{stderr}");
}

/// Returns a command that runs this one on a terminal. `script` has other options elsewhere.
#[cfg(target_os = "linux")]
fn on_a_terminal(command: &Command) -> Command {
    let command = command.as_std();
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let quoted = words.map(|word| format!("'{}'", word.to_str().unwrap().replace('\'', r"'\''")));
    let line = quoted.collect::<Vec<_>>().join(" ");
    let mut script = Command::new("script");
    script.args(["-qec", &line, "/dev/null"]).current_dir(command.get_current_dir().unwrap());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => script.env(name, value),
            None => script.env_remove(name),
        };
    }
    script.env("SHELL", "/bin/sh").env("TERM", "xterm").stdin(Stdio::null()).kill_on_drop(true);
    script
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_terminal_shows_a_bar_below_whole_rows() {
    const CLEAR_LINE: &str = "\r\u{1b}[2K";
    let output = on_a_terminal(&program(&["--users", "8", "--rate", "5"])).output().await;
    if output.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        eprintln!("skipped: the program `script` is missing");
        return;
    }
    let output = output.unwrap();
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}");
    // The last three users wait for the pace of the stand-in, so that the bar is shown.
    assert!(shown.contains('░'), "{shown}");
    for row in (0..8).map(row) {
        let is_whole = |start: &str| shown.contains(&format!("{start}{row}\r\n"));
        assert!(is_whole("\n") || is_whole(CLEAR_LINE), "{row} in {shown}");
    }
    assert!(shown.contains(&format!("{CLEAR_LINE}8 of 8, in ")), "{shown}");
    assert!(shown.ends_with("\r\nwrote 8 users\r\n"), "{shown}");
}
