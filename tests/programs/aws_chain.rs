//! Tests the AWS SDKs' chain of credentials and settings with its real sources.
//!
//! Each test runs `production_client` with its own environment and verifies the requests. The tests need the
//! feature `aws-config` of this package, because the SDKs take a while to build.

mod metadata;

use std::path::{Path, PathBuf};

use connect_runtime::Credentials;
use connect_runtime::testing::{Fault, LocalConnect, ReceivedRequest};
use metadata::Metadata;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::sync::OnceCell;

use crate::network_variables::{fixture, tls_in_front_of};

/// Creates an empty folder for one test.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("aws_chain").join(test);
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Builds the program once.
async fn program() -> &'static Path {
    static PROGRAM: OnceCell<PathBuf> = OnceCell::const_new();
    let build = || async {
        let status = Command::new(env!("CARGO"))
            .current_dir(connect_tests::workspace())
            .args(["build", "--quiet", "--package", "connect-examples"])
            .args(["--features", "aws-config", "--example", "production_client"])
            .status();
        assert!(status.await.unwrap().success());
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        target.join("debug/examples/production_client")
    };
    PROGRAM.get_or_init(build).await
}

struct Run {
    code: Option<i32>,
    output: String,
}

/// Runs the program with only these variables in its environment.
async fn run(home: &Path, variables: &[(&str, &str)]) -> Run {
    let output = Command::new(program().await)
        .env_clear()
        .env("HOME", home)
        .env("PATH", "/usr/bin:/bin")
        .env("RUST_LOG", "trace")
        .env("CONNECT_INSTANCE_ID", LocalConnect::INSTANCE_ID)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .envs(variables.iter().copied())
        .output()
        .await
        .unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code(), output: text(&output.stdout) + &text(&output.stderr) }
}

/// Checks that a call with the right credentials reaches the stand-in on the second attempt.
async fn assert_verified(home: &Path, variables: &[(&str, &str)]) -> ReceivedRequest {
    let service = LocalConnect::start().await.unwrap();
    service.inject([Fault::Unavailable]);
    let endpoint = [("AWS_ENDPOINT_URL_CONNECT", service.endpoint_url())];
    let Run { code, output } = run(home, &[&endpoint, variables].concat()).await;
    assert_eq!(code, Some(0), "{output}");
    assert!(output.contains("attempts: 2"), "{output}");
    let requests = service.requests();
    assert!(requests.len() == 2 && requests.iter().all(|request| request.is_verified));
    assert_hides(&output, &service.credentials());
    requests.into_iter().next().unwrap()
}

fn assert_hides(output: &str, credentials: &Credentials) {
    for secret in [
        credentials.secret_access_key(),
        credentials.session_token().unwrap(),
        LocalConnect::ACCESS_TOKEN,
    ] {
        assert!(!output.contains(secret), "{secret} in {output}");
    }
}

async fn credentials() -> Credentials {
    LocalConnect::start().await.unwrap().credentials()
}

fn profile(name: &str, credentials: &Credentials) -> String {
    format!(
        "[{name}]\naws_access_key_id = {}\naws_secret_access_key = {}\naws_session_token = {}\n",
        credentials.access_key_id(),
        credentials.secret_access_key(),
        credentials.session_token().unwrap(),
    )
}

#[tokio::test]
async fn credentials_come_from_the_environment() {
    let credentials = credentials().await;
    let variables = [
        ("AWS_REGION", "us-west-2"),
        ("AWS_ACCESS_KEY_ID", credentials.access_key_id()),
        ("AWS_SECRET_ACCESS_KEY", credentials.secret_access_key()),
        ("AWS_SESSION_TOKEN", credentials.session_token().unwrap()),
        ("AWS_LAMBDA_FUNCTION_NAME", "a-function"),
        ("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793"),
    ];
    let request = assert_verified(&folder("environment"), &variables).await;
    let trace_id = "Root=1-5759e988-bd862e3fe1be46a994272793";
    assert_eq!(request.header("x-amzn-trace-id"), Some(trace_id));
    let agent = request.header("user-agent").unwrap();
    assert!(agent.ends_with(" app/contact-centre"), "{agent}");
}

#[tokio::test]
async fn credentials_and_settings_come_from_a_profile() {
    let home = folder("profile");
    let service = LocalConnect::start().await.unwrap();
    let (config, keys) = (home.join("config"), home.join("credentials"));
    let settings = format!(
        "[profile blue]\nregion = us-west-2\nservices = local\n\
         [services local]\nconnect =\n  endpoint_url = {}\n",
        service.endpoint_url()
    );
    std::fs::write(&config, settings).unwrap();
    std::fs::write(&keys, profile("blue", &service.credentials())).unwrap();
    let variables = [
        ("AWS_PROFILE", "blue"),
        ("AWS_CONFIG_FILE", config.to_str().unwrap()),
        ("AWS_SHARED_CREDENTIALS_FILE", keys.to_str().unwrap()),
    ];
    let Run { code, output } = run(&home, &variables).await;
    assert_eq!(code, Some(0), "{output}");
    assert!(service.requests()[0].is_verified);
    assert_hides(&output, &service.credentials());

    let ignored = [&variables[..], &[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")]].concat();
    let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", proxy.local_addr().unwrap());
    drop(proxy);
    run(&home, &[&ignored[..], &[("HTTPS_PROXY", url.as_str())]].concat()).await;
    assert_eq!(service.requests().len(), 1, "the endpoint of the profile is not called");
}

#[tokio::test]
async fn credentials_come_from_a_process() {
    let (home, credentials) = (folder("process"), credentials().await);
    let answer = serde_json::json!({
        "Version": 1,
        "AccessKeyId": credentials.access_key_id(),
        "SecretAccessKey": credentials.secret_access_key(),
        "SessionToken": credentials.session_token(),
        "Expiration": "2099-01-01T00:00:00Z",
    });
    let (config, answer_file) = (home.join("config"), home.join("answer.json"));
    std::fs::write(&answer_file, answer.to_string()).unwrap();
    let process = format!(
        "[default]\nregion = us-west-2\ncredential_process = cat {}\n",
        answer_file.display()
    );
    std::fs::write(&config, process).unwrap();
    assert_verified(&home, &[("AWS_CONFIG_FILE", config.to_str().unwrap())]).await;
}

#[tokio::test]
async fn credentials_and_region_come_from_an_ec2_instance() {
    let metadata = Metadata::start(credentials().await).await;
    let variables = [
        ("AWS_EC2_METADATA_DISABLED", "false"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url()),
        // The program must never request metadata through a proxy.
        ("HTTP_PROXY", "http://127.0.0.1:9"),
    ];
    assert_verified(&folder("ec2"), &variables).await;
    assert!(metadata.paths().contains(&"PUT /latest/api/token".to_owned()));
}

#[tokio::test]
async fn credentials_come_from_a_container() {
    let metadata = Metadata::start(credentials().await).await;
    let uri = metadata.url().to_owned() + Metadata::CONTAINER_PATH;
    let variables = [
        ("AWS_REGION", "us-west-2"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri.as_str()),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN", Metadata::CONTAINER_TOKEN),
    ];
    assert_verified(&folder("container"), &variables).await;
}

#[tokio::test]
async fn credentials_come_from_a_web_identity() {
    let (home, metadata) = (folder("web_identity"), Metadata::start(credentials().await).await);
    let token = home.join("token");
    std::fs::write(&token, Metadata::WEB_IDENTITY_TOKEN).unwrap();
    let variables = [
        ("AWS_REGION", "us-west-2"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", token.to_str().unwrap()),
        ("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/a-role"),
        ("AWS_ENDPOINT_URL_STS", metadata.url()),
    ];
    assert_verified(&home, &variables).await;
}

/// The credentials and the calls both go over TLS, with a certificate that the platform does not trust.
#[tokio::test]
async fn a_bundle_of_certificates_is_trusted_for_credentials_and_calls() {
    let home = folder("bundle");
    let service = LocalConnect::start().await.unwrap();
    let metadata = Metadata::start(service.credentials()).await;
    let (token, config) = (home.join("token"), home.join("config"));
    std::fs::write(&token, Metadata::WEB_IDENTITY_TOKEN).unwrap();
    let [bundle, other] = ["authority.pem", "other_authority.pem"].map(fixture);
    std::fs::write(&config, format!("[default]\nca_bundle = {}\n", bundle.display())).unwrap();
    let (sts, url) =
        (tls_in_front_of(metadata.url()).await, tls_in_front_of(service.endpoint_url()).await);
    let common = [
        ("AWS_REGION", "us-west-2"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", token.to_str().unwrap()),
        ("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/a-role"),
        ("AWS_ENDPOINT_URL_STS", sts.as_str()),
        ("AWS_ENDPOINT_URL_CONNECT", url.as_str()),
    ];
    let of_profile = ("AWS_CONFIG_FILE", config.to_str().unwrap());
    for (variables, error) in [
        (vec![("AWS_CA_BUNDLE", bundle.to_str().unwrap())], None),
        (vec![of_profile], None),
        (
            vec![of_profile, ("AWS_CA_BUNDLE", other.to_str().unwrap())],
            Some("the credentials provider failed"),
        ),
        (vec![of_profile, ("AWS_CA_BUNDLE", "/absent.pem")], Some("AWS_CA_BUNDLE names the file")),
    ] {
        let Run { code, output } = run(&home, &[&common[..], &variables].concat()).await;
        assert_eq!(code == Some(0), error.is_none(), "{variables:?} {output}");
        assert!(output.contains(error.unwrap_or_default()), "{variables:?} {output}");
    }
}

#[tokio::test]
async fn missing_or_conflicting_settings_are_reported() {
    let home = folder("nothing");
    let Run { code, output } = run(&home, &[]).await;
    assert_eq!(code, Some(1), "{output}");
    assert!(output.contains("error: client configuration: region is not set; set AWS_REGION"));
    let Run { code, output } = run(&home, &[("AWS_REGION", "us-west-2")]).await;
    assert_eq!(code, Some(1), "{output}");
    let error = "error: GetFederationToken: no credentials; set AWS_ACCESS_KEY_ID";
    assert!(output.contains(error), "{output}");
    let wrong = [("AWS_REGION", "us-west-2"), ("AWS_USE_FIPS_ENDPOINT", "true")];
    let url = [("AWS_ENDPOINT_URL", "http://127.0.0.1:9")];
    let Run { code, output } = run(&home, &[wrong, [url[0], url[0]]].concat()).await;
    assert_eq!(code, Some(1), "{output}");
    assert!(output.contains("use_fips is on, but an endpoint URL is given too"), "{output}");
}

#[tokio::test]
async fn the_proxy_from_the_environment_is_used() {
    let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", proxy.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut stream, _) = proxy.accept().await.unwrap();
        let mut request = vec![0; 4096];
        let length = stream.read(&mut request).await.unwrap();
        stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").await.unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let variables = [
        ("AWS_REGION", "us-west-2"),
        ("AWS_ACCESS_KEY_ID", "AKID"),
        ("AWS_SECRET_ACCESS_KEY", "a-secret"),
        ("HTTPS_PROXY", url.as_str()),
    ];
    let Run { code, output } = run(&folder("proxy"), &variables).await;
    if output.contains("ca-certificates") {
        return println!("this machine has no certificates, so no client for https");
    }
    assert_eq!(code, Some(75), "{output}");
    let error =
        "error: GetFederationToken: could not connect to connect.us-west-2.amazonaws.com:443";
    assert!(output.contains(error) && output.contains("try again later"), "{output}");
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("CONNECT connect.us-west-2.amazonaws.com:443 HTTP/1.1"), "{asked}");
    assert!(!asked.to_lowercase().contains("authorization"), "{asked}");
}
