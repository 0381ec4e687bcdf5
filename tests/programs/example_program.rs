//! Runs the example `federation_token` as a user would.

use std::process::Output;

use connect_runtime::Credentials;
use connect_runtime::http::{Method, StatusCode};
use connect_runtime::testing::{Identity, LocalConnect, error_response};
use tokio::process::Command;

/// Returns a command that runs an example, without the settings of the developer's own environment.
pub(crate) fn example(name: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(connect_tests::workspace());
    command.args(["run", "--quiet", "--example", name, "--"]);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy().to_ascii_uppercase();
        let is_setting = ["CONNECT_INSTANCE_ID", "RUST_LOG"].contains(&text.as_str());
        if is_setting || text.starts_with("AWS_") || text.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command
}

pub(crate) fn program() -> Command {
    example("federation_token")
}

/// Returns the program with the arguments and variables for calling a stand-in at this URL.
pub(crate) fn program_calling(
    service: &LocalConnect,
    credentials: &Credentials,
    url: &str,
) -> Command {
    let mut command = program();
    command
        .env("AWS_ACCESS_KEY_ID", credentials.access_key_id())
        .env("AWS_SECRET_ACCESS_KEY", credentials.secret_access_key())
        .env("AWS_SESSION_TOKEN", credentials.session_token().unwrap_or_default())
        .env("AWS_REGION", service.region())
        .args(["--endpoint-url", url])
        .args(["--instance-id", LocalConnect::INSTANCE_ID]);
    command
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn assert_hides(output: &Output, secrets: &[&str]) {
    for secret in secrets {
        assert!(!text(&output.stdout).contains(secret), "{secret} in {}", text(&output.stdout));
        assert!(!text(&output.stderr).contains(secret), "{secret} in {}", text(&output.stderr));
    }
}

#[tokio::test]
async fn without_aws_variables_it_calls_a_stand_in() {
    let output = program().env("RUST_LOG", "trace").output().await.unwrap();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{stderr}");
    assert!(stderr.contains("calling a stand-in for Amazon Connect at http://127.0.0.1:"));
    for shown in [
        "arn:aws:connect:us-west-2:",
        "/auth/sign-in?code=",
        "UTC (in 59 min)",
        "UTC (in 11 h 59 min)",
    ] {
        assert!(stdout.contains(shown), "{shown} not in {stdout}");
    }
    assert!(stderr.contains(": hyper_util"), "{stderr}");
    let service = LocalConnect::start().await.unwrap();
    let credentials = service.credentials();
    assert_hides(
        &output,
        &[
            LocalConnect::ACCESS_TOKEN,
            LocalConnect::REFRESH_TOKEN,
            credentials.secret_access_key(),
            credentials.session_token().unwrap(),
        ],
    );
}

#[tokio::test]
async fn json_output_shows_secrets_only_on_request() {
    for (arguments, access_token) in [
        (&["--json", "--envelope", "wrapped"][..], None),
        (&["--json", "--envelope", "bare", "--show-secrets"], Some(LocalConnect::ACCESS_TOKEN)),
    ] {
        let output = program().args(arguments).output().await.unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["accessToken"].as_str(), access_token);
        assert!(json["accessTokenExpiration"].as_str().unwrap().ends_with('Z'));
        if access_token.is_none() {
            assert_hides(&output, &[LocalConnect::ACCESS_TOKEN, LocalConnect::REFRESH_TOKEN]);
        }
    }
}

#[tokio::test]
async fn aws_variables_and_options_choose_the_service() {
    let service = LocalConnect::start().await.unwrap();
    let output = program_calling(&service, &service.credentials(), service.endpoint_url())
        .output()
        .await
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains(LocalConnect::INSTANCE_ID));
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn a_wrong_secret_is_explained() {
    let service = LocalConnect::start().await.unwrap();
    let right = service.credentials();
    let token = right.session_token().map(str::to_owned);
    let wrong = Credentials::new(right.access_key_id(), "wrong-secret", token, None, "test");
    let output = program_calling(&service, &wrong, service.endpoint_url())
        .env("RUST_LOG", "trace")
        .output()
        .await
        .unwrap();
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    for shown in
        ["InvalidSignatureException", "status 403", "request id 0", "check the secret access key"]
    {
        assert!(stderr.contains(shown), "{shown} not in {stderr}");
    }
    assert_hides(&output, &["wrong-secret", right.session_token().unwrap()]);
}

#[tokio::test]
async fn root_credentials_are_explained_in_plain_words() {
    let service = LocalConnect::builder().identity(Identity::Root).start().await.unwrap();
    let output = program_calling(&service, &service.credentials(), service.endpoint_url())
        .output()
        .await
        .unwrap();
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.contains("cannot be used for federation with Amazon Connect"), "{stderr}");
    assert!(stderr.contains("refuses the root user"), "{stderr}");
}

#[tokio::test]
async fn an_error_that_quotes_the_text_for_root_is_not_explained_as_root() {
    let service = LocalConnect::start().await.unwrap();
    let message = "The name 'cannot be used for federation with us' is not valid";
    service.route(Method::GET, "/user/federate/<InstanceId>", move |_| {
        error_response(StatusCode::BAD_REQUEST, "InvalidParameterException", message)
    });
    let output = program_calling(&service, &service.credentials(), service.endpoint_url())
        .output()
        .await
        .unwrap();
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.contains(message), "{stderr}");
    assert!(!stderr.contains("refuses the root user"), "{stderr}");
}

#[tokio::test]
async fn missing_settings_are_named() {
    for (variables, arguments, named) in [
        (
            &[][..],
            &["--endpoint-url", "http://127.0.0.1:1", "--instance-id", "i", "--region", "a"][..],
            "AWS_ACCESS_KEY_ID",
        ),
        (&[("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")], &[], "--instance-id"),
        (
            &[("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")],
            &["--instance-id", "i"],
            "AWS_REGION",
        ),
        (&[("AWS_ACCESS_KEY_ID", "a")], &["--instance-id", "i"], "AWS_SECRET_ACCESS_KEY"),
        (&[], &["--instance-id", ".."], "`instance_id`"),
    ] {
        let output =
            program().args(arguments).envs(variables.iter().copied()).output().await.unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains(named), "{named} not in {}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
}
