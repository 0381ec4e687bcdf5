//! Checks that nothing a program may print or log contains a secret.
//!
//! This test has its own binary because it installs a global subscriber. Spawned tasks and `hyper` write to the
//! log as well.

use std::fmt::Write as _;

use connect_runtime::http::{Method, StatusCode};
use connect_runtime::testing::{LocalConnect, json_response};
use connect_runtime::{
    Call, Client, ConnectClient, Credentials, HttpClient, Result, Sensitive, connect_endpoint,
};
use connect_tests::Log;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FederationToken {
    credentials: Tokens,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tokens {
    access_token: Sensitive<String>,
    refresh_token: Sensitive<String>,
}

#[derive(Debug, Serialize)]
struct Secretive<'a> {
    password: &'a str,
}

trait Connect: ConnectClient {
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    fn get_federation_token(&self, instance_id: &str) -> Call<'_, FederationToken>;

    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    async fn mistaken(&self, instance_id: &str) -> Result<u8>;

    #[connect_endpoint(POST "/post?<nextToken>")]
    fn post(
        &self,
        next_token: &str,
        #[header("X-Amz-Bearer")] bearer: &str,
        #[body] body: &Secretive<'_>,
    ) -> Call<'_, ()>;
}
impl Connect for Client {}

const PASSWORD: &str = "a-password-in-a-body";
const NEXT_TOKEN: &str = "a-next-token";
const BEARER: &str = "a-bearer-token";
const WRONG_SECRET: &str = "a-wrong-secret-access-key";

#[tokio::test]
async fn output_and_traces_hold_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt().with_env_filter("trace").with_writer(move || writer.clone()).init();
    for http_client in connect_tests::http_clients!() {
        let before = log.text().len();
        println!("over {http_client:?}");
        let output = output(http_client).await;
        assert_hides_secrets(&output, &log.text()[before..]);
    }
}

/// What a program may print of its calls, and of what a stand-in received.
struct Output {
    printed: String,
    received: String,
    credentials: Credentials,
}

/// Makes calls and prints all of them.
async fn output(http_client: HttpClient) -> Output {
    let service = LocalConnect::start().await.unwrap();
    service.route(Method::POST, "/post", |_| {
        json_response(StatusCode::OK, &serde_json::json!({ "success": false, "error": {} }))
    });

    let mut printed = String::new();
    let builder = || service.client_builder().http_client(http_client);
    let client = builder().build().unwrap();
    writeln!(printed, "{client:?} {:?} {service:?}", builder()).unwrap();
    let call = client.get_federation_token(LocalConnect::INSTANCE_ID);
    writeln!(printed, "{call:?} {:?}", call.request()).unwrap();
    let future = std::future::IntoFuture::into_future(call);
    writeln!(printed, "{future:?}").unwrap();
    let token = future.await.unwrap();
    assert_eq!(token.credentials.access_token.expose(), LocalConnect::ACCESS_TOKEN);
    assert_eq!(token.credentials.refresh_token.expose(), LocalConnect::REFRESH_TOKEN);
    writeln!(printed, "{token:?}").unwrap();
    let response = client.get_federation_token(LocalConnect::INSTANCE_ID).with_response().await;
    writeln!(printed, "{response:?}").unwrap();
    let error = client.mistaken(LocalConnect::INSTANCE_ID).await.unwrap_err();
    writeln!(printed, "{error:?} {error}").unwrap();

    let post = client.post(NEXT_TOKEN, BEARER, &Secretive { password: PASSWORD });
    let headers = post.request().map(connect_runtime::Request::headers);
    writeln!(printed, "{post:?} {:?} {headers:?}", post.request()).unwrap();
    let error = post.await.unwrap_err();
    writeln!(printed, "{error:?} {error}").unwrap();

    // The service responds to a wrong signature with the text that it signed, including the session token.
    let right = service.credentials();
    let token = right.session_token().map(str::to_owned);
    let wrong = Credentials::new(right.access_key_id(), WRONG_SECRET, token, None, "test");
    let client = builder().credentials(wrong).build().unwrap();
    let error = client.get_federation_token(LocalConnect::INSTANCE_ID).await.unwrap_err();
    let message = error.api().unwrap().message().unwrap();
    assert!(message.contains("x-amz-security-token:** redacted **"), "{message}");
    let members: serde_json::Value = error.api().unwrap().members().unwrap();
    assert!(members.to_string().contains("x-amz-security-token:** redacted **"), "{members}");
    writeln!(printed, "{error:?} {error} {message} {members}").unwrap();
    let received = format!("{:?}", service.requests());

    Output { printed, received, credentials: right }
}

fn assert_hides_secrets(output: &Output, log: &str) {
    let Output { printed, received, credentials } = output;
    assert!(log.contains(": hyper_util"), "the log must hold what it is searched in");
    for (name, secret) in [
        ("secret access key", credentials.secret_access_key()),
        ("wrong secret access key", WRONG_SECRET),
        ("session token", credentials.session_token().unwrap()),
        ("access token", LocalConnect::ACCESS_TOKEN),
        ("refresh token", LocalConnect::REFRESH_TOKEN),
        ("password", PASSWORD),
        ("bearer token", BEARER),
    ] {
        assert!(!printed.contains(secret), "{name} in {printed}");
        assert!(!received.contains(secret), "{name} in {received}");
        assert!(!log.contains(secret), "{name} in {log}");
    }
    // A page token is not a credential, but the client still leaves it out of its output.
    assert!(!printed.contains(NEXT_TOKEN), "{printed}");
}
